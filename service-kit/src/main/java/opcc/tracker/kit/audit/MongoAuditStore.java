package opcc.tracker.kit.audit;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import opcc.tracker.kit.audit.AuditRecord.Head;
import opcc.tracker.kit.store.StoreIndexes;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * Audit records in the collection {@code audit}: those that were appended together are one document, so that they are there
 * all or none, with their place as its {@code _id}, which is also the shard key.
 */
public final class MongoAuditStore implements AuditStore {

    private static final Comparator<AuditRecord> BY_TIME = Comparator.comparing(
                    (AuditRecord record) -> record.event().at())
            .thenComparing(AuditRecord::stream)
            .thenComparing(AuditRecord::sequence);

    private final MongoCollection<Document> audit;

    /** Uses {@code database} and makes sure of the indexes. */
    public MongoAuditStore(MongoDatabase database) {
        this.audit = database.getCollection("audit");
        StoreIndexes.ensure(audit, Indexes.ascending("roots", "from"));
        StoreIndexes.ensure(audit, Indexes.ascending("stream", "seq"));
        StoreIndexes.ensure(audit, Indexes.ascending("seq"));
    }

    @Override
    public void append(List<AuditRecord> records) {
        audit.insertOne(AuditDocument.of(records));
    }

    @Override
    public List<Head> looseHeads() {
        List<AuditRecord> firsts = new ArrayList<>();
        audit.find(Filters.eq("seq", 1L))
                .forEach(document -> firsts.add(AuditDocument.read(document).getFirst()));
        Set<Head> anchored = new HashSet<>();
        firsts.forEach(first -> anchored.addAll(first.anchors()));
        List<Head> loose = new ArrayList<>();
        for (AuditRecord first : firsts) {
            Document last = audit.find(Filters.eq("stream", first.stream()))
                    .sort(Sorts.descending("seq"))
                    .limit(1)
                    .first();
            Head head = last == null
                    ? first.head()
                    : AuditDocument.read(last).getLast().head();
            if (!anchored.contains(head)) {
                loose.add(head);
            }
        }
        return loose;
    }

    @Override
    public void each(Consumer<AuditRecord> consumer) {
        audit.find()
                .sort(Sorts.ascending("stream", "seq"))
                .forEach(document -> AuditDocument.readOrBroken(document).forEach(consumer));
    }

    /** Documents of several streams overlap in time: what may still come before a record is waited for. */
    @Override
    public List<AuditRecord> find(AuditQuery query) {
        List<AuditRecord> found = new ArrayList<>();
        for (Document document : audit.find(holding(query)).sort(Sorts.ascending("from"))) {
            if (found.size() > query.limit()) {
                found.sort(BY_TIME);
                Instant last = found.get(query.limit()).event().at();
                if (document.getDate("from").toInstant().isAfter(last)) {
                    break;
                }
                found.subList(query.limit() + 1, found.size()).clear();
            }
            AuditDocument.read(document).stream().filter(query::asksFor).forEach(found::add);
        }
        found.sort(BY_TIME);
        return found.stream().limit(query.limit() + 1L).toList();
    }

    private static Bson holding(AuditQuery query) {
        AuditQuery.Place after = query.after();
        return Filters.and(
                Filters.eq("roots", query.root()),
                Filters.lt("from", Date.from(query.before())),
                Filters.gte("until", Date.from(after == null ? query.from() : after.at())));
    }
}
