package opcc.tracker.outcomes.store;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.util.Date;
import java.util.Objects;
import opcc.tracker.kit.store.DuplicateKeys;
import opcc.tracker.outcomes.retention.Erasure;
import org.bson.Document;
import org.springframework.stereotype.Component;

/** The log of erasures in the collection {@code erasures}; the shard key is {@code _id}, the command's id. */
@Component
public final class ErasureStore {

    private static final String ID = "_id";
    private static final String DONE = "done";

    private final MongoCollection<Document> entries;

    /** Uses {@code database}. */
    public ErasureStore(MongoDatabase database) {
        this.entries = database.getCollection("erasures");
    }

    /** Adds an entry, or finds the one that the same command has added before. */
    public Erasure begin(Erasure erasure) {
        Document entry = new Document(ID, erasure.id())
                .append("provider", erasure.provider())
                .append("author", erasure.author())
                .append("begunAt", Date.from(erasure.begunAt()))
                .append("salt", erasure.salt())
                .append("check", erasure.check())
                .append(DONE, false);
        try {
            entries.insertOne(entry);
            return erasure;
        } catch (MongoException e) {
            if (!DuplicateKeys.isDuplicate(e)) {
                throw e;
            }
            return read(Objects.requireNonNull(
                    entries.find(Filters.eq(ID, erasure.id())).first()));
        }
    }

    /** Whether everything that the erasure found is gone. */
    public boolean isDone(String id) {
        return entries.countDocuments(Filters.and(Filters.eq(ID, id), Filters.eq(DONE, true))) > 0;
    }

    /** Notes that everything that the erasure found is gone. */
    public void done(String id) {
        entries.updateOne(Filters.eq(ID, id), Updates.set(DONE, true));
    }

    private static Erasure read(Document entry) {
        return new Erasure(
                entry.getString(ID),
                entry.getString("provider"),
                entry.getString("author"),
                entry.getDate("begunAt").toInstant(),
                entry.getString("salt"),
                entry.getString("check"));
    }
}
