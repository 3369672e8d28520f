package opcc.tracker.outcomes.store;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.Sorts;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    private static final String FAULTS = "faults";

    private final MongoCollection<Document> faults;

    /** Uses {@code database} and makes sure of the index. */
    public FaultStore(MongoDatabase database) {
        this.faults = database.getCollection("uploadFaults");
        StoreIndexes.ensure(faults, Indexes.ascending(UPLOAD, ID));
    }

    /** Adds a part of an upload's faults. */
    public void put(String upload, int part, List<Fault> found) {
        put("%s/%06d".formatted(upload, part), upload, found);
    }

    /** Adds what is found wrong with rows, one each, when the staged batch of this index is taken in, in the place of what was. */
    public void putLate(String upload, int index, List<Fault> found) {
        put("%s%06d".formatted(late(upload), index), upload, found);
    }

    /** With how many rows something was found wrong when they were taken in, by index of the staged batch. */
    public Map<Integer, Integer> lateRows(String upload) {
        Map<Integer, Integer> rows = new HashMap<>();
        String late = late(upload);
        faults.find(Filters.regex(ID, "^" + late))
                .forEach(part -> rows.put(
                        Integer.parseInt(part.getString(ID).substring(late.length())),
                        part.getList(FAULTS, Document.class).size()));
        return rows;
    }

    private static String late(String upload) {
        return upload + "/late/";
    }

    private void put(String id, String upload, List<Fault> found) {
        Document document = new Document(ID, id)
                .append(UPLOAD, upload)
                .append(
                        FAULTS,
                        found.stream()
                                .map(fault -> new Document("row", fault.row())
                                        .append("column", fault.column())
                                        .append("reason", fault.reason()))
                                .toList());
        faults.replaceOne(Filters.eq(ID, id), document, new ReplaceOptions().upsert(true));
    }

    /** Gives all faults of an upload to {@code reader}, in the order of the rows; then the late ones. */
    public void read(String upload, Consumer<Fault> reader) {
        faults.find(Filters.eq(UPLOAD, upload))
                .sort(Sorts.ascending(ID))
                .forEach(part -> part.getList(FAULTS, Document.class)
                        .forEach(fault -> reader.accept(new Fault(
                                fault.getInteger("row"), fault.getString("column"), fault.getString("reason")))));
    }

    /** Takes all faults of an upload away. */
    public void clear(String upload) {
        faults.deleteMany(Filters.eq(UPLOAD, upload));
    }
}
