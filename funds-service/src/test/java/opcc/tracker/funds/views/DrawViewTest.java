package opcc.tracker.funds.views;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import opcc.tracker.funds.draws.Draw;
import opcc.tracker.funds.draws.FundLedgers;
import opcc.tracker.funds.draws.FundState;
import opcc.tracker.funds.draws.RandomHistory;
import opcc.tracker.funds.ledger.MongoEntryStore;
import opcc.tracker.funds.register.Fund;
import opcc.tracker.funds.register.FundRegister;
import opcc.tracker.kit.idempotency.Command;
import opcc.tracker.kit.testing.TestMongo;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The view of random histories of two funds, held against itself after all that can go wrong with it. */
class DrawViewTest {

    private final TestMongo mongo = TestMongo.start();
    private final MongoEntryStore entries = new MongoEntryStore(mongo.database());
    private final FundRegister register = new FundRegister(mongo.database());
    private final FundLedgers ledgers = new FundLedgers(entries, Clock.systemUTC());
    private final MongoCollection<Document> draws = mongo.database().getCollection("draws");

    @AfterEach
    void stop() {
        mongo.close();
    }

    /** Two seeds that stay and one that nobody tried before. */
    static LongStream seeds() {
        return LongStream.of(1, 2, 10 + new Random().nextInt(1_000_000));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void a_rebuilt_view_is_byte_for_byte_the_one_that_was_written_along(long seed) {
        Random random = new Random(seed);
        List<RandomHistory> histories = List.of(open("one", random), open("two", random));
        DrawView along = new DrawView(register, ledgers, new MongoDrawStore(mongo.database()));
        for (int step = 0; step < 400; step++) {
            histories.get(random.nextInt(2)).step();
            if (random.nextInt(10) == 0) {
                goOn(along);
            }
        }
        goOn(along);
        List<ByteBuffer> written = bytes();
        assertThat(written).as("seed %d", seed).hasSizeGreaterThan(20);

        MongoViews.rebuild(mongo.uri(), mongo.databaseName());
        assertThat(bytes()).as("seed %d: nothing to mend", seed).isEqualTo(written);

        damage();
        assertThat(bytes()).isNotEqualTo(written);
        MongoViews.rebuild(mongo.uri(), mongo.databaseName());
        assertThat(bytes()).as("seed %d: mended", seed).isEqualTo(written);

        draws.drop();
        MongoViews.rebuild(mongo.uri(), mongo.databaseName());
        assertThat(bytes()).as("seed %d: from nothing", seed).isEqualTo(written);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void what_a_crash_left_out_of_the_view_is_written_at_the_next_start(long seed) {
        Random random = new Random(seed);
        RandomHistory history = open("one", random);
        for (int step = 0; step < 200; step++) {
            history.step();
        }
        process().follow();
        for (int step = 0; step < 200; step++) {
            history.step();
        }
        List<ByteBuffer> behind = bytes();

        process().follow();

        List<ByteBuffer> caughtUp = bytes();
        assertThat(caughtUp).as("seed %d", seed).isNotEqualTo(behind);
        MongoViews.rebuild(mongo.uri(), mongo.databaseName());
        assertThat(bytes()).as("seed %d", seed).isEqualTo(caughtUp);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void a_process_that_is_behind_writes_over_nothing_that_is_ahead(long seed) throws Exception {
        Random random = new Random(seed);
        RandomHistory history = open("one", random);
        MongoDrawStore store = new MongoDrawStore(mongo.database());
        List<Draw> behind = new ArrayList<>();
        for (int step = 0; step < 300; step++) {
            history.step();
            if (step % 50 == 0) {
                behind.addAll(drawsOf("one"));
            }
        }
        List<Draw> ahead = drawsOf("one");

        try (ExecutorService processes = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> writing = new ArrayList<>();
            for (int process = 0; process < 4; process++) {
                List<Draw> order = new ArrayList<>(behind);
                order.addAll(ahead);
                Collections.shuffle(order, random);
                writing.add(processes.submit(() -> store.put(order)));
            }
            for (Future<?> process : writing) {
                process.get(30, TimeUnit.SECONDS);
            }
        }

        List<ByteBuffer> written = bytes();
        assertThat(written).as("seed %d", seed).hasSameSizeAs(ahead);
        MongoViews.rebuild(mongo.uri(), mongo.databaseName());
        assertThat(bytes()).as("seed %d: nothing to mend", seed).isEqualTo(written);
    }

    private List<Draw> drawsOf(String fund) {
        return new FundLedgers(entries, Clock.systemUTC())
                .of(fund)
                .read(state -> state.draws().toList());
    }

    /** The service after its start, which knows nothing yet. */
    private DrawView process() {
        return new DrawView(
                register, new FundLedgers(entries, Clock.systemUTC()), new MongoDrawStore(mongo.database()));
    }

    /** As a service does that is asked for both funds and then writes what it knows. */
    private void goOn(DrawView view) {
        ledgers.of("one").<Long>read(FundState::lastSequence);
        ledgers.of("two").<Long>read(FundState::lastSequence);
        view.follow();
    }

    private void damage() {
        draws.updateOne(Filters.eq("_id", "funds/one/draws/d1"), Updates.set("paid", 99_999_999L));
        draws.updateOne(Filters.eq("_id", "funds/one/draws/d2"), Updates.set("seq", 1_000_000L));
        draws.updateOne(Filters.eq("_id", "funds/one/draws/d3"), Updates.unset("seq"));
        draws.deleteOne(Filters.eq("_id", "funds/two/draws/d1"));
        draws.insertOne(new Document("_id", "funds/two/draws/d999")
                .append("fund", "two")
                .append("seq", 3L));
    }

    private RandomHistory open(String fund, Random random) {
        register.open(new Fund(
                fund,
                "A fund",
                "west-mercia",
                List.of(),
                true,
                Instant.parse("2026-07-15T10:00:00Z"),
                new Command("open " + fund, "hash")));
        return new RandomHistory(fund, entries, random);
    }

    private List<ByteBuffer> bytes() {
        List<ByteBuffer> bytes = new ArrayList<>();
        mongo.database()
                .getCollection("draws", RawBsonDocument.class)
                .find()
                .sort(Sorts.ascending("_id"))
                .forEach(raw -> bytes.add(raw.getByteBuffer().asNIO()));
        return bytes;
    }
}
