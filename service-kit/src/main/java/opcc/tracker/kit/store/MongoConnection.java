package opcc.tracker.kit.store;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoConnectionPoolClearedException;
import com.mongodb.MongoException;
import com.mongodb.MongoNodeIsRecoveringException;
import com.mongodb.MongoNotPrimaryException;
import com.mongodb.MongoSocketException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How the services talk to MongoDB: acknowledged by a majority, read from the primary, and never waiting for long. Even
 * with the driver's one repetition of a read, a store that does not answer is noticed before the gateway's ten seconds
 * are over, so that callers are told so.
 */
public final class MongoConnection {

    private static final Logger log = LoggerFactory.getLogger(MongoConnection.class);
    private static final Duration PATIENCE_AT_START = Duration.ofMinutes(1);
    private static final Duration PAUSE = Duration.ofMillis(500);

    private MongoConnection() {}

    /** Connects to {@code uri}, whose options win over these. */
    public static MongoClient open(String uri, String applicationName) {
        return MongoClients.create(MongoClientSettings.builder()
                .writeConcern(WriteConcern.MAJORITY)
                .readConcern(ReadConcern.DEFAULT)
                .readPreference(ReadPreference.primary())
                .applyToClusterSettings(cluster -> cluster.serverSelectionTimeout(3, TimeUnit.SECONDS))
                .applyToSocketSettings(
                        socket -> socket.connectTimeout(2, TimeUnit.SECONDS).readTimeout(4, TimeUnit.SECONDS))
                .applyToConnectionPoolSettings(pool -> pool.maxSize(64).maxWaitTime(3, TimeUnit.SECONDS))
                .applicationName(applicationName)
                .applyConnectionString(new ConnectionString(uri))
                .build());
    }

    /** Waits until the database answers: a service may be started before its database, or while that is away. */
    public static void await(MongoDatabase database) {
        patiently(() -> database.runCommand(new Document("ping", 1)));
    }

    /**
     * Asks the database for what a service cannot start without, again and again for at most a minute while it is away or
     * slow. What is asked must be safe to repeat.
     *
     * @throws IllegalStateException if the database stays away or slow
     */
    static void patiently(Runnable question) {
        patiently(question, PATIENCE_AT_START);
    }

    static void patiently(Runnable question, Duration patience) {
        long begun = System.nanoTime();
        while (true) {
            try {
                question.run();
                return;
            } catch (MongoException e) {
                if (!passes(e)) {
                    throw e;
                }
                if (System.nanoTime() - begun > patience.toNanos()) {
                    throw new IllegalStateException("The database does not answer (see MONGODB_URI).", e);
                }
                log.warn("the database does not answer yet; waiting for it");
                pause();
            }
        }
    }

    /** Whether the same question may be answered a moment later. */
    private static boolean passes(MongoException e) {
        return e instanceof MongoTimeoutException
                || e instanceof MongoSocketException
                || e instanceof MongoConnectionPoolClearedException
                || e instanceof MongoNotPrimaryException
                || e instanceof MongoNodeIsRecoveringException;
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the database", e);
        }
    }
}
