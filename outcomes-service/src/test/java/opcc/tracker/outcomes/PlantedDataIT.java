package opcc.tracker.outcomes;

import static opcc.tracker.outcomes.RunningOutcomes.QUARTER;
import static opcc.tracker.outcomes.RunningOutcomes.somebody;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import opcc.tracker.kit.testing.EverythingLogged;
import opcc.tracker.kit.testing.Refusals;
import opcc.tracker.v1.EraseOutcomesRequest;
import opcc.tracker.v1.GetUploadErrorsRequest;
import opcc.tracker.v1.GetUploadRequest;
import opcc.tracker.v1.Outcome;
import opcc.tracker.v1.OutcomeStreamServiceGrpc;
import opcc.tracker.v1.RetentionServiceGrpc;
import opcc.tracker.v1.StreamOutcomesRequest;
import opcc.tracker.v1.StreamOutcomesResponse;
import opcc.tracker.v1.UploadOutcomesRequest;
import opcc.tracker.v1.UploadStateEnum.UploadState;
import opcc.tracker.v1.UploadsServiceGrpc;
import opcc.tracker.v1.UploadsServiceGrpc.UploadsServiceBlockingStub;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bson.Document;
import org.bson.types.Binary;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Rule 8 of the domain by every way in: batches, streams, files and erasure bring references and personal data into every
 * field, under two keys, and then every byte that was stored, logged or answered is searched.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PlantedDataIT {

    private static final String SURREY = "services/surrey-navigator";
    private static final String OLD_KEY = "Hx4dHBsaGRgXFhUUExIREA8ODQwLCgkIBwYFBAMCAQA=";

    private final List<String> answers = new ArrayList<>();
    private EverythingLogged logged;
    private RunningOutcomes outcomes;

    @BeforeAll
    void bringItIn() {
        outcomes = RunningOutcomes.with(Map.of("pseudonyms.keys-before", OLD_KEY));
        // The realm's keys are fetched at the first call, and at DEBUG that takes long on a busy machine.
        await().atMost(Duration.ofMinutes(3))
                .ignoreExceptions()
                .until(() -> outcomes.table(outcomes.analyst, "").getTotal() == 0);
        logged = new EverythingLogged();
        Planted.REFERENCES.forEach(reference -> {
            outcomes.report(
                    outcomes.justiceAndCare, "key-of-" + reference, somebody().setCaseReference(reference));
            refusal(() -> outcomes.report(
                    outcomes.justiceAndCare,
                    "key-of-" + reference,
                    somebody().setCaseReference(reference).setSynthetic(true)));
            refusal(() -> outcomes.report(outcomes.hopeForJustice, somebody().setCaseReference(reference)));
        });
        Planted.PERSONAL.forEach(value ->
                everyField(value).forEach(outcome -> refusal(() -> outcomes.report(outcomes.justiceAndCare, outcome))));
        stream();
        file();
        erase();
        outcomes.table(outcomes.analyst, "", "sex");
    }

    @AfterAll
    void stop() {
        logged.close();
        outcomes.close();
    }

    @Test
    void nothing_of_it_is_in_any_collection_of_the_database() {
        String stored = outcomes.running.mongo().everythingStored()
                + outcomes.running.mongo().everythingAsJson();

        assertThat(stored)
                .as("there is something to search")
                .contains("justice-and-care")
                .hasSizeGreaterThan(10_000);
        assertThat(Planted.foundIn(stored)).isEmpty();
    }

    @Test
    void nothing_of_it_is_in_any_line_of_the_log_even_at_debug_nor_in_the_audit_trail() {
        assertThat(logged.lines())
                .as("everything was listened to")
                .contains(
                        "call=BatchCreateOutcomes",
                        "call=StreamOutcomes",
                        "call=UploadOutcomes",
                        "call=EraseOutcomes",
                        "result=INVALID_ARGUMENT");
        assertThat(Planted.foundIn(logged.lines())).isEmpty();
    }

    @Test
    void nothing_of_it_is_in_any_answer_error_or_error_file() {
        assertThat(answers)
                .hasSizeGreaterThan(50)
                .anyMatch(answer -> answer.contains("seems to hold a name"))
                .anyMatch(answer -> answer.startsWith("row,column,reason"));
        assertThat(Planted.foundIn(String.join("\n", answers))).isEmpty();
    }

    @Test
    void the_search_finds_what_is_there_in_whatever_form() {
        var collection = outcomes.running.mongo().database().getCollection("probe");
        List<Function<String, Object>> forms = List.of(
                value -> "x" + value + "y",
                value -> new Binary(value.getBytes(StandardCharsets.UTF_8)),
                value -> HexFormat.of().withUpperCase().formatHex(("a" + value).getBytes(StandardCharsets.UTF_8)),
                value -> Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8)),
                value -> Base64.getEncoder().encodeToString(("a" + value + "zz").getBytes(StandardCharsets.UTF_8)),
                value -> Base64.getUrlEncoder().encodeToString(("ab" + value).getBytes(StandardCharsets.UTF_8)));
        try {
            for (Function<String, Object> form : forms) {
                Planted.all().forEach(value -> {
                    collection.deleteMany(new Document());
                    collection.insertOne(new Document("field", form.apply(value)));
                    assertThat(Planted.foundIn(outcomes.running.mongo().everythingStored()))
                            .anyMatch(found -> found.startsWith(value));
                });
            }
        } finally {
            collection.drop();
        }
        assertThat(Planted.foundIn("caller=x call=y resource=" + Planted.REFERENCES.getFirst()))
                .isNotEmpty();
    }

    /** A person in whose record the value stands where text can stand. */
    private static Stream<Outcome.Builder> everyField(String value) {
        return Stream.of(
                somebody().setCaseReference(value),
                somebody().setService("services/" + value),
                somebody().setQuarter(value),
                somebody().setArea(value));
    }

    private void stream() {
        int number = 1;
        StreamingProvider provider = openStream();
        for (String reference : Planted.REFERENCES) {
            answers.add(provider.sendAndRead(batch(number++, somebody().setCaseReference(reference)))
                    .toString());
        }
        for (String value : Planted.PERSONAL) {
            StreamOutcomesResponse answer = provider.sendAndRead(batch(
                    number++,
                    somebody().setCaseReference(value),
                    somebody().setQuarter(value),
                    somebody().setArea(value)));
            assertThat(answer.getTakenCount()).isZero();
            answers.add(answer.toString());
            answers.add(openStream()
                    .sendAndEnd(batch(number, somebody().setService("services/" + value)))
                    .toString());
        }
        answers.add(provider.sendAndEnd(batch(1, somebody().setCaseReference(Planted.REFERENCES.getLast())))
                .toString());
    }

    private StreamingProvider openStream() {
        return StreamingProvider.open(
                outcomes.justiceAndCare.calling(OutcomeStreamServiceGrpc.newStub(outcomes.running.channel())));
    }

    private static StreamOutcomesRequest batch(int number, Outcome.Builder... records) {
        StreamOutcomesRequest.Builder batch = StreamOutcomesRequest.newBuilder()
                .setStream("stream-of-" + Planted.REFERENCES.getFirst())
                .setNumber(number);
        for (Outcome.Builder record : records) {
            batch.addOutcomes(record);
        }
        return batch.build();
    }

    private void file() {
        String header =
                "caseReference,quarter,nrmStage,exploitationTypes,ageBand,sex,engagement,area,drugsAndAlcohol\r\n";
        StringBuilder csv = new StringBuilder(header);
        Planted.REFERENCES.forEach(reference ->
                csv.append(reference).append("," + QUARTER + ",PRE_NRM,LABOUR,ADULT,FEMALE,SUPPORTING,surrey,2/3\r\n"));
        List<String> good =
                List.of("VS-1", QUARTER, "PRE_NRM", "LABOUR", "ADULT", "FEMALE", "SUPPORTING", "surrey", "2");
        Planted.PERSONAL.forEach(value -> {
            for (int column = 0; column < good.size(); column++) {
                List<String> cells = new ArrayList<>(good);
                cells.set(column, value);
                csv.append(String.join(",", cells)).append("\r\n");
            }
        });
        UploadsServiceBlockingStub stub = UploadsServiceGrpc.newBlockingStub(outcomes.running.channel());
        UploadOutcomesRequest request = UploadOutcomesRequest.newBuilder()
                .setService(SURREY)
                .setCsv(csv.toString())
                .build();
        String name = outcomes.justiceAndCare
                .calling(stub, "key-of-" + Planted.REFERENCES.getFirst())
                .uploadOutcomes(request)
                .getName();
        var done = await().until(
                        () -> outcomes.justiceAndCare
                                .calling(stub)
                                .getUpload(GetUploadRequest.newBuilder()
                                        .setName(name)
                                        .build()),
                        upload -> upload.getState() == UploadState.DONE);
        assertThat(List.of(done.getRowsTaken(), done.getRowsRefused()))
                .containsExactly(Planted.REFERENCES.size(), Planted.PERSONAL.size() * good.size());
        answers.add(done.toString());
        answers.add(outcomes.justiceAndCare
                .calling(stub)
                .getUploadErrors(
                        GetUploadErrorsRequest.newBuilder().setName(name).build())
                .getCsv());
        Planted.all()
                .forEach(value -> refusal(() -> outcomes.justiceAndCare
                        .calling(stub)
                        .uploadOutcomes(request.toBuilder()
                                .setCsv(header.replace("sex", value) + csv)
                                .build())));
    }

    private void erase() {
        Stream.concat(Stream.of(Planted.REFERENCES.getFirst()), Planted.PERSONAL.stream())
                .forEach(reference -> {
                    EraseOutcomesRequest request = EraseOutcomesRequest.newBuilder()
                            .setService(SURREY)
                            .setCaseReference(reference)
                            .build();
                    try {
                        answers.add(outcomes.justiceAndCare
                                .calling(
                                        RetentionServiceGrpc.newBlockingStub(outcomes.running.channel()),
                                        "key-of-" + Planted.REFERENCES.getFirst())
                                .eraseOutcomes(request)
                                .toString());
                    } catch (StatusRuntimeException refused) {
                        answers.add(refused.getStatus() + "" + StatusProto.fromThrowable(refused));
                    }
                });
    }

    private void refusal(ThrowingCallable call) {
        answers.add(Refusals.of(call).toString());
    }
}
