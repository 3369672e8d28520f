package opcc.tracker.outcomes.quarters;

import static opcc.tracker.outcomes.records.MadeUpPeople.QUARTER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoDatabase;
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
import opcc.tracker.kit.pseudonyms.PseudonymKey;
import opcc.tracker.kit.testing.RunningService;
import opcc.tracker.kit.testing.TestMongo;
import opcc.tracker.outcomes.cube.CubeCell;
import opcc.tracker.outcomes.quarters.Tranche.Frozen;
import opcc.tracker.outcomes.records.Batch;
import opcc.tracker.outcomes.records.MadeUpPeople;
import opcc.tracker.outcomes.records.OutcomeRecord;
import opcc.tracker.outcomes.store.BatchStore;
import opcc.tracker.outcomes.store.CubeStore;
import opcc.tracker.outcomes.store.TrancheStore;
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

    private TestMongo mongo;

    @BeforeAll
    void start() {
        mongo = TestMongo.start();
    }

    @AfterAll
    void stop() {
        mongo.close();
    }

    @BeforeEach
    void startWithTwoBatches() {
        for (String collection : List.of("batches", "tranches", "cubes")) {
            mongo.database().getCollection(collection).deleteMany(new Document());
        }
        report("one", new MadeUpPeople(1).people(60));
        report("two", new MadeUpPeople(2).people(40));
    }

    @Test
    void aProcessThatDiesAtAnyWriteIsCompletedByTheSweepOfAnotherToTheSameCube() throws Exception {
        pin(1, "one", "two");
        freezing(mongo.database(), RunningService.PSEUDONYM_KEY, Duration.ZERO).carryOut(tranche(1));
        List<CubeCell> expected = cells(1);
        assertThat(expected).isNotEmpty();

        boolean died = true;
        for (int writes = 0; died; writes++) {
            startWithTwoBatches();
            pin(1, "one", "two");
            died = diesAfter(writes);
            try (Freezing replica = freezing(mongo.database(), RunningService.PSEUDONYM_KEY, Duration.ofHours(1))) {
                replica.sweep();
                await().until(() -> tranche(1).frozen() != null);
            }
            assertThat(cells(1)).as("died after %d writes", writes).isEqualTo(expected);
        }
    }

    @Test
    void theSweepLeavesToALivingProcessWhatItHasJustBegun() {
        pin(1, "one", "two");

        try (Freezing replica = freezing(mongo.database(), RunningService.PSEUDONYM_KEY, Duration.ofMinutes(1))) {
            replica.sweep();
        }

        assertThat(tranche(1).frozen()).isNull();
    }

    @Test
    void twoReplicasAtOnceMakeOneCube() throws Exception {
        pin(1, "one", "two");
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
        pin(1, "one", "two");
        Tranche pinned = tranche(1);
        // One has stored its cells, but not yet noted that they are there, when the other begins.
        diesAfter(1);
        mongo.database().getCollection("batches").deleteOne(new Document("_id", "two"));

        freezing(mongo.database(), RunningService.PSEUDONYM_KEY, Duration.ZERO).carryOut(pinned);
        List<CubeCell> first = cells(1);
        report("two", new MadeUpPeople(2).people(40));
        freezing(mongo.database(), RunningService.PSEUDONYM_KEY, Duration.ZERO).carryOut(pinned);

        assertThat(cells(1)).isEqualTo(first);
        assertThat(storedCells()).isEqualTo(first.size());
    }

    @Test
    void anotherSecretMakesAnotherCube() {
        pin(1, "one", "two");
        freezing(mongo.database(), RunningService.PSEUDONYM_KEY, Duration.ZERO).carryOut(tranche(1));
        List<CubeCell> cells = cells(1);
        startWithTwoBatches();
        pin(1, "one", "two");

        freezing(mongo.database(), OTHER_KEY, Duration.ZERO).carryOut(tranche(1));

        assertThat(cells(1)).isNotEqualTo(cells);
    }

    @Test
    void aRevisionHoldsTheLateAloneAndNobodyASecondTime() {
        pin(1, "one");
        freezing(mongo.database(), RunningService.PSEUDONYM_KEY, Duration.ZERO).carryOut(tranche(1));
        report(
                "late",
                Stream.concat(new MadeUpPeople(1).people(60).stream(), new MadeUpPeople(3).people(30).stream())
                        .toList());
        pin(2, "late");

        freezing(mongo.database(), RunningService.PSEUDONYM_KEY, Duration.ZERO).carryOut(tranche(2));

        assertThat(cells(2)).isNotEmpty().allMatch(cell -> cell.count() >= 5);
        assertThat(cells(2).stream().mapToLong(CubeCell::count).sum())
                .as("thirty people of some ten services, and not ninety")
                .isBetween(10L, 50L);
    }

    private boolean diesAfter(int writes) {
        try {
            freezing(
                            new FailingDatabase(mongo.database(), writes).database(),
                            RunningService.PSEUDONYM_KEY,
                            Duration.ZERO)
                    .carryOut(tranche(1));
            return false;
        } catch (FailingDatabase.Dead dead) {
            return true;
        }
    }

    private static Freezing freezing(MongoDatabase database, String key, Duration later) {
        return new Freezing(
                new TrancheStore(database),
                new BatchStore(database),
                new CubeStore(database),
                PseudonymKey.parse(key),
                Clock.fixed(NOW.plus(later), ZoneOffset.UTC));
    }

    private void report(String id, List<OutcomeRecord> records) {
        new BatchStore(mongo.database()).insert(new Batch(new Command(id, "hash"), "providers/p", NOW, records));
    }

    private void pin(int number, String... batches) {
        new TrancheStore(mongo.database()).begin(new Tranche(QUARTER, number, List.of(batches), "command", NOW, null));
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
