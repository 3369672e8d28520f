package opcc.tracker.outcomes.store;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.Sorts;
import java.util.List;
import java.util.Optional;
import opcc.tracker.kit.store.StoreIndexes;
import opcc.tracker.outcomes.records.Batch;
import org.bson.Document;

/**
 * The collection {@code staged}: batches of files whose rows are checked and pseudonymised, until they are taken in. No table
 * reads them. The shard key is {@code _id}, which begins with the upload's id.
 */
public final class StagedStore {

    private static final String ID = "_id";
    private static final String UPLOAD = "upload";

    private final MongoCollection<Document> staged;

    /** Uses {@code database} and makes sure of the index. */
    public StagedStore(MongoDatabase database) {
        this.staged = database.getCollection("staged");
        StoreIndexes.ensure(staged, Indexes.ascending(UPLOAD, ID));
    }

    /**
     * A batch that waits.
     *
     * @param index its place among its upload's batches, from 0 on
     * @param before how many records the batches before it hold
     * @param lines of the file, one for each record
     * @param batch as it is to be stored
     */
    public record Staged(int index, int before, List<Integer> lines, Batch batch) {

        /** Copies the list. */
        public Staged {
            lines = List.copyOf(lines);
        }
    }

    /** Adds a batch of an upload, or puts it in the place of the one that has its index. */
    public void put(String upload, Staged waiting) {
        String id = id(upload, waiting.index());
        Document document = new Document(ID, id)
                .append(UPLOAD, upload)
                .append("index", waiting.index())
                .append("before", waiting.before())
                .append("lines", waiting.lines())
                .append("batch", BatchDocument.of(waiting.batch()));
        staged.replaceOne(Filters.eq(ID, id), document, new ReplaceOptions().upsert(true));
    }

    /** The first batch of an upload that waits. */
    public Optional<Staged> first(String upload) {
        return Optional.ofNullable(staged.find(Filters.eq(UPLOAD, upload))
                        .sort(Sorts.ascending(ID))
                        .first())
                .map(document -> new Staged(
                        document.getInteger("index"),
                        document.getInteger("before"),
                        document.getList("lines", Integer.class),
                        BatchDocument.batch(document.get("batch", Document.class))));
    }

    /** Takes a batch of an upload away. */
    public void remove(String upload, int index) {
        staged.deleteOne(Filters.eq(ID, id(upload, index)));
    }

    /** Takes all batches of an upload away. */
    public void clear(String upload) {
        staged.deleteMany(Filters.eq(UPLOAD, upload));
    }

    private static String id(String upload, int index) {
        return "%s/%06d".formatted(upload, index);
    }
}
