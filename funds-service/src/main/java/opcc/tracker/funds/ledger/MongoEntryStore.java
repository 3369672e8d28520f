package opcc.tracker.funds.ledger;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.InsertManyOptions;
import com.mongodb.client.model.Sorts;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import opcc.tracker.kit.store.StoreIndexes;
import opcc.tracker.v1.EntryKindEnum.EntryKind;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * Entries in the collection {@code entries}, shard key {@code fund}. The unique index on fund and sequence is what makes
 * an overdraft impossible: of two entries for the same place only one is ever stored.
 */
public final class MongoEntryStore implements EntryStore {

    /** How many places are looked at one by one before the rest is read as a range. */
    private static final int FEW = 32;

    private final MongoCollection<Document> entries;

    /** Uses {@code database} and makes sure of the indexes. */
    public MongoEntryStore(MongoDatabase database) {
        this.entries = database.getCollection("entries");
        StoreIndexes.ensureUnique(entries, Indexes.ascending("fund", "seq"));
        StoreIndexes.ensure(entries, Indexes.ascending("fund", "draw", "seq"));
    }

    @Override
    public int append(List<Entry> batch) {
        try {
            entries.insertMany(batch.stream().map(EntryDocument::of).toList(), new InsertManyOptions().ordered(true));
            return batch.size();
        } catch (MongoBulkWriteException e) {
            if (e.getWriteConcernError() == null
                    && e.getWriteErrors().size() == 1
                    && e.getWriteErrors().getFirst().getCategory() == ErrorCategory.DUPLICATE_KEY) {
                return e.getWriteErrors().getFirst().getIndex();
            }
            throw e;
        }
    }

    @Override
    public List<Entry> after(String fund, long sequence, int limit) {
        return find(Filters.and(Filters.eq("fund", fund), Filters.gt("seq", sequence)), limit);
    }

    /** By {@code _id}, since the embedded server has no index that serves a range: there {@link #after} reads all. */
    @Override
    public List<Entry> next(String fund, long sequence, int limit) {
        int few = Math.min(FEW, limit);
        List<String> places = LongStream.rangeClosed(sequence + 1, sequence + few)
                .mapToObj(place -> EntryDocument.id(fund, place))
                .toList();
        List<Entry> found = find(few == 1 ? Filters.eq("_id", places.getFirst()) : Filters.in("_id", places), limit);
        return found.size() == few && few < limit ? after(fund, sequence, limit) : found;
    }

    @Override
    public void each(String fund, Consumer<Entry> consumer) {
        entries.find(Filters.eq("fund", fund))
                .sort(Sorts.ascending("fund", "seq"))
                .forEach(document -> consumer.accept(read(document)));
    }

    private static Entry read(Document document) {
        try {
            return EntryDocument.read(document);
        } catch (RuntimeException e) {
            throw new UnreadableEntry("funds/" + document.get("fund") + "/entries/" + document.get("seq"), e);
        }
    }

    @Override
    public List<Entry> ofDraw(String fund, String draw, long lastSequence) {
        return find(
                Filters.and(Filters.eq("fund", fund), Filters.eq("draw", draw), Filters.lte("seq", lastSequence)), 0);
    }

    @Override
    public List<Entry> allocationsAfter(String fund, long sequence, int limit) {
        return find(
                Filters.and(
                        Filters.eq("fund", fund),
                        Filters.eq("draw", ""),
                        Filters.eq("kind", EntryKind.ALLOCATED.name()),
                        Filters.gt("seq", sequence)),
                limit);
    }

    private List<Entry> find(Bson filter, int limit) {
        return entries.find(filter)
                .sort(Sorts.ascending("seq"))
                .limit(limit)
                .map(EntryDocument::read)
                .into(new ArrayList<>());
    }
}
