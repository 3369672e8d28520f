package opcc.tracker.outcomes.store;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Updates;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import opcc.tracker.kit.store.DuplicateKeys;
import opcc.tracker.kit.store.StoreIndexes;
import opcc.tracker.outcomes.records.UploadedFile;
import opcc.tracker.outcomes.records.UploadedFile.Progress;
import opcc.tracker.v1.UploadStateEnum.UploadState;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * The collection {@code uploads}; its shard key is {@code _id}. Who works on a running upload holds it until a time; who
 * lost it to another can no longer write to it.
 */
public final class UploadStore {

    private static final String ID = "_id";
    private static final String STATE = "state";
    private static final String CHECKED = "checked";
    private static final String HOLDER = "holder";
    private static final String HELD_UNTIL = "heldUntil";

    private final MongoCollection<Document> uploads;

    /** Uses {@code database} and makes sure of the index. */
    public UploadStore(MongoDatabase database) {
        this.uploads = database.getCollection("uploads");
        StoreIndexes.ensure(uploads, Indexes.ascending(STATE, HELD_UNTIL));
    }

    /**
     * Who works on an upload.
     *
     * @param holder chosen at random for each piece of work
     * @param until when others may take over
     */
    public record Hold(String holder, Instant until) {}

    /** The upload with this id. */
    public Optional<UploadedFile> find(String id) {
        return Optional.ofNullable(uploads.find(Filters.eq(ID, id)).first()).map(UploadStore::upload);
    }

    /**
     * Begins an upload, or begins it anew if it failed or was left behind before all its rows were checked.
     *
     * @return false if there is nothing to begin: it is done, or somebody works on it, or its rows need only be taken in
     */
    public boolean begin(UploadedFile fresh, Hold hold, Instant now) {
        Document document = new Document(ID, fresh.id())
                .append("provider", fresh.provider())
                .append("service", fresh.service());
        fields(fresh, hold).forEach(document::append);
        try {
            uploads.insertOne(document);
            return true;
        } catch (MongoException e) {
            if (!DuplicateKeys.isDuplicate(e)) {
                throw e;
            }
        }
        Bson open = Filters.or(
                Filters.eq(STATE, UploadState.FAILED.name()),
                Filters.and(
                        Filters.eq(STATE, UploadState.RUNNING.name()),
                        Filters.eq(CHECKED, false),
                        Filters.lte(HELD_UNTIL, Date.from(now))));
        return update(Filters.and(Filters.eq(ID, fresh.id()), open), fields(fresh, hold));
    }

    /** Takes over an upload that is running and held by nobody any longer. */
    public boolean takeOver(String id, Hold hold, Instant now) {
        return update(
                Filters.and(
                        Filters.eq(ID, id),
                        Filters.eq(STATE, UploadState.RUNNING.name()),
                        Filters.lte(HELD_UNTIL, Date.from(now))),
                fields(hold));
    }

    /** Notes how far an upload came, unless another holds it by now. */
    public boolean note(String id, Progress progress, Hold hold) {
        Document fields = fields(progress);
        fields(hold).forEach(fields::append);
        return update(Filters.and(Filters.eq(ID, id), Filters.eq(HOLDER, hold.holder())), fields);
    }

    /** Uploads that are running and held by nobody any longer. */
    public List<UploadedFile> abandoned(Instant now) {
        return uploads.find(Filters.and(
                        Filters.eq(STATE, UploadState.RUNNING.name()), Filters.lte(HELD_UNTIL, Date.from(now))))
                .map(UploadStore::upload)
                .into(new ArrayList<>());
    }

    private boolean update(Bson filter, Document fields) {
        List<Bson> updates = new ArrayList<>();
        fields.forEach((name, value) -> updates.add(Updates.set(name, value)));
        return uploads.updateOne(filter, Updates.combine(updates)).getMatchedCount() == 1;
    }

    private static Document fields(UploadedFile upload, Hold hold) {
        Document fields = fields(upload.progress())
                .append("allOrNothing", upload.allOrNothing())
                .append("createdAt", Date.from(upload.createdAt()));
        fields(hold).forEach(fields::append);
        return fields;
    }

    private static Document fields(Hold hold) {
        return new Document(HOLDER, hold.holder()).append(HELD_UNTIL, Date.from(hold.until()));
    }

    private static Document fields(Progress progress) {
        Instant finishedAt = progress.finishedAt();
        return new Document(STATE, progress.state().name())
                .append(CHECKED, progress.checked())
                .append("total", progress.total())
                .append("read", progress.read())
                .append("taken", progress.taken())
                .append("refused", progress.refused())
                .append("message", progress.message())
                .append("finishedAt", finishedAt == null ? null : Date.from(finishedAt));
    }

    private static UploadedFile upload(Document document) {
        Date finishedAt = document.getDate("finishedAt");
        return new UploadedFile(
                document.getString(ID),
                document.getString("provider"),
                document.getString("service"),
                document.getBoolean("allOrNothing"),
                document.getDate("createdAt").toInstant(),
                new Progress(
                        UploadState.valueOf(document.getString(STATE)),
                        document.getBoolean(CHECKED),
                        document.getInteger("total"),
                        document.getInteger("read"),
                        document.getInteger("taken"),
                        document.getInteger("refused"),
                        document.getString("message"),
                        finishedAt == null ? null : finishedAt.toInstant()));
    }
}
