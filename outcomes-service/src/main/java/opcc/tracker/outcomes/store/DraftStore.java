package opcc.tracker.outcomes.store;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import opcc.tracker.kit.access.Visibility;
import opcc.tracker.kit.idempotency.Command;
import opcc.tracker.kit.paging.Page;
import opcc.tracker.kit.store.DuplicateKeys;
import opcc.tracker.kit.store.StoreIndexes;
import opcc.tracker.outcomes.releases.Draft;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.springframework.stereotype.Component;

/** Drafts of releases in the collection {@code releases}, inserted and never changed; the shard key is {@code _id}, the id. */
@Component
public final class DraftStore {

    private static final String ID = "_id";
    private static final String AREA = "area";
    private static final String COMMAND_ID = "createdBy.id";

    private final MongoCollection<Document> drafts;

    /** Uses {@code database} and makes sure of the index. */
    public DraftStore(MongoDatabase database) {
        this.drafts = database.getCollection("releases");
        StoreIndexes.ensure(drafts, Indexes.ascending(COMMAND_ID));
    }

    /** The draft with this id. */
    public Optional<Draft> find(String id) {
        return first(Filters.eq(ID, id));
    }

    /** The draft that the command with this id made. */
    public Optional<Draft> findByCommand(String commandId) {
        return first(Filters.eq(COMMAND_ID, commandId));
    }

    /** Adds a draft, unless its id is taken. */
    public boolean insert(Draft draft) {
        try {
            drafts.insertOne(write(draft));
            return true;
        } catch (MongoException e) {
            if (DuplicateKeys.isDuplicate(e)) {
                return false;
            }
            throw e;
        }
    }

    /** A page of drafts that {@code visibility} shows or that are published, of one area if that is not empty. */
    public Page.Cut<Draft> list(Page page, String area, Visibility visibility, Collection<String> published) {
        List<Bson> filters = new ArrayList<>(List.of(Filters.gt(ID, page.after())));
        if (!area.isEmpty()) {
            filters.add(Filters.eq(AREA, area));
        }
        if (!visibility.everything()) {
            filters.add(Filters.or(Filters.in(AREA, visibility.areas()), Filters.in(ID, published)));
        }
        List<Draft> found = drafts.find(Filters.and(filters))
                .sort(Sorts.ascending(ID))
                .limit(page.size() + 1)
                .map(DraftStore::read)
                .into(new ArrayList<>());
        return page.cut(found, Draft::id);
    }

    private Optional<Draft> first(Bson filter) {
        return Optional.ofNullable(drafts.find(filter).first()).map(DraftStore::read);
    }

    static Document write(Draft draft) {
        return new Document(ID, draft.id())
                .append("title", draft.title())
                .append("quarters", draft.quarters())
                .append(AREA, draft.area())
                .append("dimensions", draft.dimensions())
                .append("author", draft.author())
                .append("createdAt", Date.from(draft.createdAt()))
                .append(
                        "createdBy",
                        new Document("id", draft.createdBy().id())
                                .append("requestHash", draft.createdBy().requestHash()));
    }

    static Draft read(Document document) {
        Document createdBy = document.get("createdBy", Document.class);
        return new Draft(
                document.getString(ID),
                document.getString("title"),
                document.getList("quarters", String.class),
                document.getString(AREA),
                document.getList("dimensions", String.class),
                document.getString("author"),
                document.getDate("createdAt").toInstant(),
                new Command(createdBy.getString("id"), createdBy.getString("requestHash")));
    }
}
