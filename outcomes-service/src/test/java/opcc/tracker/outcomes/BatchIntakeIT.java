package opcc.tracker.outcomes;

import static opcc.tracker.outcomes.RunningOutcomes.batch;
import static opcc.tracker.outcomes.RunningOutcomes.people;
import static opcc.tracker.outcomes.RunningOutcomes.somebody;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.rpc.Code;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import opcc.tracker.kit.testing.Refusals;
import opcc.tracker.v1.ExploitationTypeEnum.ExploitationType;
import opcc.tracker.v1.Outcome;
import opcc.tracker.v1.Service;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BatchIntakeIT {

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
    void startWithoutBatches() {
        outcomes.running.mongo().database().getCollection("batches").deleteMany(new Document());
        outcomes.running.setNow(Instant.parse("2026-07-15T10:00:00Z"));
    }

    @Test
    void aProviderReportsForItsOwnServicesAndTheBatchIsOneDocument() {
        int created = outcomes.report(
                outcomes.justiceAndCare,
                somebody(),
                somebody().setService("services/leicestershire-navigator").setArea("derbyshire"),
                somebody().setService("services/leicestershire-navigator"));

        assertThat(created).isEqualTo(3);
        assertThat(outcomes.storedBatches()).isEqualTo(1);
        Document stored = theBatch();
        assertThat(stored.getString("provider")).isEqualTo("providers/justice-and-care");
        assertThat(stored.getList("records", Document.class))
                .extracting(record -> record.getString("area"))
                .as("an area that is left out is the lead area")
                .containsExactly("surrey", "derbyshire", "leicestershire");
    }

    @Test
    void aThousandRecordsFitIntoABatchAndOneMoreDoesNot() {
        assertThat(outcomes.report(outcomes.justiceAndCare, people(1000, somebody())))
                .isEqualTo(1000);
        assertThat(outcomes.storedBatches()).isEqualTo(1);

        Refusals refused = Refusals.of(() -> outcomes.report(outcomes.justiceAndCare, people(1001, somebody())));
        assertThat(refused.violations()).containsOnlyKeys("outcomes");
    }

    @Test
    void anotherProvidersServiceDoesNotExistAndNothingOfTheBatchIsStored() {
        Refusals foreign = Refusals.of(() -> outcomes.report(
                outcomes.justiceAndCare, somebody(), somebody().setService("services/derbyshire-safe-house")));
        Refusals unknown = Refusals.of(() -> outcomes.report(
                outcomes.justiceAndCare, somebody(), somebody().setService("services/no-such-service")));

        assertThat(foreign.code()).isEqualTo(Code.NOT_FOUND);
        assertThat(foreign.message()).isEqualTo(unknown.message().replace("no-such-service", "derbyshire-safe-house"));
        assertThat(outcomes.storedBatches()).isZero();
    }

    @Test
    void onlyProvidersReport() {
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
                    Refusals refused = Refusals.of(() -> outcomes.report(person, somebody()));
                    assertThat(refused.code()).isEqualTo(Code.PERMISSION_DENIED);
                    assertThat(refused.reason()).isEqualTo("ROLE_REQUIRED");
                });
        assertThat(Refusals.of(() -> outcomes.stub().batchCreateOutcomes(batch(somebody())))
                        .code())
                .isEqualTo(Code.UNAUTHENTICATED);
        assertThat(outcomes.storedBatches()).isZero();
    }

    @Test
    void aBatchIsTakenWholeOrNotAtAllAndEveryFaultIsNamedByItsPlace() {
        Refusals refused = Refusals.of(() -> outcomes.report(
                outcomes.justiceAndCare,
                somebody(),
                somebody().setQuarter("2026-28 Q1"),
                somebody().setArea("rutland"),
                somebody().setArea("derbyshire")));

        assertThat(refused.code()).isEqualTo(Code.INVALID_ARGUMENT);
        assertThat(refused.violations())
                .containsOnlyKeys("outcomes[1].quarter", "outcomes[2].area", "outcomes[3].area")
                .containsEntry("outcomes[3].area", "is not an area that the service leads or shares");
        assertThat(outcomes.storedBatches()).isZero();
    }

    @Test
    void whatTheProtoAsksOfAnOutcomeHolds() {
        Refusals refused = Refusals.of(() -> outcomes.report(
                outcomes.justiceAndCare,
                somebody().clearExploitationTypes(),
                somebody()
                        .addExploitationTypes(ExploitationType.LABOUR)
                        .clearSex()
                        .clearNrmStage(),
                somebody().setCaseReference("Jane Doe, 12 High Street")));

        assertThat(refused.violations())
                .containsOnlyKeys(
                        "outcomes[0].exploitation_types",
                        "outcomes[1].exploitation_types",
                        "outcomes[1].sex",
                        "outcomes[1].nrm_stage",
                        "outcomes[2].case_reference");
        assertThat(refused.toString()).doesNotContain("Jane");
    }

    @Test
    void ofAThousandFaultyRecordsTheFirstFaultsAreNamed() {
        Refusals refused = Refusals.of(() ->
                outcomes.report(outcomes.justiceAndCare, people(1000, somebody().setQuarter("2030-31 Q1"))));

        assertThat(refused.code()).isEqualTo(Code.INVALID_ARGUMENT);
        assertThat(refused.violations()).containsKey("outcomes[0].quarter").hasSizeLessThan(1000);
        assertThat(refused.message()).startsWith("1000 fields");
    }

    @Test
    void aQuarterIsReportedFromItsFirstDayInLondon() {
        Outcome.Builder inQ2 = somebody().setQuarter("2026-27 Q2");

        outcomes.running.setNow(Instant.parse("2026-06-30T22:59:59Z"));
        assertThat(Refusals.of(() -> outcomes.report(outcomes.justiceAndCare, inQ2))
                        .violations())
                .containsEntry("outcomes[0].quarter", "has not begun yet");

        outcomes.running.setNow(Instant.parse("2026-06-30T23:00:00Z"));
        assertThat(outcomes.report(outcomes.justiceAndCare, inQ2)).isEqualTo(1);
    }

    @Test
    void aNationalServiceSupportsPeopleInEveryArea() {
        assertThat(outcomes.report(
                        outcomes.justiceAndCare,
                        somebody().setService("services/national-helpline").setArea("gwent"),
                        somebody().setService("services/national-helpline")))
                .isEqualTo(2);
        assertThat(theBatch().getList("records", Document.class))
                .extracting(record -> record.getString("area"))
                .containsExactly("gwent", "england-and-wales");
    }

    @Test
    void theSameKeyAndBodyStoreOneBatchAndAreAnsweredAlike() {
        String key = UUID.randomUUID().toString();
        Outcome.Builder[] reported = people(7, somebody());

        assertThat(outcomes.report(outcomes.justiceAndCare, key, reported)).isEqualTo(7);
        assertThat(outcomes.report(outcomes.justiceAndCare, key, reported)).isEqualTo(7);
        assertThat(outcomes.storedBatches()).isEqualTo(1);
    }

    @Test
    void theSameKeyWithAnotherBodyIsRefused() {
        String key = UUID.randomUUID().toString();
        outcomes.report(outcomes.justiceAndCare, key, somebody());

        Refusals refused = Refusals.of(() -> outcomes.report(outcomes.justiceAndCare, key, somebody()));

        assertThat(refused.code()).isEqualTo(Code.ABORTED);
        assertThat(refused.reason()).isEqualTo("IDEMPOTENCY_KEY_REUSED");
        assertThat(outcomes.storedBatches()).isEqualTo(1);
    }

    @Test
    void aBatchSentManyTimesAtOnceIsStoredOnce() throws Exception {
        String key = UUID.randomUUID().toString();
        Outcome.Builder[] reported = people(20, somebody());
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> answers = IntStream.range(0, 16)
                    .mapToObj(i -> callers.submit(
                            (Callable<Integer>) () -> outcomes.report(outcomes.justiceAndCare, key, reported)))
                    .toList();
            for (Future<Integer> answer : answers) {
                assertThat(answer.get()).isEqualTo(20);
            }
        }
        assertThat(outcomes.storedBatches()).isEqualTo(1);
    }

    @Test
    void aRepeatedCommandIsAnsweredAsAtFirstAlthoughTheRulesRefuseItByNow() {
        String key = UUID.randomUUID().toString();
        Outcome.Builder[] reported =
                people(3, somebody().setService("services/closing-service").setArea("derbyshire"));
        outcomes.register.holds(closing("surrey", "derbyshire"));
        outcomes.report(outcomes.justiceAndCare, key, reported);

        outcomes.register.holds(closing("surrey"));
        outcomes.running.setNow(Instant.parse("2026-07-15T10:01:00Z"));

        assertThat(Refusals.of(() -> outcomes.report(outcomes.justiceAndCare, reported))
                        .violations())
                .containsKey("outcomes[0].area");
        assertThat(outcomes.report(outcomes.justiceAndCare, key, reported)).isEqualTo(3);
        assertThat(Refusals.of(() -> outcomes.report(outcomes.justiceAndCare, key, reported[0]))
                        .reason())
                .isEqualTo("IDEMPOTENCY_KEY_REUSED");
        assertThat(outcomes.storedBatches()).isEqualTo(1);
    }

    @Test
    void manyBatchesAtOnceAreAllStoredAndTheirQuarterHasEachOnce() throws Exception {
        outcomes.empty();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> answers = IntStream.range(0, 64)
                    .mapToObj(i -> callers.submit((Callable<Integer>)
                            () -> outcomes.report(outcomes.justiceAndCare, people(1 + i, somebody()))))
                    .toList();
            for (int i = 0; i < 64; i++) {
                assertThat(answers.get(i).get()).isEqualTo(1 + i);
            }
        }
        assertThat(outcomes.storedBatches()).isEqualTo(64);
        assertThat(outcomes.frozenSexes()).hasSize(64 * 65 / 2);
        outcomes.empty();
    }

    private static Service closing(String area, String... shared) {
        return Service.newBuilder()
                .setName("services/closing-service")
                .setProvider("providers/justice-and-care")
                .setArea(area)
                .addAllSharedAreas(List.of(shared))
                .build();
    }

    private Document theBatch() {
        Document stored = outcomes.running
                .mongo()
                .database()
                .getCollection("batches")
                .find()
                .first();
        assertThat(stored).isNotNull();
        return stored;
    }
}
