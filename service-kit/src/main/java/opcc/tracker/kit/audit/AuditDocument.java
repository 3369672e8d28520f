package opcc.tracker.kit.audit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import opcc.tracker.kit.audit.AuditRecord.Head;
import org.bson.Document;

/** Records of one stream that follow one another, as a document: when the first and the last were, and of which roots. */
final class AuditDocument {

    private static final AuditEvent NONE = new AuditEvent("", "", "", "", "", Instant.EPOCH, "");

    private AuditDocument() {}

    static Document of(List<AuditRecord> records) {
        AuditRecord first = records.getFirst();
        List<Instant> times =
                records.stream().map(record -> record.event().at()).sorted().toList();
        return new Document("_id", "%s/%012d".formatted(first.stream(), first.sequence()))
                .append("stream", first.stream())
                .append("seq", first.sequence())
                .append("from", Date.from(times.getFirst()))
                .append("until", Date.from(times.getLast()))
                .append(
                        "roots",
                        records.stream()
                                .map(record -> record.event().root())
                                .distinct()
                                .sorted(Comparator.naturalOrder())
                                .toList())
                .append(
                        "anchors",
                        first.anchors().stream()
                                .map(head -> new Document("stream", head.stream())
                                        .append("seq", head.sequence())
                                        .append("hash", head.hash()))
                                .toList())
                .append("previousHash", first.previousHash())
                .append("events", records.stream().map(AuditDocument::event).toList());
    }

    private static Document event(AuditRecord record) {
        AuditEvent event = record.event();
        return new Document("at", Date.from(event.at()))
                .append("subject", event.subject())
                .append("username", event.username())
                .append("call", event.call())
                .append("resource", event.resource())
                .append("result", event.result())
                .append("request", event.requestId())
                .append("hash", record.hash());
    }

    /** The records; each one's previous hash is the stored hash of the one before it. */
    static List<AuditRecord> read(Document document) {
        return read(document, AuditDocument::event);
    }

    private static List<AuditRecord> read(Document document, Function<Document, AuditEvent> event) {
        List<Head> anchors = document.getList("anchors", Document.class).stream()
                .map(head -> new Head(text(head, "stream"), head.getLong("seq"), text(head, "hash")))
                .toList();
        String stream = text(document, "stream");
        long sequence = document.getLong("seq");
        String previousHash = text(document, "previousHash");
        List<AuditRecord> records = new ArrayList<>();
        for (Document each : document.getList("events", Document.class)) {
            String hash = text(each, "hash");
            records.add(new AuditRecord(
                    stream,
                    sequence++,
                    event.apply(each),
                    records.isEmpty() ? anchors : List.of(),
                    previousHash,
                    hash));
            previousHash = hash;
        }
        return records;
    }

    private static AuditEvent event(Document document) {
        return new AuditEvent(
                text(document, "subject"),
                text(document, "username"),
                text(document, "call"),
                text(document, "resource"),
                text(document, "result"),
                document.getDate("at").toInstant(),
                text(document, "request"));
    }

    /** As {@link #read}, but what can't be read is shown in its place as what its hash can't be of. */
    static List<AuditRecord> readOrBroken(Document document) {
        try {
            return read(document, AuditDocument::eventOrNone);
        } catch (RuntimeException e) {
            long sequence = document.get("seq") instanceof Number number ? number.longValue() : 0;
            return List.of(new AuditRecord(
                    String.valueOf(document.get("stream")),
                    sequence,
                    NONE,
                    List.of(),
                    String.valueOf(document.get("previousHash")),
                    "unreadable"));
        }
    }

    private static AuditEvent eventOrNone(Document document) {
        try {
            return event(document);
        } catch (RuntimeException e) {
            return NONE;
        }
    }

    /** A text that must be there. */
    private static String text(Document document, String key) {
        return Objects.requireNonNull(document.getString(key), key);
    }
}
