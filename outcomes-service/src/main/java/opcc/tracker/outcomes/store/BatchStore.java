package opcc.tracker.outcomes.store;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import java.util.Optional;
import java.util.function.Consumer;
import opcc.tracker.kit.store.DuplicateKeys;
import opcc.tracker.outcomes.records.Batch;
import opcc.tracker.outcomes.records.OutcomeRecord;
import org.bson.Document;

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

    private final MongoCollection<Document> batches;

    /** Uses {@code database} and makes sure of the index. */
    public BatchStore(MongoDatabase database) {
        this.batches = database.getCollection("batches");
        batches.createIndex(Indexes.ascending(QUARTERS, RECEIVED_AT, ID));
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

    /** Gives all the records of a quarter to {@code reader}, those first that were reported first. */
    public void read(String quarter, Consumer<OutcomeRecord> reader) {
        batches.find(Filters.eq(QUARTERS, quarter))
                .sort(Sorts.ascending(RECEIVED_AT, ID))
                .forEach(document -> BatchDocument.batch(document).records().stream()
                        .filter(record -> record.quarter().equals(quarter))
                        .forEach(reader));
    }
}
