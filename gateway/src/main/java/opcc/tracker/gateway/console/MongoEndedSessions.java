package opcc.tracker.gateway.console;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.ReplaceOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import opcc.tracker.gateway.replicas.MongoExpiry;
import opcc.tracker.gateway.replicas.MongoReplicas;
import org.bson.Document;

/** Which sessions have ended, for all replicas: digests of their names and times. Waits for the database. */
final class MongoEndedSessions {

    private static final String TOLD_AT = "toldAt";

    private final MongoCollection<Document> collection;
    private final MongoExpiry expiry;
    private final Duration kept;

    /** @param kept how long they are remembered */
    MongoEndedSessions(MongoReplicas replicas, Duration kept) {
        this.collection = replicas.collection("endedSessions");
        this.expiry = new MongoExpiry(collection);
        this.kept = kept;
    }

    /** Tells of sessions, by their digests, and when each ended. */
    void add(Map<String, Instant> sessions, Instant now) {
        expiry.ensure();
        sessions.forEach((digest, endedAt) -> collection.replaceOne(
                Filters.eq("_id", digest),
                new Document("_id", digest)
                        .append(TOLD_AT, Date.from(now))
                        .append(MongoExpiry.FORGET_AT, Date.from(endedAt.plus(kept))),
                new ReplaceOptions().upsert(true)));
    }

    /** Those that were told of at that time or later, by the clocks of the replicas that did. */
    Map<String, Instant> since(Instant time) {
        Map<String, Instant> sessions = new HashMap<>();
        for (Document each : collection.find(Filters.gte(TOLD_AT, Date.from(time)))) {
            sessions.put(each.getString("_id"), each.getDate(TOLD_AT).toInstant());
        }
        return sessions;
    }
}
