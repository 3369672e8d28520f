package opcc.tracker.gateway.replicas;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import java.util.concurrent.TimeUnit;
import org.bson.Document;

/** Has the database forget documents of a collection by itself. */
public final class MongoExpiry {

    /** The field with the time from which on a document may go. */
    public static final String FORGET_AT = "forgetAt";

    private final MongoCollection<Document> collection;
    private volatile boolean indexed;

    public MongoExpiry(MongoCollection<Document> collection) {
        this.collection = collection;
    }

    /** To be called before each write; costs something once. */
    public void ensure() {
        if (!indexed) {
            indexed = true;
            try {
                collection.createIndex(
                        Indexes.ascending(FORGET_AT), new IndexOptions().expireAfter(0L, TimeUnit.SECONDS));
            } catch (MongoException e) {
                indexed = false;
                throw e;
            }
        }
    }
}
