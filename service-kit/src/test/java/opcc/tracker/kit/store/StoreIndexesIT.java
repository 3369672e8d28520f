package opcc.tracker.kit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoCommandException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Indexes;
import de.bwaldvogel.mongo.MongoBackend;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import de.bwaldvogel.mongo.exception.CannotIndexParallelArraysError;
import de.bwaldvogel.mongo.wire.message.MongoMessage;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A replica that starts while the database is slow waits for its indexes and does not give up. */
class StoreIndexesIT {

    private static final String READ_TIME_OUT = "?socketTimeoutMS=200&connectTimeoutMS=2000";

    private final AtomicInteger asked = new AtomicInteger();
    private final CountDownLatch end = new CountDownLatch(1);
    private MongoServer server;
    private MongoClient client;

    @AfterEach
    void stop() {
        end.countDown();
        client.close();
        server.shutdownNow();
    }

    @Test
    void an_index_is_made_once_a_slow_database_answers_again() {
        MongoCollection<Document> draws = drawsOf(aDatabaseThat(() -> {
            if (asked.get() <= 2) {
                hang();
            }
        }));

        StoreIndexes.ensureUnique(draws, Indexes.ascending("fund", "seq"));

        assertThat(asked).hasValue(3);
        assertThat(draws.listIndexes())
                .extracting(index -> index.get("key", Document.class).keySet().toString())
                .contains("[fund, seq]");
    }

    @Test
    void a_database_that_stays_slow_is_given_up_with_the_setting_to_look_at() {
        MongoCollection<Document> draws = drawsOf(aDatabaseThat(this::hang));

        assertThatThrownBy(() -> MongoConnection.patiently(
                        () -> draws.createIndex(Indexes.ascending("fund")), Duration.ofMillis(700)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("MONGODB_URI");
        assertThat(asked).hasValueGreaterThan(1);
    }

    @Test
    void an_index_that_the_database_refuses_is_not_asked_for_again() {
        MongoCollection<Document> draws = drawsOf(aDatabaseThat(() -> {
            throw new CannotIndexParallelArraysError(List.of("fund", "seq"));
        }));

        assertThatThrownBy(() -> StoreIndexes.ensure(draws, Indexes.ascending("fund", "seq")))
                .isInstanceOf(MongoCommandException.class);
        assertThat(asked).hasValue(1);
    }

    private MongoCollection<Document> drawsOf(String uri) {
        client = MongoConnection.open(uri, "test");
        return client.getDatabase("slow").getCollection("draws");
    }

    /** A server that does {@code first} before it makes an index. */
    private String aDatabaseThat(Runnable first) {
        MongoBackend backend = H2Backend.inMemory();
        Object slowed = Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {MongoBackend.class}, (proxy, method, arguments) -> {
                    if (arguments != null
                            && arguments[0] instanceof MongoMessage message
                            && message.getDocument().containsKey("createIndexes")) {
                        asked.incrementAndGet();
                        first.run();
                    }
                    try {
                        return method.invoke(backend, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
        server = new MongoServer((MongoBackend) slowed);
        server.bind("127.0.0.1", 0);
        return "mongodb://127.0.0.1:" + server.getLocalAddress().getPort() + "/" + READ_TIME_OUT;
    }

    /** Longer than the driver waits for an answer. */
    private void hang() {
        try {
            assertThat(end.await(1, TimeUnit.SECONDS)).isIn(true, false);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
