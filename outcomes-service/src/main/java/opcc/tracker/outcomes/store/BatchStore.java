package opcc.tracker.outcomes.store;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import opcc.tracker.kit.store.DuplicateKeys;
import opcc.tracker.kit.store.StoreIndexes;
import opcc.tracker.outcomes.records.Batch;
import opcc.tracker.outcomes.records.OutcomeRecord;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * The collection and indexes of outcomes-service. A batch is one document with its records in it, so that a crash leaves
 * all of it or nothing; a thousand records take some 400 kB of the 16 MB that a document may have. The shard key is
 * {@code _id}, the id of the batch's command, which is also the only unique index. Writes are acknowledged by a majority,
 * see {@link opcc.tracker.kit.store.MongoConnection}.
 */
public final class BatchStore {

    private static final String ID = "_id";
    private static final String QUARTERS = "quarters";
    private static final String RECEIVED_AT = "receivedAt";

    /** Of half a megabyte each: the embedded server sends as many at once as it is asked for, and 48 MB are the most. */
    private static final int READ_TOGETHER = 16;

    private final MongoCollection<Document> batches;

    /** Uses {@code database} and makes sure of the index. */
    public BatchStore(MongoDatabase database) {
        this.batches = database.getCollection("batches");
        StoreIndexes.ensure(batches, Indexes.ascending(QUARTERS, RECEIVED_AT, ID));
    }

    /** The batch of the command with this id. */
    public Optional<Batch> find(String commandId) {
        return Optional.ofNullable(batches.find(Filters.eq(ID, commandId)).first())
                .map(BatchDocument::batch);
    }

    /** Adds a batch, unless its command has stored one. */
    public boolean insert(Batch batch) {
        try {
            batches.insertOne(BatchDocument.of(batch));
            return true;
        } catch (MongoException e) {
            if (DuplicateKeys.isDuplicate(e)) {
                return false;
            }
            throw e;
        }
    }

    /** The ids of the batches that hold records of a quarter, those first that came first. */
    public List<String> ids(String quarter) {
        return batches.find(Filters.eq(QUARTERS, quarter))
                .sort(Sorts.ascending(RECEIVED_AT, ID))
                .projection(Projections.include(ID))
                .map(batch -> batch.getString(ID))
                .into(new ArrayList<>());
    }

    /** The quarters that records were reported for, oldest first. */
    public List<String> quarters() {
        return List.copyOf(batches.distinct(QUARTERS, String.class).into(new TreeSet<>()));
    }

    /** Gives the records that these batches hold of a quarter to {@code reader}, those first that were reported first. */
    public void read(String quarter, Collection<String> ids, Consumer<OutcomeRecord> reader) {
        read(quarter, Filters.in(ID, ids), reader);
    }

    /** As {@link #read}, of one provider's batches. */
    public void readOf(String provider, String quarter, Collection<String> ids, Consumer<OutcomeRecord> reader) {
        read(quarter, Filters.and(Filters.eq("provider", provider), Filters.in(ID, ids)), reader);
    }

    /** As {@link #read}, of all batches but these. */
    public void readAllBut(String quarter, Collection<String> ids, Consumer<OutcomeRecord> reader) {
        read(quarter, Filters.nin(ID, ids), reader);
    }

    private void read(String quarter, Bson filter, Consumer<OutcomeRecord> reader) {
        batches.find(Filters.and(Filters.eq(QUARTERS, quarter), filter))
                .sort(Sorts.ascending(RECEIVED_AT, ID))
                .batchSize(READ_TOGETHER)
                .forEach(document -> BatchDocument.batch(document).records().stream()
                        .filter(record -> record.quarter().equals(quarter))
                        .forEach(reader));
    }
}
