package opcc.tracker.providers.store;

import com.google.protobuf.Message;
import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import opcc.tracker.kit.idempotency.Command;
import opcc.tracker.kit.paging.Page;
import opcc.tracker.kit.paging.Page.Cut;
import opcc.tracker.kit.store.DuplicateKeys;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * Entries of one kind. The commands that made an entry so are stored with it in the same write, so that a repeated
 * command is known again even if its answer was never remembered.
 */
public abstract sealed class EntryStore<T extends Message> permits ProviderStore, ServiceStore {

    /** A filter that lets nothing through. */
    static final Bson NOTHING = Filters.eq("_id", "");

    private static final String ID = "_id";
    private static final String ETAG = "etag";
    private static final String NAME = "name";
    private static final String CREATED = "createdByCommand";
    private static final String CHANGED = "changedByCommand";

    private final MongoCollection<Document> collection;
    private final T empty;

    EntryStore(MongoCollection<Document> collection, T empty) {
        this.collection = collection;
        this.empty = empty;
    }

    /** The message without any field set. */
    public T empty() {
        return empty;
    }

    /** The name of the entry with this id. */
    public String name(String id) {
        return collection.getNamespace().getCollectionName() + "/" + id;
    }

    /** The entry with this id. */
    public Optional<Entry<T>> find(String id) {
        return Optional.ofNullable(collection.find(Filters.eq(ID, id)).first()).map(this::entry);
    }

    /** A page of the entries that the filter lets through, in the order of their ids. */
    Cut<T> page(Bson filter, Page page) {
        List<Entry<T>> found = collection
                .find(Filters.and(Filters.gt(ID, page.after()), filter))
                .sort(Sorts.ascending(ID))
                .limit(page.size() + 1)
                .map(this::entry)
                .into(new ArrayList<>());
        Cut<Entry<T>> cut = page.cut(found, Entry::id);
        List<T> values = cut.items().stream().map(Entry::value).toList();
        return new Cut<>(values, cut.nextPageToken());
    }

    /** Adds an entry, unless its id is taken. */
    public boolean insert(Entry<T> entry) {
        try {
            collection.insertOne(document(entry));
            return true;
        } catch (MongoException e) {
            if (DuplicateKeys.isDuplicate(e)) {
                return false;
            }
            throw e;
        }
    }

    /** Puts an entry in the place of the one with its id, unless that has another etag by now. */
    public boolean replace(Entry<T> entry, String etag) {
        return collection
                        .replaceOne(Filters.and(Filters.eq(ID, entry.id()), Filters.eq(ETAG, etag)), document(entry))
                        .getMatchedCount()
                == 1;
    }

    private Document document(Entry<T> entry) {
        Document document = MessageDocuments.document(entry.value());
        document.remove(NAME);
        return document.append(ID, entry.id())
                .append(CREATED, document(entry.created()))
                .append(CHANGED, document(entry.changed()));
    }

    @SuppressWarnings("unchecked") // the builder of a T builds a T
    private Entry<T> entry(Document document) {
        String id = document.getString(ID);
        Message.Builder value = empty.newBuilderForType();
        MessageDocuments.read(document, value);
        value.setField(value.getDescriptorForType().findFieldByName(NAME), name(id));
        return new Entry<>(
                id,
                (T) value.build(),
                command(document.get(CREATED, Document.class)),
                command(document.get(CHANGED, Document.class)));
    }

    private static Document document(Command command) {
        return new Document("id", command.id()).append("requestHash", command.requestHash());
    }

    private static Command command(Document document) {
        return new Command(document.getString("id"), document.getString("requestHash"));
    }
}
