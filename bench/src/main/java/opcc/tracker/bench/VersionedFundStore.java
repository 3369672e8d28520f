package opcc.tracker.bench;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Updates;
import java.util.Map;
import opcc.tracker.kit.refusal.Refusal;
import org.bson.Document;

/**
 * The usual way, to compare with: a fund is one document with its totals and a version; a change reads it, checks, and
 * updates it if the version is still the one that was read, and begins again if not. Nothing else is stored: no entry, no
 * draw, no idempotency key. So it does less than the ledger does.
 */
final class VersionedFundStore {

    private final MongoCollection<Document> funds;

    VersionedFundStore(MongoDatabase database) {
        this.funds = database.getCollection("versionedFunds");
        // As the ledger has it: the embedded server finds by a unique index of the very fields, or reads everything.
        funds.createIndex(Indexes.ascending("_id", "version"), new IndexOptions().unique(true));
    }

    void open(String fund) {
        funds.insertOne(new Document("_id", fund)
                .append("version", 0L)
                .append("allocated", 0L)
                .append("reserved", 0L)
                .append("paid", 0L));
    }

    void allocate(String fund, long amount) {
        funds.updateOne(
                Filters.eq("_id", fund), Updates.combine(Updates.inc("allocated", amount), Updates.inc("version", 1L)));
    }

    /** Reserves the amount; gives the version that it made. */
    long reserve(String fund, long amount) {
        while (true) {
            Document read = funds.find(Filters.eq("_id", fund)).first();
            if (read == null) {
                throw Refusal.notFound(fund);
            }
            long version = read.getLong("version");
            long reserved = read.getLong("reserved");
            if (read.getLong("allocated") - reserved - read.getLong("paid") < amount) {
                throw Refusal.precondition("INSUFFICIENT_FUNDS", "The fund does not hold enough.", Map.of());
            }
            boolean first = funds.updateOne(
                                    Filters.and(Filters.eq("_id", fund), Filters.eq("version", version)),
                                    Updates.combine(
                                            Updates.set("reserved", Math.addExact(reserved, amount)),
                                            Updates.set("version", version + 1)))
                            .getModifiedCount()
                    == 1;
            if (first) {
                return version + 1;
            }
        }
    }
}
