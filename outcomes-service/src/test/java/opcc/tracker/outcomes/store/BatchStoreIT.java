package opcc.tracker.outcomes.store;

import static opcc.tracker.outcomes.records.MadeUpPeople.QUARTER;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import opcc.tracker.kit.idempotency.Command;
import opcc.tracker.kit.idempotency.CommandDigest;
import opcc.tracker.kit.testing.TestMongo;
import opcc.tracker.outcomes.quarters.FailingDatabase;
import opcc.tracker.outcomes.records.Arrival;
import opcc.tracker.outcomes.records.Batch;
import opcc.tracker.outcomes.records.MadeUpPeople;
import opcc.tracker.outcomes.records.OutcomeRecord;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BatchStoreIT {

    private static final Instant NOW = Instant.parse("2026-07-15T10:00:00Z");
    private static final String OTHER_QUARTER = "2026-27 Q2";

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
    void startWithNothing() {
        for (String collection : List.of("batches", "arrivals")) {
            mongo.database().getCollection(collection).deleteMany(new Document());
        }
    }

    @Test
    void batchesComeInTheirOrderHoweverSmallThePages() {
        List<Batch> reported = IntStream.range(0, 60)
                .mapToObj(i -> batch("" + i, NOW.plusMillis(i / 2), new MadeUpPeople(i).people(1 + i % 3)))
                .sorted((one, other) -> Arrival.IN_ORDER.compare(arrival(one), arrival(other)))
                .toList();
        shuffled(reported).forEach(new BatchStore(mongo.database())::insert);

        for (int page : new int[] {1, 2, 7, 60, 1_000}) {
            BatchStore paged = BatchStore.paged(mongo.database(), page, page);
            List<Arrival> arrivals = paged.of(QUARTER);
            assertThat(arrivals)
                    .as("in pages of %d", page)
                    .isEqualTo(reported.stream().map(BatchStoreIT::arrival).toList());
            List<OutcomeRecord> read = new ArrayList<>();
            paged.read(QUARTER, arrivals, read::add);
            List<OutcomeRecord> expected =
                    reported.stream().flatMap(batch -> batch.records().stream()).toList();
            assertThat(read).as("in pages of %d", page).isEqualTo(expected);
            List<OutcomeRecord> backwards = new ArrayList<>();
            paged.readBackwards(QUARTER, arrivals, backwards::add);
            assertThat(backwards).as("in pages of %d", page).isEqualTo(expected.reversed());
        }
    }

    @Test
    void batchesOfWhichManyIdsBeginAlikeAreAllFound() {
        BatchStore paged = BatchStore.paged(mongo.database(), 2, 2);
        List<String> ids = IntStream.range(0, 40)
                .mapToObj(i -> "abcdef0123%02x".formatted(i * 3))
                .toList();
        ids.forEach(id ->
                paged.insert(new Batch(new Command(id, "hash"), "providers/p", NOW, new MadeUpPeople(1).people(1))));

        assertThat(paged.of(QUARTER)).extracting(Arrival::batch).containsExactlyInAnyOrderElementsOf(ids);
    }

    @Test
    void aBatchOfTwoQuartersIsInBothWithTheRecordsOfEach() {
        OutcomeRecord one = new MadeUpPeople(1).people(1).getFirst();
        OutcomeRecord other = in(OTHER_QUARTER, new MadeUpPeople(2).people(1).getFirst());
        BatchStore batches = new BatchStore(mongo.database());
        batches.insert(batch("both", NOW, List.of(one, other)));

        assertThat(batches.quarters()).containsExactly(QUARTER, OTHER_QUARTER);
        List<OutcomeRecord> read = new ArrayList<>();
        batches.read(OTHER_QUARTER, batches.of(OTHER_QUARTER), read::add);
        assertThat(read).containsExactly(other);
    }

    @Test
    void aBatchWhoseProcessDiedBeforeItsQuarterHadItIsCompletedWhenItComesAgain() {
        Batch batch = batch("one", NOW, new MadeUpPeople(1).people(2));
        BatchStore batches = new BatchStore(mongo.database());
        batches.insert(batch);
        mongo.database().getCollection("arrivals").deleteMany(new Document());

        boolean again =
                batches.insert(new Batch(batch.command(), batch.provider(), NOW.plusSeconds(9), batch.records()));

        assertThat(again).isFalse();
        assertThat(batches.of(QUARTER)).containsExactly(arrival(batch));
    }

    @Test
    void ofBatchesWrittenTogetherThoseThatAreThereAlreadyKeepTheOthersFromNothing() {
        BatchStore batches = new BatchStore(mongo.database());
        Batch earlier = batch("earlier", NOW, new MadeUpPeople(1).people(1));
        batches.insert(earlier);
        Batch one = batch("one", NOW.plusMillis(1), new MadeUpPeople(2).people(2));
        Batch other = batch("other", NOW.plusMillis(2), new MadeUpPeople(3).people(3));

        Set<Integer> places = batches.insertAll(List.of(
                one, batch("earlier", NOW.plusMillis(9), earlier.records()), batch("one", NOW, one.records()), other));

        assertThat(places).containsExactlyInAnyOrder(1, 2);
        assertThat(batches.of(QUARTER)).containsExactly(arrival(earlier), arrival(one), arrival(other));
    }

    @Test
    void batchesWhoseProcessDiedAtAnyWriteAreAllInTheQuarterOnceWhenTheirCommandsComeAgain() {
        List<Batch> together = IntStream.range(0, 5)
                .mapToObj(i -> batch("" + i, NOW.plusMillis(i), new MadeUpPeople(i).people(1 + i)))
                .toList();

        boolean died = true;
        for (int writes = 0; died; writes++) {
            startWithNothing();
            died = diesAfter(writes, together);
            BatchStore living = new BatchStore(mongo.database());
            List<Arrival> listed = living.of(QUARTER);
            for (Batch again : together) {
                boolean added = living.insert(again);
                assertThat(added).as("died after %d writes", writes).isEqualTo(writes == 0);
            }
            assertThat(listed).as("died after %d writes", writes).hasSize(died ? 0 : 5);
            assertThat(living.of(QUARTER))
                    .as("died after %d writes", writes)
                    .isEqualTo(together.stream().map(BatchStoreIT::arrival).toList());
        }
    }

    private boolean diesAfter(int writes, List<Batch> together) {
        try {
            new BatchStore(FailingDatabase.afterWrites(mongo.database(), writes).database()).insertAll(together);
            return false;
        } catch (FailingDatabase.Dead dead) {
            return true;
        }
    }

    private static Batch batch(String name, Instant receivedAt, List<OutcomeRecord> records) {
        String id = CommandDigest.SHA_256.of(name.getBytes(StandardCharsets.UTF_8));
        return new Batch(new Command(id, "hash"), "providers/p", receivedAt, records);
    }

    private static Arrival arrival(Batch batch) {
        return new Arrival(batch.command().id(), batch.provider(), batch.receivedAt());
    }

    private static Stream<Batch> shuffled(List<Batch> batches) {
        List<Batch> shuffled = new ArrayList<>(batches);
        Collections.shuffle(shuffled, new Random(1));
        return shuffled.stream();
    }

    private static OutcomeRecord in(String quarter, OutcomeRecord record) {
        return new OutcomeRecord(
                record.service(), record.pseudonym(), quarter, record.area(), record.profile(), record.synthetic());
    }
}
