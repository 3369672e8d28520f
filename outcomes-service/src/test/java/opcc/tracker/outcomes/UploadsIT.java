package opcc.tracker.outcomes;

import static opcc.tracker.outcomes.RunningOutcomes.QUARTER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.rpc.Code;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import opcc.tracker.kit.testing.Refusals;
import opcc.tracker.kit.testing.TestPerson;
import opcc.tracker.outcomes.register.RegisteredService;
import opcc.tracker.outcomes.uploads.DyingProcess;
import opcc.tracker.outcomes.uploads.Uploads;
import opcc.tracker.v1.GetOutcomeTemplateRequest;
import opcc.tracker.v1.GetUploadErrorsRequest;
import opcc.tracker.v1.GetUploadRequest;
import opcc.tracker.v1.SexEnum.Sex;
import opcc.tracker.v1.Upload;
import opcc.tracker.v1.UploadOutcomesRequest;
import opcc.tracker.v1.UploadStateEnum.UploadState;
import opcc.tracker.v1.UploadsServiceGrpc;
import opcc.tracker.v1.UploadsServiceGrpc.UploadsServiceBlockingStub;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Providers send their outcomes as files. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UploadsIT {

    private static final String SURREY = "services/surrey-navigator";
    private static final String HEADER = "caseReference,quarter,nrmStage,exploitationTypes,ageBand,sex,engagement";
    private static final RegisteredService NAVIGATOR =
            new RegisteredService(SURREY, "surrey", Set.of(), "providers/justice-and-care");

    private RunningOutcomes outcomes;

    @BeforeAll
    void start() {
        outcomes = RunningOutcomes.start();
    }

    @AfterAll
    void stop() {
        outcomes.close();
    }

    @BeforeEach
    void startWithAnEmptyDatabase() {
        for (String collection :
                List.of("batches", "uploads", "staged", "uploadFaults", "arrivals", "tranches", "pins", "cubes")) {
            collection(collection).deleteMany(new Document());
        }
        outcomes.running.setNow(Instant.parse("2026-07-15T10:00:00Z"));
    }

    @Test
    void a_thousand_rows_are_taken_in_and_counted_as_if_they_had_been_reported_one_by_one() {
        Upload sent = send(outcomes.justiceAndCare, SURREY, rows(1, 1000));
        Upload done = ended(sent);

        assertThat(sent.getRowsTotal()).isEqualTo(1000);
        assertThat(done.getState()).isEqualTo(UploadState.DONE);
        assertThat(List.of(done.getRowsRead(), done.getRowsTaken(), done.getRowsRefused()))
                .containsExactly(1000, 1000, 0);
        assertThat(done.hasFinishTime()).isTrue();
        assertThat(errors(done)).isEqualTo("row,column,reason\r\n");
        outcomes.freeze(QUARTER);
        assertThat(outcomes.table(outcomes.analyst, "surrey").getTotal()).isEqualTo(1000);
        assertThat(collection("staged").countDocuments()).isZero();
    }

    @Test
    void a_file_of_more_than_a_batch_is_a_document_for_each_thousand_rows_and_later_rows_count_last() {
        String csv = file(HEADER, row("VS-1", "FEMALE"))
                + rows(2, 2400).substring(HEADER.length() + 2)
                + row("VS-1", "MALE")
                + "\r\n";

        Upload done = ended(send(outcomes.justiceAndCare, SURREY, csv));

        assertThat(done.getRowsTaken()).isEqualTo(2401);
        assertThat(outcomes.storedBatches()).isEqualTo(3);
        assertThat(outcomes.frozenSexes())
                .as("2,399 women and one man")
                .hasSize(2400)
                .containsOnlyOnce(Sex.MALE);
    }

    @Test
    void the_largest_file_is_answered_at_once_and_its_progress_can_be_watched() {
        String csv = rows(1, 50_000);
        long begun = System.nanoTime();
        Upload sent = send(outcomes.justiceAndCare, SURREY, csv);
        Duration answered = Duration.ofNanos(System.nanoTime() - begun);
        List<Upload> watched = new ArrayList<>();
        Upload done = await().atMost(Duration.ofMinutes(3))
                .until(
                        () -> {
                            watched.add(get(outcomes.justiceAndCare, sent.getName()));
                            return watched.getLast();
                        },
                        now -> now.getState() != UploadState.RUNNING);
        System.getLogger("uploads")
                .log(
                        System.Logger.Level.INFO,
                        "50,000 rows: answered after " + answered.toMillis() + " ms, taken in after "
                                + Duration.ofNanos(System.nanoTime() - begun).toMillis() + " ms");

        assertThat(answered).as("the gateway waits for ten seconds").isLessThan(Duration.ofSeconds(8));
        assertThat(done.getRowsTaken()).isEqualTo(50_000);
        assertThat(watched)
                .as("seen on the way, in order")
                .anyMatch(upload -> upload.getRowsRead() > 0 && upload.getRowsRead() < 50_000)
                .anyMatch(upload -> upload.getRowsTaken() > 0 && upload.getRowsTaken() < 50_000)
                .isSortedAccordingTo(
                        Comparator.comparingInt(Upload::getRowsRead).thenComparingInt(Upload::getRowsTaken));
        assertThat(outcomes.storedBatches()).isEqualTo(50);
    }

    @Test
    void the_largest_error_file_names_every_row_and_is_small_enough_to_be_fetched() {
        String csv = rows(1, 50_000).replace(",LABOUR,AGE_25_TO_34,FEMALE,", ",Jane Doe,Jane Doe,Jane Doe,");

        Upload done = await().atMost(Duration.ofMinutes(3))
                .until(
                        () -> send(outcomes.justiceAndCare, SURREY, csv),
                        upload -> upload.getState() == UploadState.DONE);
        String errors = errors(done);

        assertThat(done.getRowsRefused()).isEqualTo(50_000);
        assertThat(errors.length()).as("the gateway's 16 MiB").isLessThan(12 << 20);
        assertThat(errors.lines()
                        .skip(1)
                        .map(line -> line.substring(0, line.indexOf(',')))
                        .distinct())
                .hasSize(50_000);
    }

    @Test
    void good_rows_are_taken_in_and_bad_ones_named_by_line_column_and_reason() {
        String csv =
                "\uFEFFservice,caseReference,quarter,nrmStage,exploitationTypes,ageBand,sex,engagement,area,synthetic\r\n"
                    + "# a comment that nobody reads,\r\n"
                        + SURREY + ",VS-1," + QUARTER
                        + ",PRE_NRM,LABOUR+CRIMINAL,AGE_18_TO_24,FEMALE,SUPPORTING,,true\r\n"
                        + ",,,,,,,,,\r\n"
                        + SURREY + ",VS-2," + QUARTER + ",PRE_NRM,LABOUR,AGE_18_TO_24,WOMAN,SUPPORTING,,yes\r\n"
                        + SURREY + ",VS-3,2030-31 Q1,SEX_UNSPECIFIED,LABOUR+LABOUR,,FEMALE,SUPPORTING,derbyshire,\r\n"
                        + SURREY + ",VS-4\r\n"
                        + "services/derbyshire-safe-house,VS-5," + QUARTER
                        + ",PRE_NRM,LABOUR,ADULT,FEMALE,SUPPORTING,,\r\n"
                        + "services/no-such-service,VS-6," + QUARTER + ",PRE_NRM,LABOUR,ADULT,FEMALE,SUPPORTING,,\r\n"
                        + "=HYPERLINK(1),=1+1,+1,-1,@SUM(A1),=1,=1,=1,=1,=1";

        Upload done = ended(send(outcomes.justiceAndCare, "", csv));

        assertThat(done.getState()).isEqualTo(UploadState.DONE);
        assertThat(List.of(done.getRowsRead(), done.getRowsTaken(), done.getRowsRefused()))
                .containsExactly(7, 1, 6);
        String codes = ",is not one of the codes of its list; the template names them";
        assertThat(errors(done).split("\r\n"))
                .startsWith(
                        "row,column,reason",
                        "5,sex" + codes,
                        "5,synthetic,\"must be true or false, or empty for false\"")
                .contains(
                        "6,nrmStage" + codes,
                        "6,exploitationTypes,names something twice",
                        "6,ageBand,is missing",
                        "6,quarter,has not begun yet",
                        "6,area,is not an area that the service leads or shares",
                        "7,,has not as many cells as the header",
                        "8,service,is not a service of yours",
                        "9,service,is not a service of yours")
                .noneMatch(line -> line.matches(".*(^|,|\")[=+@-].*"));
        assertThat(errors(done)).contains("10,caseReference,").doesNotContain("HYPERLINK", "WOMAN", "VS-", "1+1");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        caseReference     | jane@example.org  | an e-mail address
        caseReference     | 07700900123       | a telephone number
        caseReference     | AB123456C         | a National Insurance number
        caseReference     | GU1-3AA GU1 3AA   | a postcode
        caseReference     | 12/03/1999        | a date of birth
        caseReference     | Jane Doe          | a name
        caseReference     | jane.doe          | a name
        sex               | Jane Doe          | a name
        engagement        | Mary-Ann O'Hara   | a name
        exploitationTypes | 07700 900123      | a telephone number
        quarter           | 3.4.2001          | a date of birth
        area              | GU1 3AA           | a postcode
        synthetic         | jane@example.org  | an e-mail address
        """)
    void what_looks_like_personal_data_is_refused_in_any_column_and_never_echoed(
            String column, String value, String kind) {
        List<String> columns = List.of((HEADER + ",area,synthetic").split(","));
        List<String> cells = new ArrayList<>(List.of((row("VS-1", "FEMALE") + ",surrey,true").split(",")));
        cells.set(columns.indexOf(column), value);

        Upload done =
                ended(send(outcomes.justiceAndCare, SURREY, file(HEADER + ",area,synthetic", String.join(",", cells))));

        assertThat(done.getRowsRefused()).isEqualTo(1);
        assertThat(errors(done))
                .contains("2," + column + ",seems to hold " + kind + "; nothing that identifies a person")
                .doesNotContain(value);
        assertThat(outcomes.running.mongo().everythingStored()).doesNotContain(value);
    }

    @Test
    void a_file_that_is_not_what_is_taken_in_is_refused_as_a_whole_with_the_reason_and_without_an_echo() {
        String good = row("VS-1", "FEMALE");
        assertThat(refusal("", file(HEADER, good))).contains("has no column service");
        assertThat(refusal(SURREY, file(HEADER.replace("sex,", ""), good))).contains("has no column sex");
        assertThat(refusal(SURREY, file(HEADER + ",Jane Doe", good)))
                .contains("column 8 of the header is not known; the columns are service, caseReference, quarter")
                .doesNotContain("Jane");
        assertThat(refusal(SURREY, file(good, good)))
                .contains("column 1 of the header is not known")
                .doesNotContain("VS-1");
        assertThat(refusal(SURREY, file(HEADER + ",sex", good))).contains("has the column sex twice");
        assertThat(refusal(SURREY, file(HEADER.replace(',', ';'), good))).contains("must have commas");
        assertThat(refusal(SURREY, file(HEADER, good.replace("VS", "V\uFFFD")))).contains("is not UTF-8");
        assertThat(refusal(SURREY, file(HEADER, good.replace("VS", "V\u0000S"))))
                .contains("is not UTF-8");
        assertThat(refusal(SURREY, file(HEADER, good.replace("VS", "\"VS")))).contains("can't be read as CSV");
        assertThat(refusal(SURREY, HEADER)).contains("has no row");
        assertThat(refusal(SURREY, "# nothing")).contains("has no header");
        assertThat(refusal(SURREY, file(HEADER, good + ",".repeat(10_000)))).contains("more than 10,000 characters");
        assertThat(refusal(SURREY, rows(1, 50_001))).contains("has more than 50,000 rows");
        assertThat(refusal(
                        "",
                        file(
                                "service," + HEADER,
                                IntStream.rangeClosed(0, 100)
                                        .mapToObj(i -> "services/s" + i + "," + good)
                                        .collect(Collectors.joining("\r\n")))))
                .contains("names more than 100 services");
        assertThat(collection("uploads").countDocuments()).isZero();
        assertThat(outcomes.storedBatches()).isZero();
    }

    @Test
    void all_or_nothing_takes_in_nothing_if_a_row_is_bad_until_the_sender_asks_otherwise() {
        String csv = rows(1, 1500) + row("Jane Doe", "FEMALE") + "\r\n";

        Upload failed = ended(send(outcomes.justiceAndCare, SURREY, csv, true, "key-1"));
        assertThat(failed.getState()).isEqualTo(UploadState.FAILED);
        assertThat(failed.getMessage()).contains("Nothing was taken in").contains("1 of 1501 rows");
        assertThat(List.of(failed.getRowsRead(), failed.getRowsTaken(), failed.getRowsRefused()))
                .containsExactly(1501, 0, 1);
        assertThat(errors(failed)).contains("1502,caseReference,seems to hold a name");
        assertThat(outcomes.storedBatches() + collection("staged").countDocuments())
                .isZero();

        Upload done = ended(send(outcomes.justiceAndCare, SURREY, csv, false, "key-2"));
        assertThat(done.getName()).isEqualTo(failed.getName());
        assertThat(done.getRowsTaken()).isEqualTo(1500);
    }

    @Test
    void the_same_file_twice_changes_nothing_whatever_its_key() {
        Upload first = ended(send(outcomes.justiceAndCare, SURREY, rows(1, 20), false, "key-1"));
        String stored = outcomes.running.mongo().everythingStored();
        outcomes.running.setNow(Instant.parse("2026-07-16T10:00:00Z"));

        Upload sameKey = send(outcomes.justiceAndCare, SURREY, rows(1, 20), false, "key-1");
        Upload otherKey = send(outcomes.justiceAndCare, SURREY, "\uFEFF" + rows(1, 20), false, "key-2");

        assertThat(List.of(sameKey, otherKey)).allMatch(first::equals);
        assertThat(outcomes.running.mongo().everythingStored()).isEqualTo(stored);

        Upload other = send(outcomes.justiceAndCare, "services/leicestershire-navigator", rows(1, 20));
        assertThat(ended(other).getName()).isNotEqualTo(first.getName());
    }

    @Test
    void rows_of_people_whom_a_frozen_quarter_holds_are_refused_and_new_people_are_taken_in_late() {
        ended(send(outcomes.justiceAndCare, SURREY, rows(1, 20)));
        outcomes.freeze(QUARTER);

        Upload done = ended(send(outcomes.justiceAndCare, SURREY, rows(20, 27)));

        assertThat(List.of(done.getRowsRead(), done.getRowsTaken(), done.getRowsRefused()))
                .containsExactly(8, 7, 1);
        assertThat(errors(done)).contains("2,caseReference,is of a person whom the frozen quarter holds");
        assertThat(outcomes.quarter(outcomes.analyst, QUARTER).getLateRecords()).isEqualTo(5);
    }

    @Test
    void
            rows_that_were_checked_before_a_quarter_was_frozen_and_are_taken_in_after_it_are_refused_of_people_whom_it_holds() {
        ended(send(outcomes.justiceAndCare, SURREY, rows(2500, 2504)));
        new DyingProcess(outcomes.running, Duration.ofMinutes(2)).diesAfterBatches(2, NAVIGATOR, rows(1, 3500));
        outcomes.freeze(QUARTER);

        outcomes.running.part(Uploads.class).sweep();

        Upload done = ended(send(outcomes.justiceAndCare, SURREY, rows(1, 3500)));
        assertThat(List.of(done.getRowsRead(), done.getRowsTaken(), done.getRowsRefused()))
                .containsExactly(3500, 3495, 5);
        assertThat(errors(done).lines().skip(1))
                .as("row 1 is in line 2")
                .hasSize(5)
                .allMatch(line -> line.endsWith(",caseReference,is of a person whom the frozen quarter holds;"
                        + " the record can't be corrected any more"))
                .first()
                .asString()
                .startsWith("2501,");
        assertThat(outcomes.revise(QUARTER).getRevision()).isEqualTo(2);
        assertThat(outcomes.table(outcomes.analyst, "surrey").getTotal())
                .as("2,005 when it was frozen, and 1,495 late ones")
                .isEqualTo(3500);
    }

    @Test
    void what_a_process_left_between_two_batches_another_takes_in_by_itself_and_nothing_twice() {
        new DyingProcess(outcomes.running, Duration.ofMinutes(2)).diesAfterBatches(2, NAVIGATOR, rows(1, 3500));
        assertThat(outcomes.storedBatches()).isEqualTo(2);

        outcomes.running.part(Uploads.class).sweep();

        await().untilAsserted(() -> assertThat(outcomes.storedBatches()).isEqualTo(4));
        outcomes.freeze(QUARTER);
        assertThat(outcomes.table(outcomes.analyst, "surrey").getTotal()).isEqualTo(3500);
        Upload again = ended(send(outcomes.justiceAndCare, SURREY, rows(1, 3500)));
        assertThat(again.getState()).isEqualTo(UploadState.DONE);
        assertThat(again.getRowsTaken()).isEqualTo(3500);
        assertThat(outcomes.storedBatches()).isEqualTo(4);
        assertThat(collection("staged").countDocuments()).isZero();
    }

    @Test
    void what_a_process_left_between_two_batches_goes_on_when_the_same_file_is_sent_again() {
        new DyingProcess(outcomes.running, Duration.ofMinutes(2)).diesAfterBatches(1, NAVIGATOR, rows(1, 2500));

        Upload done = ended(send(outcomes.justiceAndCare, SURREY, rows(1, 2500)));

        assertThat(done.getRowsTaken()).isEqualTo(2500);
        assertThat(outcomes.storedBatches()).isEqualTo(3);
    }

    @Test
    void a_process_that_may_still_be_at_work_is_left_alone() {
        new DyingProcess(outcomes.running, Duration.ZERO).diesAfterBatches(2, NAVIGATOR, rows(1, 2500));

        String holder = collection("uploads").find().first().getString("holder");

        Upload running = send(outcomes.justiceAndCare, SURREY, rows(1, 2500));
        outcomes.running.part(Uploads.class).sweep();

        assertThat(collection("uploads").find().first().getString("holder")).isEqualTo(holder);

        assertThat(running.getState()).isEqualTo(UploadState.RUNNING);
        assertThat(running.getRowsTaken()).isEqualTo(1000);
        outcomes.running.setNow(Instant.parse("2026-07-15T10:02:00Z"));
        outcomes.running.part(Uploads.class).sweep();
        assertThat(ended(running).getRowsTaken()).isEqualTo(2500);
    }

    @Test
    void a_file_whose_rows_were_not_all_checked_when_the_process_died_is_given_up_and_taken_in_when_sent_again() {
        new DyingProcess(outcomes.running, Duration.ofMinutes(2)).diesAfterRows(1700, NAVIGATOR, rows(1, 2500));
        assertThat(collection("staged").countDocuments()).isEqualTo(1);

        outcomes.running.part(Uploads.class).sweep();
        String name = "uploads/" + collection("uploads").find().first().getString("_id");
        Upload failed = ended(Upload.newBuilder().setName(name).build());

        assertThat(failed.getState()).isEqualTo(UploadState.FAILED);
        assertThat(failed.getMessage()).contains("send it again");
        assertThat(outcomes.storedBatches() + collection("staged").countDocuments())
                .isZero();
        Upload done = ended(send(outcomes.justiceAndCare, SURREY, rows(1, 2500)));
        assertThat(done.getName()).isEqualTo(name);
        assertThat(done.getRowsTaken()).isEqualTo(2500);
    }

    @Test
    void an_upload_is_its_providers_and_nobody_elses() {
        Upload done = ended(send(outcomes.justiceAndCare, SURREY, rows(1, 5)));
        Refusals foreign = Refusals.of(() -> get(outcomes.hopeForJustice, done.getName()));
        Refusals absent = Refusals.of(() -> get(outcomes.hopeForJustice, "uploads/none"));

        assertThat(foreign.code()).isEqualTo(Code.NOT_FOUND);
        assertThat(foreign.message().replace(done.getName(), "uploads/none")).isEqualTo(absent.message());
        assertThat(Refusals.of(() -> outcomes.hopeForJustice
                                .calling(stub())
                                .getUploadErrors(GetUploadErrorsRequest.newBuilder()
                                        .setName(done.getName())
                                        .build()))
                        .code())
                .isEqualTo(Code.NOT_FOUND);
        assertThat(Refusals.of(() -> send(outcomes.hopeForJustice, SURREY, rows(1, 5)))
                        .code())
                .isEqualTo(Code.NOT_FOUND);
        var realm = outcomes.running.realm();
        Stream.of(
                        realm.commissioner("surrey"),
                        realm.finance("surrey"),
                        realm.requester("surrey"),
                        realm.auditor("surrey"),
                        realm.analyst(),
                        realm.administrator(),
                        realm.person("nobody"))
                .forEach(person -> {
                    assertThat(Refusals.of(() -> get(person, done.getName())).reason())
                            .isEqualTo("ROLE_REQUIRED");
                    assertThat(Refusals.of(() -> send(person, SURREY, rows(1, 5)))
                                    .reason())
                            .isEqualTo("ROLE_REQUIRED");
                    assertThat(Refusals.of(() -> template(person)).reason()).isEqualTo("ROLE_REQUIRED");
                });
    }

    @Test
    void the_template_is_a_header_and_an_example_that_is_passed_over_and_would_not_be_taken_in() {
        String template = template(outcomes.justiceAndCare);
        String header = template.substring(0, template.indexOf("\r\n"));
        String reference = ",VS-1," + QUARTER + ",PRE_NRM,LABOUR,ADULT,FEMALE,SUPPORTING"
                + ",".repeat(header.split(",").length - 8) + "\r\n";

        assertThat(template)
                .contains("\r\n# ", "PRE_NRM", "AGE_18_TO_24", "NEEDS_MET", ",mentalAndPhysicalHealth,", "2//4");
        Upload filledIn = ended(send(outcomes.justiceAndCare, "", template + SURREY + reference));
        assertThat(List.of(filledIn.getRowsTaken(), filledIn.getRowsRefused())).containsExactly(1, 0);

        Upload uncommented = ended(send(outcomes.justiceAndCare, "", template.replace("# ", "")));
        assertThat(List.of(uncommented.getRowsTaken(), uncommented.getRowsRefused()))
                .containsExactly(0, 1);
    }

    private com.mongodb.client.MongoCollection<Document> collection(String name) {
        return outcomes.running.mongo().database().getCollection(name);
    }

    private UploadsServiceBlockingStub stub() {
        return UploadsServiceGrpc.newBlockingStub(outcomes.running.channel());
    }

    private Upload send(TestPerson person, String service, String csv) {
        return person.calling(stub()).uploadOutcomes(request(service, csv, false));
    }

    private Upload send(TestPerson person, String service, String csv, boolean allOrNothing, String key) {
        return person.calling(stub(), key).uploadOutcomes(request(service, csv, allOrNothing));
    }

    private static UploadOutcomesRequest request(String service, String csv, boolean allOrNothing) {
        return UploadOutcomesRequest.newBuilder()
                .setService(service)
                .setCsv(csv)
                .setAllOrNothing(allOrNothing)
                .build();
    }

    private Upload get(TestPerson person, String name) {
        return person.calling(stub())
                .getUpload(GetUploadRequest.newBuilder().setName(name).build());
    }

    private Upload ended(Upload upload) {
        return await().atMost(Duration.ofSeconds(60))
                .until(
                        () -> get(outcomes.justiceAndCare, upload.getName()),
                        now -> now.getState() != UploadState.RUNNING);
    }

    private String errors(Upload upload) {
        return outcomes.justiceAndCare
                .calling(stub().withMaxInboundMessageSize(16 << 20))
                .getUploadErrors(GetUploadErrorsRequest.newBuilder()
                        .setName(upload.getName())
                        .build())
                .getCsv();
    }

    private String template(TestPerson person) {
        return person.calling(stub())
                .getOutcomeTemplate(GetOutcomeTemplateRequest.getDefaultInstance())
                .getCsv();
    }

    private String refusal(String service, String csv) {
        Refusals refused = Refusals.of(() -> send(outcomes.justiceAndCare, service, csv));
        assertThat(refused.violations()).containsOnlyKeys("csv");
        return refused.message();
    }

    private static String file(String... lines) {
        return String.join("\r\n", lines) + "\r\n";
    }

    /** A file of as many women as there are numbers. */
    private static String rows(int first, int last) {
        StringBuilder csv = new StringBuilder(HEADER).append("\r\n");
        for (int i = first; i <= last; i++) {
            csv.append(row("VS-" + i, "FEMALE")).append("\r\n");
        }
        return csv.toString();
    }

    private static String row(String caseReference, String sex) {
        return caseReference + "," + QUARTER + ",PRE_NRM,LABOUR,AGE_25_TO_34," + sex + ",SUPPORTING";
    }
}
