package opcc.tracker.kit.store;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.IndexOptions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.bson.conversions.Bson;

/**
 * Makes sure of a collection's indexes while its store is set up. A database that is slow or away at that moment is waited
 * for, as at every start: a replica that starts again while the others keep the database busy must not give up.
 */
public final class StoreIndexes {

    private StoreIndexes() {}

    /** Makes sure of an index over {@code keys}. */
    public static void ensure(MongoCollection<?> collection, Bson keys) {
        ensure(collection, keys, new IndexOptions());
    }

    /** Makes sure that no two documents agree in all of {@code keys}. */
    public static void ensureUnique(MongoCollection<?> collection, Bson keys) {
        ensure(collection, keys, new IndexOptions().unique(true));
    }

    /** Makes sure that a document is removed once the time in its field {@code keys} is {@code kept} ago. */
    public static void ensureExpiry(MongoCollection<?> collection, Bson keys, Duration kept) {
        ensure(collection, keys, new IndexOptions().expireAfter(kept.toSeconds(), TimeUnit.SECONDS));
    }

    private static void ensure(MongoCollection<?> collection, Bson keys, IndexOptions options) {
        MongoConnection.patiently(() -> collection.createIndex(keys, options));
    }
}
