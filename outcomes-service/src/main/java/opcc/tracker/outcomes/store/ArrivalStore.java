package opcc.tracker.outcomes.store;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.InsertManyOptions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import opcc.tracker.kit.store.DuplicateKeys;
import opcc.tracker.kit.store.StoreIndexes;
import opcc.tracker.outcomes.records.Arrival;
import opcc.tracker.outcomes.records.Batch;
import org.bson.Document;

/**
 * Which batches a quarter has, in the collection {@code arrivals}: a small document for each batch and quarter, so that they
 * are found without reading the batches. The shard key is {@code _id}, such as {@code 2026-27 Q1/3f5c...}: quarter and id of
 * the batch, which is a digest in hexadecimal digits.
 */
final class ArrivalStore {

    private static final String ID = "_id";
    private static final String QUARTER = "quarter";
    private static final String BATCH = "batch";
    private static final String PROVIDER = "provider";
    private static final String RECEIVED_AT = "receivedAt";
    private static final String DIGITS = "0123456789abcdef";

    private static final int PAGE = 2_000;

    private final MongoCollection<Document> arrivals;
    private final int page;

    /** Uses {@code database} and makes sure of the index. */
    ArrivalStore(MongoDatabase database) {
        this(database, PAGE);
    }

    /** The same with pages of another size. */
    ArrivalStore(MongoDatabase database, int page) {
        this.arrivals = database.getCollection("arrivals");
        this.page = page;
        StoreIndexes.ensure(arrivals, Indexes.ascending(QUARTER));
    }

    /** Notes that stored batches are there, each unless that is noted. */
    void note(List<Batch> some) {
        List<Document> notes = some.stream().flatMap(ArrivalStore::notes).toList();
        if (notes.isEmpty()) {
            return;
        }
        try {
            arrivals.insertMany(notes, new InsertManyOptions().ordered(false));
        } catch (MongoBulkWriteException e) {
            var _ = DuplicateKeys.places(e);
        }
    }

    private static Stream<Document> notes(Batch batch) {
        String id = batch.command().id();
        return batch.quarters().stream()
                .map(quarter -> new Document(ID, id(quarter, id))
                        .append(QUARTER, quarter)
                        .append(BATCH, id)
                        .append(PROVIDER, batch.provider())
                        .append(RECEIVED_AT, Date.from(batch.receivedAt())));
    }

    /** These quarters do not have the batch any more. */
    void forget(String batch, Collection<String> quarters) {
        quarters.forEach(quarter -> arrivals.deleteOne(Filters.eq(ID, id(quarter, batch))));
    }

    /** The batches of a quarter, those first that came first. */
    List<Arrival> of(String quarter) {
        List<Arrival> found = new ArrayList<>();
        for (char digit : DIGITS.toCharArray()) {
            collect(quarter, "" + digit, found);
        }
        found.sort(Arrival.IN_ORDER);
        return found;
    }

    /**
     * Those whose ids begin so; if they are more than a page, sixteen parts of them. The beginning of an {@code _id} is a range
     * of its index on every server; the embedded one knows no other ranges.
     */
    private void collect(String quarter, String beginning, List<Arrival> found) {
        List<Document> some = arrivals.find(Filters.regex(ID, "^" + id(quarter, beginning)))
                .limit(page + 1)
                .batchSize(page + 1)
                .into(new ArrayList<>());
        if (some.size() <= page) {
            some.forEach(each -> found.add(arrival(each)));
            return;
        }
        for (char digit : DIGITS.toCharArray()) {
            collect(quarter, beginning + digit, found);
        }
    }

    /** The quarters that have batches, oldest first. */
    List<String> quarters() {
        return List.copyOf(arrivals.distinct(QUARTER, String.class).into(new TreeSet<>()));
    }

    static Document document(Arrival arrival) {
        return new Document(BATCH, arrival.batch())
                .append(PROVIDER, arrival.provider())
                .append(RECEIVED_AT, Date.from(arrival.receivedAt()));
    }

    static Arrival arrival(Document document) {
        return new Arrival(
                document.getString(BATCH),
                document.getString(PROVIDER),
                document.getDate(RECEIVED_AT).toInstant());
    }

    private static String id(String quarter, String batch) {
        return quarter + "/" + batch;
    }
}
