package opcc.tracker.outcomes;

import static opcc.tracker.outcomes.RunningOutcomes.people;
import static opcc.tracker.outcomes.RunningOutcomes.somebody;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.google.rpc.Code;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import opcc.tracker.kit.pseudonyms.PseudonymKey;
import opcc.tracker.kit.pseudonyms.Pseudonyms;
import opcc.tracker.kit.testing.EverythingLogged;
import opcc.tracker.kit.testing.Refusals;
import opcc.tracker.kit.testing.RunningService;
import opcc.tracker.kit.testing.TestPerson;
import opcc.tracker.outcomes.retention.Retention;
import opcc.tracker.outcomes.store.RemovalStore;
import opcc.tracker.v1.EraseOutcomesRequest;
import opcc.tracker.v1.EraseOutcomesResponse;
import opcc.tracker.v1.ListRetentionReportsRequest;
import opcc.tracker.v1.ListRetentionReportsResponse;
import opcc.tracker.v1.Outcome;
import opcc.tracker.v1.RetentionReport;
import opcc.tracker.v1.RetentionServiceGrpc;
import opcc.tracker.v1.RetentionServiceGrpc.RetentionServiceBlockingStub;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rule 12 of the domain: a person's records go when their provider says so, and all go when their time is over. */
class RetentionIT {

    private static final String REFERENCE = "planted-case-77123";
    private static final String SURREY = "services/surrey-navigator";
    private static final String LEICESTERSHIRE = "services/leicestershire-navigator";
    private static final Instant JUST_KEPT = Instant.parse("2033-06-30T22:59:59Z"); // a second to midnight in London
    private static final Instant JUST_OVER = Instant.parse("2033-06-30T23:00:00Z");

    private RunningOutcomes outcomes;

    @BeforeEach
    void start() {
        outcomes = RunningOutcomes.start();
    }

    @AfterEach
    void stop() {
        outcomes.close();
    }

    @Test
    void everythingThatAProviderReportedOfAPersonIsErasedAndNothingOfAnybodyElse() {
        outcomes.report(outcomes.justiceAndCare, somebody().setCaseReference(REFERENCE), somebody(), somebody());
        outcomes.report(
                outcomes.justiceAndCare,
                somebody().setCaseReference(REFERENCE).setService(LEICESTERSHIRE),
                somebody().setCaseReference(REFERENCE).setQuarter("2025-26 Q4"));
        outcomes.report(
                outcomes.hopeForJustice,
                somebody().setService("services/derbyshire-safe-house").setCaseReference(REFERENCE));

        EraseOutcomesResponse receipt = erase(outcomes.justiceAndCare);

        assertThat(receipt.getErasedCount()).isEqualTo(3);
        assertThat(receipt.getEraseTime().getSeconds())
                .isEqualTo(Instant.parse("2026-07-15T10:00:00Z").getEpochSecond());
        assertThat(records()).hasSize(3);
        assertThat(records("hope-for-justice")).hasSize(1);
    }

    @Test
    void nothingOfReferenceOrPseudonymIsLeftInAnyCollectionNorInTheLog() {
        String pseudonym = new Pseudonyms(PseudonymKey.parse(RunningService.PSEUDONYM_KEY), "case references")
                .of("providers/justice-and-care")
                .of(REFERENCE);
        outcomes.report(outcomes.justiceAndCare, somebody().setCaseReference(REFERENCE), somebody());
        assertThat(stored()).as("it was there").contains(pseudonym);

        try (EverythingLogged logged = new EverythingLogged()) {
            erase(outcomes.justiceAndCare);
            erase(outcomes.justiceAndCare);

            assertThat(logged.lines()).contains("call=EraseOutcomes").doesNotContain(REFERENCE);
            assertThat(logged.lines().lines().filter(line -> !isOfTheTestsOwnDatabase(line)))
                    .isNotEmpty()
                    .noneMatch(line -> line.contains(pseudonym));
        }
        assertThat(stored()).doesNotContain(REFERENCE).doesNotContain(pseudonym);
        assertThat(collection("erasures"))
                .hasSize(2)
                .allSatisfy(entry -> assertThat(entry)
                        .containsOnlyKeys("_id", "provider", "author", "begunAt", "salt", "check", "done")
                        .containsEntry("provider", "providers/justice-and-care")
                        .containsEntry("done", true));
        assertThat(collection("erasures"))
                .as("two erasures of one person can't be known by each other")
                .extracting(entry -> entry.getString("check"))
                .doesNotHaveDuplicates();
    }

    @Test
    void theSameErasureRepeatedGivesTheSameReceiptAndAnotherOneFindsNothing() {
        outcomes.report(outcomes.justiceAndCare, somebody().setCaseReference(REFERENCE), somebody());
        EraseOutcomesResponse first = erase(outcomes.justiceAndCare, "erase-1", SURREY, REFERENCE);
        outcomes.running.setNow(Instant.parse("2026-07-16T10:00:00Z"));

        assertThat(erase(outcomes.justiceAndCare, "erase-1", SURREY, REFERENCE)).isEqualTo(first);
        assertThat(first.getErasedCount()).isEqualTo(1);
        assertThat(erase(outcomes.justiceAndCare, "erase-2", SURREY, REFERENCE).getErasedCount())
                .isZero();
        assertThat(Refusals.of(() -> erase(outcomes.justiceAndCare, "erase-1", SURREY, "another-case"))
                        .reason())
                .isEqualTo("IDEMPOTENCY_KEY_REUSED");
    }

    @Test
    void anErasureThatBrokeOffIsEndedByItsRepetitionWithTheWholeCount() {
        outcomes.report(outcomes.justiceAndCare, somebody().setCaseReference(REFERENCE));
        erase(outcomes.justiceAndCare, "erase-1", SURREY, REFERENCE);
        // As if the process had ended between the first batch and the second.
        outcomes.report(outcomes.justiceAndCare, somebody().setCaseReference(REFERENCE));
        outcomes.running
                .mongo()
                .database()
                .getCollection("erasures")
                .updateOne(new Document(), new Document("$set", new Document("done", false)));

        assertThat(erase(outcomes.justiceAndCare, "erase-1", SURREY, REFERENCE).getErasedCount())
                .isEqualTo(2);
        assertThat(records()).isEmpty();
    }

    @Test
    void aLateRepetitionOfAnErasedBatchBringsNothingBack() {
        var person = somebody().setCaseReference(REFERENCE);
        outcomes.report(outcomes.justiceAndCare, "report-1", person);
        erase(outcomes.justiceAndCare);

        outcomes.report(outcomes.justiceAndCare, "report-1", person);

        assertThat(records()).isEmpty();
    }

    @Test
    void onlyAProviderErasesAndOnlyByItsOwnService() {
        outcomes.report(outcomes.justiceAndCare, somebody().setCaseReference(REFERENCE));

        assertThat(Refusals.of(() -> erase(outcomes.hopeForJustice)).code()).isEqualTo(Code.NOT_FOUND);
        for (TestPerson other : List.of(
                outcomes.analyst,
                outcomes.running.realm().administrator(),
                outcomes.running.realm().commissioner("surrey"))) {
            assertThat(Refusals.of(() -> erase(other)).reason()).isEqualTo("ROLE_REQUIRED");
        }
        Refusals invalid = Refusals.of(() -> erase(outcomes.justiceAndCare, "key", SURREY, REFERENCE + " and more"));
        assertThat(invalid.violations()).containsOnlyKeys("case_reference");
        assertThat(invalid.toString()).doesNotContain(REFERENCE);
        assertThat(records()).hasSize(1);
    }

    @Test
    void recordsGoSevenYearsAfterTheirQuarterEndsInLondonAndTheOthersStay() {
        outcomes.report(outcomes.justiceAndCare, people(6, somebody()));
        outcomes.report(outcomes.justiceAndCare, people(2, somebody().setQuarter("2025-26 Q4")));
        outcomes.running.setNow(Instant.parse("2026-10-01T10:00:00Z"));
        outcomes.report(
                outcomes.justiceAndCare,
                somebody().setQuarter("2026-27 Q2"),
                somebody().setQuarter("2026-27 Q1"));

        sweepAt(JUST_KEPT);
        assertThat(quarters()).containsOnly("2026-27 Q1", "2026-27 Q2").hasSize(8);
        sweepAt(JUST_OVER);
        assertThat(quarters()).containsExactly("2026-27 Q2");

        assertThat(report(outcomes.running.realm().administrator(), "").getRetentionReportsList())
                .containsExactly(
                        RetentionReport.newBuilder()
                                .setRemoveDate("2033-07-01")
                                .setQuarter("2026-27 Q1")
                                .setArea("surrey")
                                .setRemovedCount(7)
                                .build(),
                        RetentionReport.newBuilder()
                                .setRemoveDate("2033-06-30")
                                .setQuarter("2025-26 Q4")
                                .setArea("surrey")
                                .setFewerThanFive(true)
                                .build());
    }

    @Test
    void whatIsRemovedIsGoneFromEveryCollection() {
        outcomes.report(outcomes.justiceAndCare, somebody().setCaseReference(REFERENCE));
        String pseudonym = records().getFirst().getString("pseudonym");

        sweepAt(JUST_OVER);

        assertThat(stored()).doesNotContain(pseudonym).doesNotContain(REFERENCE);
        assertThat(records()).isEmpty();
    }

    @Test
    void anAuditorReadsOfTheirAreasAndTheReportIsReadPageByPage() {
        outcomes.report(outcomes.justiceAndCare, people(5, somebody()));
        outcomes.report(outcomes.justiceAndCare, people(5, somebody().setService(LEICESTERSHIRE)));
        sweepAt(JUST_OVER);
        TestPerson auditor = outcomes.running.realm().auditor("leicestershire");
        TestPerson administrator = outcomes.running.realm().administrator();

        assertThat(report(auditor, "").getRetentionReportsList())
                .extracting(RetentionReport::getArea, RetentionReport::getRemovedCount)
                .containsExactly(tuple("leicestershire", 5L));
        assertThat(report(auditor, "surrey").getRetentionReportsList()).isEmpty();
        assertThat(report(administrator, "surrey").getRetentionReportsCount()).isEqualTo(1);
        ListRetentionReportsRequest.Builder one =
                ListRetentionReportsRequest.newBuilder().setPageSize(1);
        ListRetentionReportsResponse first = administrator.calling(stub()).listRetentionReports(one.build());
        ListRetentionReportsResponse second = administrator
                .calling(stub())
                .listRetentionReports(one.setPageToken(first.getNextPageToken()).build());
        assertThat(List.of(
                        first.getRetentionReports(0).getArea(),
                        second.getRetentionReports(0).getArea()))
                .containsExactly("leicestershire", "surrey");
        assertThat(second.getNextPageToken()).isEmpty();
        assertThat(Refusals.of(() -> report(outcomes.running.realm().commissioner("surrey"), ""))
                        .reason())
                .isEqualTo("ROLE_REQUIRED");
    }

    @Test
    void twoReplicasThatSweepAndEraseAtOnceRemoveAndCountEachRecordOnce() throws Exception {
        int batches = 12;
        for (int i = 0; i < batches; i++) {
            outcomes.report(
                    outcomes.justiceAndCare,
                    Stream.of(
                                    people(3, somebody()),
                                    people(2, somebody().setQuarter("2025-26 Q4")),
                                    new Outcome.Builder[] {somebody().setCaseReference(REFERENCE)})
                            .flatMap(Stream::of)
                            .toArray(Outcome.Builder[]::new));
        }
        Clock clock = Clock.fixed(Instant.parse("2033-06-30T10:00:00Z"), ZoneOffset.UTC); // of 2025-26 Q4 alone
        outcomes.running.setNow(clock.instant());
        Stream<Callable<Integer>> sweeps = IntStream.range(0, 2)
                .mapToObj(i ->
                        new Retention(new RemovalStore(outcomes.running.mongo().database()), clock))
                .map(replica -> () -> {
                    replica.sweep();
                    return 0;
                });
        Stream<Callable<Integer>> erasures = IntStream.range(0, 2)
                .mapToObj(i -> () -> erase(outcomes.justiceAndCare, "racing-" + i, SURREY, REFERENCE)
                        .getErasedCount());
        List<Callable<Integer>> racing = Stream.concat(sweeps, erasures).toList();

        int erased = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(racing.size())) {
            for (Future<Integer> each : threads.invokeAll(racing)) {
                erased += each.get();
            }
        }

        assertThat(erased).isEqualTo(batches);
        assertThat(quarters()).containsOnly("2026-27 Q1").hasSize(3 * batches);
        assertThat(report(outcomes.running.realm().administrator(), "").getRetentionReportsList())
                .singleElement()
                .returns(2L * batches, RetentionReport::getRemovedCount);
    }

    /** The database of the tests runs in this process and logs every message at DEBUG; the service's does not. */
    private static boolean isOfTheTestsOwnDatabase(String line) {
        return line.startsWith("MongoMessage(") || line.startsWith("wrote message: MongoMessage(");
    }

    private RetentionServiceBlockingStub stub() {
        return RetentionServiceGrpc.newBlockingStub(outcomes.running.channel());
    }

    private EraseOutcomesResponse erase(TestPerson person) {
        return person.calling(stub()).eraseOutcomes(request(SURREY, REFERENCE));
    }

    private EraseOutcomesResponse erase(TestPerson person, String key, String service, String reference) {
        return person.calling(stub(), key).eraseOutcomes(request(service, reference));
    }

    private static EraseOutcomesRequest request(String service, String reference) {
        return EraseOutcomesRequest.newBuilder()
                .setService(service)
                .setCaseReference(reference)
                .build();
    }

    private ListRetentionReportsResponse report(TestPerson person, String area) {
        return person.calling(stub())
                .listRetentionReports(
                        ListRetentionReportsRequest.newBuilder().setArea(area).build());
    }

    private void sweepAt(Instant now) {
        outcomes.running.setNow(now);
        outcomes.running.part(Retention.class).sweep();
    }

    private String stored() {
        return outcomes.running.mongo().everythingStored();
    }

    private List<Document> collection(String name) {
        return outcomes.running.mongo().database().getCollection(name).find().into(new ArrayList<>());
    }

    private List<Document> records() {
        return collection("batches").stream()
                .flatMap(batch -> batch.getList("records", Document.class).stream())
                .toList();
    }

    private List<Document> records(String provider) {
        return collection("batches").stream()
                .filter(batch -> batch.getString("provider").equals("providers/" + provider))
                .flatMap(batch -> batch.getList("records", Document.class).stream())
                .toList();
    }

    private List<String> quarters() {
        return records().stream().map(record -> record.getString("quarter")).toList();
    }
}
