package opcc.tracker.outcomes.store;

import com.mongodb.MongoException;
import com.mongodb.client.FindIterable;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.TreeSet;
import opcc.tracker.kit.store.DuplicateKeys;
import opcc.tracker.kit.store.StoreIndexes;
import opcc.tracker.outcomes.cube.StatedErrors;
import opcc.tracker.outcomes.quarters.Tranche;
import opcc.tracker.outcomes.quarters.Tranche.Frozen;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The collection {@code tranches}; the shard key is {@code _id}, such as {@code 2026-27 Q1/1}. A tranche is inserted with
 * its batches, of which the first insert wins, and gets its result by one conditional write, of which the first wins as well.
 */
@Component
public final class TrancheStore {

    private static final String ID = "_id";
    private static final String QUARTER = "quarter";
    private static final String NUMBER = "number";
    private static final String BATCHES = "batches";
    private static final String FROZEN = "frozen";

    private final MongoCollection<Document> tranches;

    /** Uses {@code database} and makes sure of the index. */
    public TrancheStore(MongoDatabase database) {
        this.tranches = database.getCollection("tranches");
        StoreIndexes.ensure(tranches, Indexes.ascending(QUARTER, NUMBER));
    }

    /** Pins a tranche, unless it is pinned already. */
    public boolean begin(Tranche tranche) {
        try {
            tranches.insertOne(new Document(ID, tranche.id())
                    .append(QUARTER, tranche.quarter())
                    .append(NUMBER, tranche.number())
                    .append(BATCHES, tranche.batches())
                    .append("command", tranche.command())
                    .append("begunAt", Date.from(tranche.begunAt()))
                    .append(FROZEN, null));
            return true;
        } catch (MongoException e) {
            if (DuplicateKeys.isDuplicate(e)) {
                return false;
            }
            throw e;
        }
    }

    /** Notes what came of a tranche, unless another process has before. */
    public boolean freeze(String id, Frozen frozen) {
        Document result = new Document("digest", frozen.digest())
                .append("chunks", frozen.chunks())
                .append("synthetic", frozen.synthetic())
                .append("largestError", frozen.errors().largest())
                .append("meanErrorTenths", frozen.errors().meanTenths())
                .append("crossed", frozen.crossed())
                .append("at", Date.from(frozen.at()));
        return tranches.updateOne(
                                Filters.and(Filters.eq(ID, id), Filters.eq(FROZEN, null)), Updates.set(FROZEN, result))
                        .getModifiedCount()
                == 1;
    }

    /** The tranches of a quarter with their batches, the first first. */
    public List<Tranche> of(String quarter) {
        return list(tranches.find(Filters.eq(QUARTER, quarter)));
    }

    /** The tranches of a quarter without their batches, the first first. */
    public List<Tranche> outline(String quarter) {
        return list(tranches.find(Filters.eq(QUARTER, quarter)).projection(Projections.exclude(BATCHES)));
    }

    /** The tranches that are pinned and not protected yet. */
    public List<Tranche> unfinished() {
        return list(tranches.find(Filters.eq(FROZEN, null)));
    }

    /** The quarters that have a tranche, oldest first. */
    public List<String> quarters() {
        return quarters(Filters.empty());
    }

    /** The quarters of which a revision can be read, oldest first. */
    public List<String> frozenQuarters() {
        return quarters(Filters.ne(FROZEN, null));
    }

    private List<String> quarters(Bson filter) {
        return List.copyOf(tranches.find(filter)
                .projection(Projections.include(QUARTER))
                .map(tranche -> tranche.getString(QUARTER))
                .into(new TreeSet<>()));
    }

    private static List<Tranche> list(FindIterable<Document> found) {
        return found.sort(Sorts.ascending(QUARTER, NUMBER))
                .map(TrancheStore::tranche)
                .into(new ArrayList<>());
    }

    private static Tranche tranche(Document document) {
        return new Tranche(
                document.getString(QUARTER),
                document.getInteger(NUMBER),
                document.getList(BATCHES, String.class, List.of()),
                document.getString("command"),
                document.getDate("begunAt").toInstant(),
                frozen(document.get(FROZEN, Document.class)));
    }

    private static @Nullable Frozen frozen(@Nullable Document result) {
        return result == null
                ? null
                : new Frozen(
                        result.getString("digest"),
                        result.getInteger("chunks"),
                        result.getBoolean("synthetic"),
                        new StatedErrors(result.getInteger("largestError"), result.getInteger("meanErrorTenths")),
                        result.getInteger("crossed"),
                        result.getDate("at").toInstant());
    }
}
