package opcc.tracker.outcomes.store;

import opcc.tracker.kit.idempotency.Command;
import opcc.tracker.outcomes.records.Batch;
import opcc.tracker.outcomes.records.OutcomeRecord;
import org.bson.BsonDocument;
import org.bson.BsonDocumentWriter;
import org.bson.Document;
import org.bson.codecs.EncoderContext;

/** A batch as a document, see {@link BatchCodec}. */
final class BatchDocument {

    private static final BatchCodec CODEC = new BatchCodec();

    private BatchDocument() {}

    /** As {@link BatchCodec} writes it, to be put into another document. */
    static BsonDocument of(Batch batch) {
        BsonDocument document = new BsonDocument();
        CODEC.encode(
                new BsonDocumentWriter(document),
                batch,
                EncoderContext.builder().build());
        return document;
    }

    static Batch batch(Document document) {
        return new Batch(
                new Command(document.getString("_id"), document.getString("requestHash")),
                document.getString("provider"),
                document.getDate("receivedAt").toInstant(),
                document.getList("records", Document.class).stream()
                        .map(BatchDocument::record)
                        .toList());
    }

    private static OutcomeRecord record(Document document) {
        return new OutcomeRecord(
                document.getString("service"),
                document.getString("pseudonym"),
                document.getString("quarter"),
                document.getString("area"),
                ProfileDocument.read(document),
                document.getBoolean("synthetic"));
    }
}
