package opcc.tracker.funds;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.rpc.Code;
import com.mongodb.client.gridfs.GridFSBuckets;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import opcc.tracker.funds.files.SampleFiles;
import opcc.tracker.funds.receipts.Leftovers;
import opcc.tracker.kit.idempotency.CommandDigest;
import opcc.tracker.kit.testing.Refusals;
import opcc.tracker.kit.testing.RunningService;
import opcc.tracker.kit.testing.TestPerson;
import opcc.tracker.v1.CreateDrawRequest;
import opcc.tracker.v1.CreateFundRequest;
import opcc.tracker.v1.CreateReceiptRequest;
import opcc.tracker.v1.DownloadReceiptRequest;
import opcc.tracker.v1.DownloadReceiptResponse;
import opcc.tracker.v1.Draw;
import opcc.tracker.v1.DrawCategoryEnum.DrawCategory;
import opcc.tracker.v1.DrawLine;
import opcc.tracker.v1.Fund;
import opcc.tracker.v1.FundsServiceGrpc;
import opcc.tracker.v1.FundsServiceGrpc.FundsServiceBlockingStub;
import opcc.tracker.v1.GetReceiptRequest;
import opcc.tracker.v1.ListReceiptsRequest;
import opcc.tracker.v1.Receipt;
import opcc.tracker.v1.ReceiptsServiceGrpc;
import opcc.tracker.v1.ReceiptsServiceGrpc.ReceiptsServiceBlockingStub;
import opcc.tracker.v1.RoleEnum.Role;
import opcc.tracker.v1.WithdrawDrawRequest;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** A draw's receipts: who attaches and reads them, and what becomes of a file. */
class ReceiptsIT {

    private static final Instant NIGHT = Instant.parse("2026-07-15T01:00:00Z");

    private static RunningService service;
    private static int funds;

    private final TestPerson officer = service.realm().requester("west-mercia");
    private final TestPerson colleague = officer.named("colleague.westmercia");
    private final TestPerson finance = service.realm().finance("west-mercia");
    private final TestPerson provider =
            service.realm().person("worker.hope").holding(Role.PROVIDER).workingFor("hope-for-justice");

    private String fund = "";
    private String draw = "";

    @BeforeAll
    static void start() {
        service = RunningService.start(FundsApplication.class, Map.of());
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @BeforeEach
    void given_an_officers_draw() {
        service.setNow(NIGHT);
        fund = funds(finance)
                .createFund(CreateFundRequest.newBuilder()
                        .setFundId("receipts-" + ++funds)
                        .setFund(Fund.newBuilder()
                                .setDisplayName("A fund")
                                .setArea("west-mercia")
                                .addDrawingProviders("providers/hope-for-justice"))
                        .build())
                .getName();
        draw = drawOf(officer);
    }

    private String drawOf(TestPerson person) {
        return funds(person)
                .createDraw(CreateDrawRequest.newBuilder()
                        .setParent(fund)
                        .setDraw(Draw.newBuilder()
                                .setReason("food for tonight")
                                .addLines(DrawLine.newBuilder()
                                        .setCategory(DrawCategory.FOOD)
                                        .setQuantity(1)
                                        .setUnitPricePence(1_250)))
                        .build())
                .getName();
    }

    private static FundsServiceBlockingStub funds(TestPerson person) {
        return person.calling(FundsServiceGrpc.newBlockingStub(service.channel()));
    }

    private static ReceiptsServiceBlockingStub receipts(TestPerson person) {
        return person.calling(stub());
    }

    private static ReceiptsServiceBlockingStub stub() {
        return ReceiptsServiceGrpc.newBlockingStub(service.channel()).withMaxInboundMessageSize(16 << 20);
    }

    private CreateReceiptRequest photograph(String parent) {
        return file(parent, "image/jpeg", SampleFiles.photograph(6));
    }

    private static CreateReceiptRequest file(String parent, String contentType, byte[] content) {
        return CreateReceiptRequest.newBuilder()
                .setParent(parent)
                .setReceipt(Receipt.newBuilder()
                        .setContentType(contentType)
                        .setContent(ByteString.copyFrom(content))
                        .setAmountPence(1_250)
                        .setSupplierReference("INV-77/3"))
                .build();
    }

    private static DownloadReceiptResponse download(TestPerson person, String name) {
        return receipts(person)
                .downloadReceipt(
                        DownloadReceiptRequest.newBuilder().setName(name).build());
    }

    private static List<Receipt> list(TestPerson person, String parent) {
        return receipts(person)
                .listReceipts(ListReceiptsRequest.newBuilder().setParent(parent).build())
                .getReceiptsList();
    }

    private static long stored(String collection) {
        return service.mongo().database().getCollection(collection).countDocuments();
    }

    @Nested
    class A_receipt {

        @Test
        void is_attached_and_read_back_without_what_identifies_somebody() {
            Receipt receipt = receipts(officer).createReceipt(photograph(draw));

            assertThat(receipt.getName()).isEqualTo(draw + "/receipts/r1");
            assertThat(receipt.getContent()).isEqualTo(ByteString.EMPTY);
            assertThat(receipt.getAmountPence()).isEqualTo(1_250);
            assertThat(receipt.getSupplierReference()).isEqualTo("INV-77/3");
            assertThat(receipt.getAuthor()).isEqualTo("users/requester.west-mercia");
            assertThat(receipt.getCreateTime().getSeconds()).isEqualTo(NIGHT.getEpochSecond());
            assertThat(receipt.getRemovedList()).contains("the place where it was taken (GPS)");
            DownloadReceiptResponse file = download(officer, receipt.getName());
            byte[] content = file.getContent().toByteArray();
            assertThat(file.getContentType()).isEqualTo("image/jpeg");
            assertThat(receipt.getSizeBytes()).isEqualTo(content.length);
            assertThat(receipt.getSha256()).isEqualTo(CommandDigest.SHA_256.of(content));
            assertThat(new String(content, ISO_8859_1)).doesNotContain(SampleFiles.TELLTALE);
        }

        @Test
        void may_be_a_file_of_5_megabytes() {
            byte[] noise = new byte[4_900_000];
            new java.util.Random(7).nextBytes(noise);
            byte[] pdf = SampleFiles.pdf(document -> document.getPage(0)
                    .getCOSObject()
                    .setItem(
                            "Bulk",
                            new org.apache.pdfbox.pdmodel.common.PDStream(document, new ByteArrayInputStream(noise))));

            Receipt receipt = receipts(officer).createReceipt(file(draw, "application/pdf", pdf));

            assertThat(receipt.getSizeBytes()).isGreaterThan(4_900_000);
            assertThat(download(officer, receipt.getName()).getContent().size()).isEqualTo(receipt.getSizeBytes());
        }

        @Test
        void is_refused_with_the_reason_if_the_file_is_bad() {
            Refusals refusal = Refusals.of(() -> receipts(officer)
                    .createReceipt(file(draw, "application/pdf", SampleFiles.pdf(SampleFiles::withScript))));

            assertThat(refusal.code()).isEqualTo(Code.INVALID_ARGUMENT);
            assertThat(refusal.message())
                    .isEqualTo("receipt.content: holds a program (JavaScript); print it to PDF anew");
            assertThat(list(officer, draw)).isEmpty();
        }

        @Test
        void is_refused_for_a_draw_that_was_withdrawn() {
            funds(officer)
                    .withdrawDraw(WithdrawDrawRequest.newBuilder().setName(draw).build());

            Refusals refusal = Refusals.of(() -> receipts(officer).createReceipt(photograph(draw)));

            assertThat(refusal.reason()).isEqualTo("DRAW_STATE");
            assertThat(refusal.message()).contains("was withdrawn");
        }

        @Test
        void is_refused_as_the_21st_even_if_all_come_at_once() throws Exception {
            List<Future<Receipt>> calls = new ArrayList<>();
            try (var threads = Executors.newFixedThreadPool(8)) {
                for (int i = 0; i < 24; i++) {
                    calls.add(threads.submit(() -> receipts(officer).createReceipt(photograph(draw))));
                }
            }
            long refused = calls.stream()
                    .filter(call -> call.state() == Future.State.FAILED)
                    .peek(call -> assertThat(call.exceptionNow()).hasMessageContaining("20 receipts already"))
                    .count();

            assertThat(refused).isEqualTo(4);
            assertThat(list(officer, draw))
                    .extracting(Receipt::getName)
                    .doesNotHaveDuplicates()
                    .hasSize(20)
                    .startsWith(draw + "/receipts/r1")
                    .endsWith(draw + "/receipts/r20");
        }
    }

    @Nested
    class Attaching_again {

        @Test
        void with_the_same_key_gives_the_first_answer_and_stores_nothing_twice() throws Exception {
            long receiptsBefore = stored("receipts");
            long filesBefore = stored("receipts.files");
            List<Future<Receipt>> calls = new ArrayList<>();
            try (var threads = Executors.newFixedThreadPool(8)) {
                for (int i = 0; i < 8; i++) {
                    calls.add(threads.submit(
                            () -> officer.calling(stub(), "one-key").createReceipt(photograph(draw))));
                }
            }

            Receipt first = calls.getFirst().get();
            for (Future<Receipt> call : calls) {
                assertThat(call.get()).isEqualTo(first);
            }
            assertThat(stored("receipts") - receiptsBefore).isOne();
            assertThat(stored("receipts.files") - filesBefore).isOne();
        }

        @Test
        void with_the_same_key_and_another_file_is_refused() {
            officer.calling(stub(), "used-key").createReceipt(photograph(draw));

            assertThat(Refusals.of(() -> officer.calling(stub(), "used-key")
                                    .createReceipt(file(draw, "image/png", SampleFiles.screenshot())))
                            .reason())
                    .isEqualTo("IDEMPOTENCY_KEY_REUSED");
        }
    }

    @Nested
    class Access {

        @Test
        void to_attach_is_only_for_who_asked_for_the_draw() {
            for (TestPerson other : List.of(colleague, finance, provider)) {
                assertThat(Refusals.of(() -> receipts(other).createReceipt(photograph(draw)))
                                .code())
                        .isEqualTo(Code.NOT_FOUND);
            }
            for (Role role : List.of(Role.COMMISSIONER, Role.AUDITOR, Role.ADMINISTRATOR, Role.ANALYST)) {
                TestPerson reader =
                        service.realm().person("reader").holding(role).in("west-mercia");
                assertThat(Refusals.of(() -> receipts(reader).createReceipt(photograph(draw)))
                                .reason())
                        .isEqualTo("ROLE_REQUIRED");
            }
            assertThat(receipts(provider)
                            .createReceipt(photograph(drawOf(provider)))
                            .getName())
                    .endsWith("/receipts/r1");
        }

        @Test
        void to_read_is_for_the_owner_and_those_who_oversee_the_area() {
            String name = receipts(officer).createReceipt(photograph(draw)).getName();
            for (TestPerson reader : List.of(
                    officer,
                    finance,
                    service.realm().person("c").holding(Role.COMMISSIONER).in("west-mercia"),
                    service.realm().person("a").holding(Role.AUDITOR).in("west-mercia"))) {
                assertThat(list(reader, draw)).hasSize(1);
                assertThat(receipts(reader)
                                .getReceipt(GetReceiptRequest.newBuilder()
                                        .setName(name)
                                        .build())
                                .getName())
                        .isEqualTo(name);
                assertThat(download(reader, name).getContent().isEmpty()).isFalse();
            }
            for (TestPerson other : List.of(colleague, provider, finance.in("surrey"))) {
                assertThat(Refusals.of(() -> list(other, draw)).code()).isEqualTo(Code.NOT_FOUND);
                assertThat(Refusals.of(() -> download(other, name)).code()).isEqualTo(Code.NOT_FOUND);
            }
            assertThat(Refusals.of(() -> download(officer, draw + "/receipts/r2"))
                            .code())
                    .isEqualTo(Code.NOT_FOUND);
        }
    }

    @Nested
    class The_store {

        @Test
        void holds_nothing_of_what_was_taken_out_and_no_name_of_a_file() {
            Receipt receipt = receipts(officer).createReceipt(photograph(draw));

            Document file = service.mongo()
                    .database()
                    .getCollection("receipts.files")
                    .find(new Document("filename", receipt.getSha256()))
                    .first();
            assertThat(file).isNotNull();
            service.mongo()
                    .database()
                    .getCollection("receipts.chunks")
                    .find()
                    .forEach(chunk -> assertThat(new String(
                                    chunk.get("data", org.bson.types.Binary.class)
                                            .getData(),
                                    ISO_8859_1))
                            .doesNotContain(SampleFiles.TELLTALE));
        }

        @Test
        void notices_a_file_that_was_tampered_with() {
            Receipt receipt = receipts(officer).createReceipt(photograph(draw));
            Document stored = service.mongo()
                    .database()
                    .getCollection("receipts")
                    .find(new Document("sha256", receipt.getSha256())
                            .append("draw", draw.split("/")[3])
                            .append("fund", fund.split("/")[1]))
                    .first();
            byte[] other = new byte[Math.toIntExact(receipt.getSizeBytes())];
            service.mongo()
                    .database()
                    .getCollection("receipts.chunks")
                    .updateOne(
                            new Document("files_id", new org.bson.types.ObjectId(stored.getString("file"))),
                            new Document("$set", new Document("data", new org.bson.types.Binary(other))));

            assertThat(Refusals.of(() -> download(officer, receipt.getName())).code())
                    .isEqualTo(Code.INTERNAL);
        }

        @Test
        void loses_what_cut_off_uploads_left_behind_and_nothing_else() {
            Receipt receipt = receipts(officer).createReceipt(photograph(draw));
            long filesBefore = stored("receipts.files");
            GridFSBuckets.create(service.mongo().database(), "receipts")
                    .uploadFromStream("never-attached", new ByteArrayInputStream(new byte[100]));
            service.mongo()
                    .database()
                    .getCollection("receipts.chunks")
                    .insertOne(new Document("files_id", new org.bson.types.ObjectId())
                            .append("n", 0)
                            .append("data", new org.bson.types.Binary(new byte[100])));
            long chunksBefore = stored("receipts.chunks");

            service.setNow(Instant.now().plus(Duration.ofHours(1)));
            service.part(Leftovers.class).sweep();
            assertThat(stored("receipts.chunks")).as("too young").isEqualTo(chunksBefore);

            service.setNow(Instant.now().plus(Duration.ofHours(25)));
            service.part(Leftovers.class).sweep();
            assertThat(stored("receipts.chunks")).isEqualTo(chunksBefore - 2);
            assertThat(stored("receipts.files")).isEqualTo(filesBefore);
            assertThat(download(officer, receipt.getName()).getContent().isEmpty())
                    .isFalse();
        }
    }
}
