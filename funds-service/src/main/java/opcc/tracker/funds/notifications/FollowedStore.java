package opcc.tracker.funds.notifications;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.util.List;
import java.util.Set;
import opcc.tracker.kit.store.DuplicateKeys;
import org.bson.Document;
import org.springframework.stereotype.Component;

/** How far each fund's ledger was followed, in the collection {@code followed}, a document a fund, shard key {@code _id}. */
@Component
final class FollowedStore {

    private final MongoCollection<Document> followed;

    FollowedStore(MongoDatabase database) {
        this.followed = database.getCollection("followed");
    }

    /**
     * How far a fund was followed.
     *
     * @param sequence of the last entry of which everybody was told
     * @param overdue ids of draws of whose being overdue everybody was told
     */
    record Followed(long sequence, Set<String> overdue) {}

    /** How far the fund was followed; at first nothing is. */
    Followed of(String fund) {
        Document document = followed.find(Filters.eq("_id", fund)).first();
        if (document != null) {
            return new Followed(
                    document.getLong("seq"), Set.copyOf(document.getList("overdue", String.class, List.of())));
        }
        try {
            followed.insertOne(new Document("_id", fund).append("seq", 0L).append("overdue", List.of()));
        } catch (MongoException e) {
            if (!DuplicateKeys.isDuplicate(e)) {
                throw e;
            }
        }
        return new Followed(0, Set.of());
    }

    /** Goes on from one entry to a later one; false if somebody else has gone on in the meantime. */
    boolean advance(String fund, long from, long to) {
        return followed.updateOne(Filters.and(Filters.eq("_id", fund), Filters.eq("seq", from)), Updates.set("seq", to))
                        .getMatchedCount()
                == 1;
    }

    /** Everybody was told that this draw is overdue. */
    void toldOverdue(String fund, String draw) {
        followed.updateOne(Filters.eq("_id", fund), Updates.addToSet("overdue", draw));
    }
}
