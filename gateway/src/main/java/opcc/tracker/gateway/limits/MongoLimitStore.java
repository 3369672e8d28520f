package opcc.tracker.gateway.limits;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoCommandException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Updates;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import opcc.tracker.gateway.replicas.MongoExpiry;
import opcc.tracker.gateway.replicas.MongoReplicas;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Counts for all replicas together. A document a caller holds the time at which all requests are free again; it is moved
 * on by conditional writes, so replicas that write at once never grant more than the limit. Their clocks should agree
 * within some milliseconds.
 */
final class MongoLimitStore implements LimitStore {

    private static final FindOneAndUpdateOptions AFTER =
            new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER);
    private static final FindOneAndUpdateOptions AFTER_OR_NEW =
            new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER).upsert(true);

    private final MongoCollection<Document> collection;
    private final Clock clock;
    private final MongoReplicas replicas;
    private final MongoExpiry expiry;

    MongoLimitStore(MongoReplicas replicas, Clock clock) {
        this.replicas = replicas;
        this.collection = replicas.collection("limits");
        this.expiry = new MongoExpiry(collection);
        this.clock = clock;
    }

    @Override
    public Mono<Taken> take(String key, Limit limit) {
        return replicas.ask(() -> takeNow(key, limit));
    }

    private Taken takeNow(String key, Limit limit) {
        expiry.ensure();
        while (true) {
            Instant time = clock.instant();
            long now = ChronoUnit.MICROS.between(Instant.EPOCH, time);
            Document moved = moveOn(key, limit, now);
            if (moved == null) {
                moved = begin(key, limit, now);
            }
            if (moved != null) {
                return Taken.granted(limit, now, moved.getLong("freeAt"));
            }
            Document present = collection.find(Filters.eq("_id", key)).first();
            // Otherwise it was forgotten or came free in between.
            if (present != null && present.getLong("freeAt") + limit.stepMicros() - now > limit.perMicros()) {
                return Taken.refused(limit, now, present.getLong("freeAt"));
            }
        }
    }

    private @Nullable Document moveOn(String key, Limit limit, long now) {
        return collection.findOneAndUpdate(
                Filters.and(
                        Filters.eq("_id", key),
                        Filters.gt("freeAt", now),
                        Filters.lte("freeAt", now + limit.perMicros() - limit.stepMicros())),
                Updates.combine(
                        Updates.inc("freeAt", limit.stepMicros()),
                        Updates.set(MongoExpiry.FORGET_AT, forgetAt(limit, now))),
                AFTER);
    }

    /** For a caller who is new or whose requests are all free; null if another replica was first. */
    private @Nullable Document begin(String key, Limit limit, long now) {
        try {
            return collection.findOneAndUpdate(
                    Filters.and(Filters.eq("_id", key), Filters.lte("freeAt", now)),
                    Updates.combine(
                            Updates.set("freeAt", now + limit.stepMicros()),
                            Updates.set(MongoExpiry.FORGET_AT, forgetAt(limit, now))),
                    AFTER_OR_NEW);
        } catch (MongoCommandException e) {
            if (ErrorCategory.fromErrorCode(e.getErrorCode()) == ErrorCategory.DUPLICATE_KEY) {
                return null;
            }
            throw e;
        }
    }

    private static Date forgetAt(Limit limit, long now) {
        return Date.from(Instant.EPOCH.plus(now + 2 * limit.perMicros(), ChronoUnit.MICROS));
    }
}
