package opcc.tracker.kit.audit;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.InsertManyOptions;
import com.mongodb.client.model.Sorts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import opcc.tracker.kit.audit.AuditRecord.Head;
import org.bson.Document;
import org.bson.conversions.Bson;

/** Audit records in the collection {@code audit}, shard key {@code stream}. */
public final class MongoAuditStore implements AuditStore {

    private final MongoCollection<Document> audit;

    /** Uses {@code database} and makes sure of the indexes. */
    public MongoAuditStore(MongoDatabase database) {
        this.audit = database.getCollection("audit");
        audit.createIndex(Indexes.ascending("stream", "seq"), new IndexOptions().unique(true));
        audit.createIndex(Indexes.ascending("root", "at", "stream", "seq"));
        audit.createIndex(Indexes.ascending("seq"));
    }

    @Override
    public void append(List<AuditRecord> records) {
        audit.insertMany(records.stream().map(MongoAuditStore::write).toList(), new InsertManyOptions().ordered(true));
    }

    @Override
    public List<Head> looseHeads() {
        List<AuditRecord> firsts =
                audit.find(Filters.eq("seq", 1L)).map(MongoAuditStore::read).into(new ArrayList<>());
        Set<Head> anchored = new HashSet<>();
        firsts.forEach(first -> anchored.addAll(first.anchors()));
        List<Head> loose = new ArrayList<>();
        for (AuditRecord first : firsts) {
            Document last = audit.find(Filters.eq("stream", first.stream()))
                    .sort(Sorts.descending("seq"))
                    .limit(1)
                    .first();
            if (last != null && !anchored.contains(read(last).head())) {
                loose.add(read(last).head());
            }
        }
        return loose;
    }

    @Override
    public void each(Consumer<AuditRecord> consumer) {
        audit.find()
                .sort(Sorts.ascending("stream", "seq"))
                .forEach(document -> consumer.accept(readOrBroken(document)));
    }

    /** What can't be read is shown in its place with a hash that it can't have. */
    private static AuditRecord readOrBroken(Document document) {
        try {
            return read(document);
        } catch (RuntimeException e) {
            AuditEvent none = new AuditEvent("", "", "", "", "", Instant.EPOCH, "");
            long sequence = document.get("seq") instanceof Number number ? number.longValue() : 0;
            return new AuditRecord(
                    String.valueOf(document.get("stream")),
                    sequence,
                    none,
                    List.of(),
                    String.valueOf(document.get("previousHash")),
                    "unreadable");
        }
    }

    @Override
    public List<AuditRecord> find(AuditQuery query) {
        List<Bson> filters = new ArrayList<>();
        filters.add(Filters.eq("root", query.root()));
        filters.add(Filters.gte("at", Date.from(query.from())));
        filters.add(Filters.lt("at", Date.from(query.before())));
        if (!query.username().isEmpty()) {
            filters.add(Filters.eq("username", query.username()));
        }
        AuditQuery.Place after = query.after();
        if (after != null) {
            filters.add(after(after));
        }
        return audit.find(Filters.and(filters))
                .sort(Sorts.ascending("at", "stream", "seq"))
                .limit(query.limit() + 1)
                .map(MongoAuditStore::read)
                .into(new ArrayList<>());
    }

    private static Bson after(AuditQuery.Place place) {
        Bson sameTime = Filters.eq("at", Date.from(place.at()));
        return Filters.or(
                Filters.gt("at", Date.from(place.at())),
                Filters.and(sameTime, Filters.gt("stream", place.stream())),
                Filters.and(sameTime, Filters.eq("stream", place.stream()), Filters.gt("seq", place.sequence())));
    }

    private static Document write(AuditRecord record) {
        AuditEvent event = record.event();
        return new Document("stream", record.stream())
                .append("seq", record.sequence())
                .append("at", Date.from(event.at()))
                .append("subject", event.subject())
                .append("username", event.username())
                .append("call", event.call())
                .append("resource", event.resource())
                .append("root", event.root())
                .append("result", event.result())
                .append("request", event.requestId())
                .append(
                        "anchors",
                        record.anchors().stream()
                                .map(head -> new Document("stream", head.stream())
                                        .append("seq", head.sequence())
                                        .append("hash", head.hash()))
                                .toList())
                .append("previousHash", record.previousHash())
                .append("hash", record.hash());
    }

    private static AuditRecord read(Document document) {
        return new AuditRecord(
                text(document, "stream"),
                document.getLong("seq"),
                new AuditEvent(
                        text(document, "subject"),
                        text(document, "username"),
                        text(document, "call"),
                        text(document, "resource"),
                        text(document, "result"),
                        document.getDate("at").toInstant(),
                        text(document, "request")),
                document.getList("anchors", Document.class).stream()
                        .map(head -> new Head(text(head, "stream"), head.getLong("seq"), text(head, "hash")))
                        .toList(),
                text(document, "previousHash"),
                text(document, "hash"));
    }

    /** A text that must be there. */
    private static String text(Document document, String key) {
        return Objects.requireNonNull(document.getString(key), key);
    }
}
