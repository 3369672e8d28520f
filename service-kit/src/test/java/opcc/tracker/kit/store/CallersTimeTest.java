package opcc.tracker.kit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.ConnectionString;
import com.mongodb.DuplicateKeyException;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoOperationTimeoutException;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import io.grpc.Context;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import opcc.tracker.kit.testing.TestMongo;
import org.bson.BsonDocument;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is asked of the store lasts no longer than the caller waits. */
class CallersTimeTest {

    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
    private final List<BsonDocument> asked = new CopyOnWriteArrayList<>();
    private TestMongo mongo;
    private MongoClient client;
    private MongoCollection<Document> notes;

    @BeforeEach
    void connect() {
        mongo = TestMongo.start();
        client = MongoClients.create(MongoClientSettings.builder()
                .applyConnectionString(new ConnectionString(mongo.uri()))
                .addCommandListener(new CommandListener() {
                    @Override
                    public void commandStarted(CommandStartedEvent event) {
                        asked.add(event.getCommand().clone());
                    }
                })
                .build());
        notes = CallersTime.within(client.getDatabase(mongo.databaseName())).getCollection("notes");
        notes.insertOne(new Document("_id", 1));
        asked.clear();
    }

    @AfterEach
    void disconnect() {
        client.close();
        mongo.close();
        scheduler.shutdownNow();
    }

    private void withSecondsLeft(double seconds, Runnable call) {
        Context.CancellableContext context =
                Context.ROOT.withDeadlineAfter((long) (seconds * 1e9), TimeUnit.NANOSECONDS, scheduler);
        try {
            context.run(call);
        } finally {
            context.cancel(null);
        }
    }

    private void readAndWrite() {
        assertThat(notes.find(Filters.eq("_id", 1)).into(new ArrayList<>())).hasSize(1);
        notes.updateOne(Filters.eq("_id", 1), new Document("$set", new Document("a", 1)));
        notes.withDocumentClass(BsonDocument.class).countDocuments();
    }

    @Test
    void the_server_is_told_how_long_reads_and_writes_may_take() {
        withSecondsLeft(2, this::readAndWrite);
        assertThat(asked)
                .hasSize(3)
                .allSatisfy(command ->
                        assertThat(command.getNumber("maxTimeMS").longValue()).isBetween(1L, 2_000L));
    }

    @Test
    void without_a_deadline_or_with_ample_time_the_connections_own_limits_hold() {
        readAndWrite();
        withSecondsLeft(9, this::readAndWrite);
        assertThat(asked).hasSize(6).noneMatch(command -> command.containsKey("maxTimeMS"));
    }

    @Test
    void what_a_call_leaves_to_a_thread_of_its_own_is_not_cut_short() {
        withSecondsLeft(0.5, () -> {
            try {
                Thread.ofVirtual().start(this::readAndWrite).join();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        assertThat(asked).hasSize(3).noneMatch(command -> command.containsKey("maxTimeMS"));
    }

    @Test
    void when_the_time_is_over_the_store_is_not_asked() {
        withSecondsLeft(
                -1,
                () -> assertThatThrownBy(() -> notes.insertOne(new Document("_id", 2)))
                        .isInstanceOf(MongoOperationTimeoutException.class));
        assertThat(asked).isEmpty();
        assertThat(notes.countDocuments()).isEqualTo(1);
    }

    @Test
    void what_the_store_refuses_is_refused_as_ever() {
        withSecondsLeft(
                2,
                () -> assertThatThrownBy(() -> notes.insertOne(new Document("_id", 1)))
                        .isInstanceOfAny(MongoWriteException.class, DuplicateKeyException.class));
    }

    @Test
    void a_store_that_does_not_answer_is_left_when_the_caller_is() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                MongoClient other = MongoClients.create("mongodb://127.0.0.1:" + silent.getLocalPort())) {
            MongoDatabase database = CallersTime.within(other.getDatabase("x"));
            long begun = System.nanoTime();
            withSecondsLeft(
                    0.3,
                    () -> assertThatThrownBy(
                                    () -> database.getCollection("y").find().first())
                            .isInstanceOf(MongoOperationTimeoutException.class));
            assertThat(Duration.ofNanos(System.nanoTime() - begun))
                    .isBetween(Duration.ofMillis(250), Duration.ofSeconds(2));
        }
    }
}
