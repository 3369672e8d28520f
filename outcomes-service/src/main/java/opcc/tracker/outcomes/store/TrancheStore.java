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
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import opcc.tracker.kit.store.DuplicateKeys;
import opcc.tracker.kit.store.StoreIndexes;
import opcc.tracker.outcomes.cube.StatedErrors;
import opcc.tracker.outcomes.quarters.Tranche;
import opcc.tracker.outcomes.quarters.Tranche.Frozen;
import opcc.tracker.outcomes.quarters.Tranche.Pinned;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The collection {@code tranches}; the shard key is {@code _id}, such as {@code 2026-27 Q1/1}. A tranche is inserted, then its
 * batches are pinned, then its result is noted: each by one conditional write, of which the first wins. Who works on it holds it
 * until a time. That is for others to wait: if two work on one tranche all the same, they do the same.
 */
@Component
public final class TrancheStore {

    private static final String ID = "_id";
    private static final String QUARTER = "quarter";
    private static final String NUMBER = "number";
    private static final String PINNED = "pinned";
    private static final String DIGEST = "digest";
    private static final String HOLDER = "holder";
    private static final String HELD_UNTIL = "heldUntil";
    private static final String FROZEN = "frozen";

    private final MongoCollection<Document> tranches;

    /** Uses {@code database} and makes sure of the index. */
    public TrancheStore(MongoDatabase database) {
        this.tranches = database.getCollection("tranches");
        StoreIndexes.ensure(tranches, Indexes.ascending(QUARTER, NUMBER));
    }

    /**
     * Who works on a tranche.
     *
     * @param holder chosen at random for each process
     * @param until when others may take over
     */
    public record Hold(String holder, Instant until) {}

    /** Begins a tranche, unless it is begun already. */
    public boolean begin(Tranche tranche, Hold hold) {
        try {
            tranches.insertOne(new Document(ID, tranche.id())
                    .append(QUARTER, tranche.quarter())
                    .append(NUMBER, tranche.number())
                    .append(PINNED, null)
                    .append("command", tranche.command())
                    .append("begunAt", Date.from(tranche.begunAt()))
                    .append(HOLDER, hold.holder())
                    .append(HELD_UNTIL, Date.from(hold.until()))
                    .append(FROZEN, null));
            return true;
        } catch (MongoException e) {
            if (DuplicateKeys.isDuplicate(e)) {
                return false;
            }
            throw e;
        }
    }

    /** Holds, or goes on to hold, a tranche that is not protected yet, unless another process holds it. */
    public boolean hold(String id, Hold hold, Instant now) {
        return tranches.updateOne(
                                Filters.and(
                                        Filters.eq(ID, id),
                                        Filters.eq(FROZEN, null),
                                        Filters.or(
                                                Filters.eq(HOLDER, hold.holder()),
                                                Filters.lte(HELD_UNTIL, Date.from(now)))),
                                Updates.combine(
                                        Updates.set(HOLDER, hold.holder()),
                                        Updates.set(HELD_UNTIL, Date.from(hold.until()))))
                        .getMatchedCount()
                == 1;
    }

    /** Notes which batches are in a tranche, unless another process has before. */
    public boolean pin(String id, Pinned pinned) {
        return first(id, PINNED, new Document(DIGEST, pinned.digest()).append("parts", pinned.parts()));
    }

    /** Notes what came of a tranche, unless another process has before. */
    public boolean freeze(String id, Frozen frozen) {
        Document result = new Document(DIGEST, frozen.digest())
                .append("chunks", frozen.chunks())
                .append("synthetic", frozen.synthetic())
                .append("largestError", frozen.errors().largest())
                .append("meanErrorTenths", frozen.errors().meanTenths())
                .append("crossed", frozen.crossed())
                .append("at", Date.from(frozen.at()));
        return first(id, FROZEN, result);
    }

    private boolean first(String id, String field, Document noted) {
        return tranches.updateOne(Filters.and(Filters.eq(ID, id), Filters.eq(field, null)), Updates.set(field, noted))
                        .getModifiedCount()
                == 1;
    }

    /** The tranche with this id, if it was begun. */
    public Optional<Tranche> find(String id) {
        return Optional.ofNullable(tranches.find(Filters.eq(ID, id)).first()).map(TrancheStore::tranche);
    }

    /** The tranches of a quarter, the first first. */
    public List<Tranche> of(String quarter) {
        return list(tranches.find(Filters.eq(QUARTER, quarter)));
    }

    /** The tranches of several quarters, those of each the first first. */
    public List<Tranche> of(Collection<String> quarters) {
        return list(tranches.find(Filters.in(QUARTER, quarters)));
    }

    /** The tranches that are begun and not protected yet. */
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
                pinned(document.get(PINNED, Document.class)),
                document.getString("command"),
                document.getDate("begunAt").toInstant(),
                frozen(document.get(FROZEN, Document.class)));
    }

    private static @Nullable Pinned pinned(@Nullable Document noted) {
        return noted == null ? null : new Pinned(noted.getString(DIGEST), noted.getInteger("parts"));
    }

    private static @Nullable Frozen frozen(@Nullable Document result) {
        return result == null
                ? null
                : new Frozen(
                        result.getString(DIGEST),
                        result.getInteger("chunks"),
                        result.getBoolean("synthetic"),
                        new StatedErrors(result.getInteger("largestError"), result.getInteger("meanErrorTenths")),
                        result.getInteger("crossed"),
                        result.getDate("at").toInstant());
    }
}
