package opcc.tracker.outcomes.quarters;

import static opcc.tracker.outcomes.records.MadeUpPeople.QUARTER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoDatabase;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import opcc.tracker.kit.idempotency.Command;
import opcc.tracker.kit.idempotency.CommandDigest;
import opcc.tracker.kit.pseudonyms.PseudonymKey;
import opcc.tracker.kit.testing.RunningService;
import opcc.tracker.kit.testing.TestClock;
import opcc.tracker.kit.testing.TestMongo;
import opcc.tracker.outcomes.cube.CubeCell;
import opcc.tracker.outcomes.cube.CubeMaker;
import opcc.tracker.outcomes.quarters.Tranche.Frozen;
import opcc.tracker.outcomes.quarters.Tranche.Pinned;
import opcc.tracker.outcomes.records.Arrival;
import opcc.tracker.outcomes.records.Batch;
import opcc.tracker.outcomes.records.MadeUpPeople;
import opcc.tracker.outcomes.records.OutcomeRecord;
import opcc.tracker.outcomes.records.Profile;
import opcc.tracker.outcomes.store.BatchStore;
import opcc.tracker.outcomes.store.CubeStore;
import opcc.tracker.outcomes.store.PinStore;
import opcc.tracker.outcomes.store.TrancheStore;
import opcc.tracker.outcomes.store.TrancheStore.Hold;
import opcc.tracker.v1.NrmStageEnum.NrmStage;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FreezingIT {

    private static final Instant NOW = Instant.parse("2026-07-15T10:00:00Z");
    private static final String OTHER_KEY = "AQECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    /** Of six batches, two each. */
    private static final int PARTS_OF_PINS = 3;

    private TestMongo mongo;
    private int reported;

    @BeforeAll
    void start() {
        mongo = TestMongo.start();
    }

    @AfterAll
    void stop() {
        mongo.close();
    }

    @BeforeEach
    void startWithSomeBatches() {
        for (String collection : List.of("batches", "arrivals", "tranches", "pins", "cubes")) {
            mongo.database().getCollection(collection).deleteMany(new Document());
        }
        // The last batch of these corrects people of the others.
        List<OutcomeRecord> people = new MadeUpPeople(1).people(100);
        for (int batch = 0; batch < 5; batch++) {
            report("batch " + batch, people.subList(20 * batch, 20 * batch + 20));
        }
        report(
                "corrections",
                people.stream()
                        .filter(person -> person.pseudonym().endsWith("7"))
                        .map(FreezingIT::outsideTheNrm)
                        .toList());
    }

    @Test
    void pagesMakeTheCubeThatAllPeopleInOneListMake() {
        People people = new People();
        new BatchStore(mongo.database())
                .of(QUARTER)
                .forEach(arrival -> new BatchStore(mongo.database())
                        .find(arrival.batch())
                        .orElseThrow()
                        .records()
                        .forEach(people::add));
        CubeMaker.Made whole = CubeMaker.make(
                people.records(),
                PseudonymKey.parse(RunningService.PSEUDONYM_KEY).secretFor("protected cube of " + QUARTER + "/1"));
        begin(1);

        freezing(mongo.database(), RunningService.PSEUDONYM_KEY, Duration.ZERO).carryOut(tranche(1));

        assertThat(people.size()).isEqualTo(100);
        assertThat(cells(1)).isNotEmpty().isEqualTo(whole.cells());
    }

    @Test
    void aProcessThatDiesAtAnyWriteIsCompletedByTheSweepOfAnotherToTheSameCube() {
        List<CubeCell> expected = expected();

        boolean died = true;
        for (int writes = 0; died; writes++) {
            startWithSomeBatches();
            begin(1);
            died = diesAfter(writes);
            try (Freezing replica = freezing(mongo.database(), RunningService.PSEUDONYM_KEY, Duration.ofHours(1))) {
                replica.sweep();
                await().until(() -> tranche(1).frozen() != null);
            }
            assertThat(cells(1)).as("died after %d writes", writes).isEqualTo(expected);
        }
    }

    @Test
    void aStoreThatLeavesAnyPageUnansweredIsAskedAgainAfterSecondsAndTheCubeIsTheSame() {
        List<CubeCell> expected = expected();

        boolean failed = true;
        for (int reads = 0; failed; reads++) {
            startWithSomeBatches();
            TestClock clock = new TestClock(NOW);
            FailingDatabase store = FailingDatabase.afterReads(mongo.database(), reads, 1);
            try (Freezing replica = Replica.on(store.database(), RunningService.PSEUDONYM_KEY, clock)) {
                replica.begin(new Tranche(QUARTER, 1, null, "command", NOW, null));
                int first = reads;
                await().until(() -> store.seen() > first || tranche(1).frozen() != null);
                failed = store.seen() > reads;
                await().until(() -> {
                    clock.pass(Duration.ofSeconds(2));
                    replica.sweep();
                    return tranche(1).frozen() != null;
                });
            }
            assertThat(clock.instant()).isBefore(NOW.plusSeconds(60));
            assertThat(cells(1)).as("unanswered after %d reads", reads).isEqualTo(expected);
        }
    }

    @Test
    void aStoreThatStaysAwayIsAskedLessAndLess() {
        TestClock clock = new TestClock(NOW);
        Retries retries = new Retries();

        List<Long> pauses = new ArrayList<>();
        for (int attempt = 0; attempt < 7; attempt++) {
            retries.failed("work", clock.instant());
            long seconds = 0;
            while (!retries.due("work", clock.instant())) {
                clock.pass(Duration.ofSeconds(1));
                seconds++;
            }
            pauses.add(seconds);
        }

        assertThat(pauses).containsExactly(2L, 4L, 8L, 16L, 32L, 60L, 60L);
    }

    @Test
    void theSweepLeavesToALivingProcessWhatItHasJustBegun() {
        begin(1);

        try (Freezing replica = freezing(mongo.database(), RunningService.PSEUDONYM_KEY, Duration.ofSeconds(59))) {
            replica.sweep();
        }

        assertThat(tranche(1).frozen()).isNull();
    }

    @Test
    void twoReplicasAtOnceMakeOneCube() throws Exception {
        begin(1);
        CyclicBarrier together = new CyclicBarrier(2);
        try (ExecutorService replicas = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> both = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                both.add(replicas.submit(() -> {
                    together.await();
                    freezing(mongo.database(), RunningService.PSEUDONYM_KEY, Duration.ZERO)
                            .carryOut(tranche(1));
                    return null;
                }));
            }
            for (Future<?> each : both) {
                each.get();
            }
        }

        assertThat(storedCells()).isEqualTo(cells(1).size());
    }

    @Test
    void ofTwoReplicasThatDisagreeSinceAPersonWasErasedMeanwhileTheFirstWinsAndTheOthersCellsGo() {
        begin(1);
        // One has pinned and stored its cells, but not yet noted that they are there, when the other begins.
        diesAfter(PARTS_OF_PINS + 2);
        assertThat(storedCells()).isPositive();
        Tranche pinned = tranche(1);
        mongo.database().getCollection("batches").deleteOne(new Document("_id", id("batch 2")));

        freezing(mongo.database(), RunningService.PSEUDONYM_KEY, Duration.ZERO).carryOut(pinned);
        List<CubeCell> first = cells(1);
        report("batch 2", new MadeUpPeople(2).people(40));
        freezing(mongo.database(), RunningService.PSEUDONYM_KEY, Duration.ZERO).carryOut(pinned);

        assertThat(cells(1)).isEqualTo(first);
        assertThat(storedCells()).isEqualTo(first.size());
    }

    @Test
    void anotherSecretMakesAnotherCube() {
        begin(1);
        freezing(mongo.database(), RunningService.PSEUDONYM_KEY, Duration.ZERO).carryOut(tranche(1));
        List<CubeCell> cells = cells(1);
        startWithSomeBatches();
        begin(1);

        freezing(mongo.database(), OTHER_KEY, Duration.ZERO).carryOut(tranche(1));

        assertThat(cells(1)).isNotEqualTo(cells);
    }

    @Test
    void aBatchThatComesWhileAnotherPinsCountsForBothOrForNeither() {
        begin(1);
        diesAfter(PARTS_OF_PINS); // one has listed the batches, and not yet noted that they are pinned
        report("late", new MadeUpPeople(3).people(30));

        freezing(mongo.database(), RunningService.PSEUDONYM_KEY, Duration.ZERO).carryOut(tranche(1));

        assertThat(pinned(1)).hasSize(7).contains(id("late"));
        assertThat(mongo.database().getCollection("pins").countDocuments())
                .as("what the first stored is taken away")
                .isEqualTo(4);
    }

    @Test
    void aRevisionHoldsTheLateAloneAndNobodyASecondTime() {
        begin(1);
        freezing(mongo.database(), RunningService.PSEUDONYM_KEY, Duration.ZERO).carryOut(tranche(1));
        report(
                "late",
                Stream.concat(new MadeUpPeople(1).people(60).stream(), new MadeUpPeople(3).people(30).stream())
                        .toList());
        begin(2);

        freezing(mongo.database(), RunningService.PSEUDONYM_KEY, Duration.ZERO).carryOut(tranche(2));

        assertThat(cells(2)).isNotEmpty().allMatch(cell -> cell.count() >= 5);
        assertThat(cells(2).stream().mapToLong(CubeCell::count).sum())
                .as("thirty people of some ten services, and not ninety")
                .isBetween(10L, 50L);
    }

    private boolean diesAfter(int writes) {
        try {
            freezing(
                            FailingDatabase.afterWrites(mongo.database(), writes)
                                    .database(),
                            RunningService.PSEUDONYM_KEY,
                            Duration.ZERO)
                    .carryOut(tranche(1));
            return false;
        } catch (FailingDatabase.Dead dead) {
            return true;
        }
    }

    private static Freezing freezing(MongoDatabase database, String key, Duration later) {
        return Replica.on(database, key, Clock.fixed(NOW.plus(later), ZoneOffset.UTC));
    }

    private List<CubeCell> expected() {
        begin(1);
        freezing(mongo.database(), RunningService.PSEUDONYM_KEY, Duration.ZERO).carryOut(tranche(1));
        List<CubeCell> expected = cells(1);
        assertThat(expected).isNotEmpty();
        return expected;
    }

    private static OutcomeRecord outsideTheNrm(OutcomeRecord record) {
        Profile profile = record.profile();
        return new OutcomeRecord(
                record.service(),
                record.pseudonym(),
                record.quarter(),
                record.area(),
                new Profile(
                        NrmStage.DECLINED,
                        profile.exploitationTypes(),
                        profile.ageBand(),
                        profile.sex(),
                        profile.nationalityGroup(),
                        profile.firstResponder(),
                        profile.engagement(),
                        profile.accommodationOutcome(),
                        profile.supportGiven(),
                        profile.endReason(),
                        profile.scores()),
                record.synthetic());
    }

    /** Each a millisecond after the one before. */
    private void report(String name, List<OutcomeRecord> records) {
        new BatchStore(mongo.database())
                .insert(new Batch(new Command(id(name), "hash"), "providers/p", NOW.plusMillis(reported++), records));
    }

    private static String id(String name) {
        return CommandDigest.SHA_256.of(name.getBytes(StandardCharsets.UTF_8));
    }

    private void begin(int number) {
        new TrancheStore(mongo.database())
                .begin(
                        new Tranche(QUARTER, number, null, "command", NOW, null),
                        new Hold("another process", NOW.plusSeconds(60)));
    }

    private List<String> pinned(int number) {
        Pinned pinned = tranche(number).pinned();
        assertThat(pinned).isNotNull();
        return new PinStore(mongo.database())
                .read(Tranche.id(QUARTER, number), pinned).stream()
                        .map(Arrival::batch)
                        .toList();
    }

    private Tranche tranche(int number) {
        return new TrancheStore(mongo.database()).of(QUARTER).get(number - 1);
    }

    private List<CubeCell> cells(int number) {
        Frozen frozen = tranche(number).frozen();
        assertThat(frozen).isNotNull();
        return new CubeStore(mongo.database()).read(Tranche.id(QUARTER, number), frozen.digest(), frozen.chunks());
    }

    private long storedCells() {
        Map<String, Integer> parts = mongo.database().getCollection("cubes").find().into(new ArrayList<>()).stream()
                .collect(Collectors.toMap(
                        part -> part.getString("_id"),
                        part -> part.getList("cells", Document.class).size()));
        return parts.values().stream().mapToInt(size -> size).sum();
    }
}
