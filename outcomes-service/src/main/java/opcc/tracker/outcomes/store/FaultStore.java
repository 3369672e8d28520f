package opcc.tracker.outcomes.store;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.Sorts;
import java.util.List;
import java.util.function.Consumer;
import opcc.tracker.kit.store.StoreIndexes;
import opcc.tracker.outcomes.records.Fault;
import org.bson.Document;

/**
 * The collection {@code uploadFaults}: why rows of files were refused, in parts of some hundred rows. The shard key is
 * {@code _id}, which begins with the upload's id.
 */
public final class FaultStore {

    private static final String ID = "_id";
    private static final String UPLOAD = "upload";

    private final MongoCollection<Document> faults;

    /** Uses {@code database} and makes sure of the index. */
    public FaultStore(MongoDatabase database) {
        this.faults = database.getCollection("uploadFaults");
        StoreIndexes.ensure(faults, Indexes.ascending(UPLOAD, ID));
    }

    /** Adds a part of an upload's faults. */
    public void put(String upload, int part, List<Fault> found) {
        String id = "%s/%06d".formatted(upload, part);
        Document document = new Document(ID, id)
                .append(UPLOAD, upload)
                .append(
                        "faults",
                        found.stream()
                                .map(fault -> new Document("row", fault.row())
                                        .append("column", fault.column())
                                        .append("reason", fault.reason()))
                                .toList());
        faults.replaceOne(Filters.eq(ID, id), document, new ReplaceOptions().upsert(true));
    }

    /** Gives all faults of an upload to {@code reader}, in the order of the rows. */
    public void read(String upload, Consumer<Fault> reader) {
        faults.find(Filters.eq(UPLOAD, upload))
                .sort(Sorts.ascending(ID))
                .forEach(part -> part.getList("faults", Document.class)
                        .forEach(fault -> reader.accept(new Fault(
                                fault.getInteger("row"), fault.getString("column"), fault.getString("reason")))));
    }

    /** Takes all faults of an upload away. */
    public void clear(String upload) {
        faults.deleteMany(Filters.eq(UPLOAD, upload));
    }
}
