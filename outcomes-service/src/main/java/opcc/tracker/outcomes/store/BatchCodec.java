package opcc.tracker.outcomes.store;

import opcc.tracker.outcomes.records.Batch;
import opcc.tracker.outcomes.records.OutcomeRecord;
import org.bson.BsonReader;
import org.bson.BsonWriter;
import org.bson.Document;
import org.bson.codecs.Codec;
import org.bson.codecs.DecoderContext;
import org.bson.codecs.DocumentCodec;
import org.bson.codecs.EncoderContext;

/**
 * Writes a batch as it is stored, field by field and without documents in between, which would take several times as long:
 * codes by name, the time as a date, and the quarters of its records to find it by.
 */
final class BatchCodec implements Codec<Batch> {

    private static final DocumentCodec DOCUMENTS = new DocumentCodec();

    @Override
    public Class<Batch> getEncoderClass() {
        return Batch.class;
    }

    @Override
    public void encode(BsonWriter writer, Batch batch, EncoderContext context) {
        writer.writeStartDocument();
        writer.writeString("_id", batch.command().id());
        writer.writeString("requestHash", batch.command().requestHash());
        writer.writeString("provider", batch.provider());
        writer.writeDateTime("receivedAt", batch.receivedAt().toEpochMilli());
        writer.writeStartArray("quarters");
        batch.quarters().forEach(writer::writeString);
        writer.writeEndArray();
        writer.writeStartArray("records");
        batch.records().forEach(record -> write(writer, record));
        writer.writeEndArray();
        writer.writeEndDocument();
    }

    private static void write(BsonWriter writer, OutcomeRecord record) {
        writer.writeStartDocument();
        writer.writeString("service", record.service());
        writer.writeString("pseudonym", record.pseudonym());
        writer.writeString("quarter", record.quarter());
        writer.writeString("area", record.area());
        writer.writeBoolean("synthetic", record.synthetic());
        ProfileDocument.write(writer, record.profile());
        writer.writeEndDocument();
    }

    @Override
    public Batch decode(BsonReader reader, DecoderContext context) {
        Document document = DOCUMENTS.decode(reader, context);
        return BatchDocument.batch(document);
    }
}
