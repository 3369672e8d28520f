package opcc.tracker.outcomes.store;

import java.util.Date;
import opcc.tracker.kit.idempotency.Command;
import opcc.tracker.outcomes.records.Batch;
import opcc.tracker.outcomes.records.OutcomeRecord;
import org.bson.Document;

/** A batch as a document: codes by name, the time as a date, and the quarters of its records to find it by. */
final class BatchDocument {

    private BatchDocument() {}

    static Document of(Batch batch) {
        return new Document("_id", batch.command().id())
                .append("requestHash", batch.command().requestHash())
                .append("provider", batch.provider())
                .append("receivedAt", Date.from(batch.receivedAt()))
                .append(
                        "quarters",
                        batch.records().stream()
                                .map(OutcomeRecord::quarter)
                                .distinct()
                                .sorted()
                                .toList())
                .append(
                        "records",
                        batch.records().stream().map(BatchDocument::of).toList());
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

    private static Document of(OutcomeRecord record) {
        return ProfileDocument.append(
                new Document("service", record.service())
                        .append("pseudonym", record.pseudonym())
                        .append("quarter", record.quarter())
                        .append("area", record.area())
                        .append("synthetic", record.synthetic()),
                record.profile());
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
