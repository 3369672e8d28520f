package opcc.tracker.outcomes.store;

import java.util.Date;
import java.util.List;
import java.util.stream.Collectors;
import opcc.tracker.kit.idempotency.Command;
import opcc.tracker.outcomes.records.Batch;
import opcc.tracker.outcomes.records.OutcomeRecord;
import opcc.tracker.v1.AgeBandEnum.AgeBand;
import opcc.tracker.v1.EngagementEnum.Engagement;
import opcc.tracker.v1.ExploitationTypeEnum.ExploitationType;
import opcc.tracker.v1.NrmStageEnum.NrmStage;
import opcc.tracker.v1.SexEnum.Sex;
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
        return new Document("service", record.service())
                .append("pseudonym", record.pseudonym())
                .append("quarter", record.quarter())
                .append("area", record.area())
                .append("nrmStage", record.nrmStage().name())
                .append(
                        "exploitationTypes",
                        record.exploitationTypes().stream()
                                .sorted()
                                .map(ExploitationType::name)
                                .toList())
                .append("ageBand", record.ageBand().name())
                .append("sex", record.sex().name())
                .append("engagement", record.engagement().name())
                .append("synthetic", record.synthetic());
    }

    private static OutcomeRecord record(Document document) {
        List<String> exploitationTypes = document.getList("exploitationTypes", String.class);
        return new OutcomeRecord(
                document.getString("service"),
                document.getString("pseudonym"),
                document.getString("quarter"),
                document.getString("area"),
                NrmStage.valueOf(document.getString("nrmStage")),
                exploitationTypes.stream().map(ExploitationType::valueOf).collect(Collectors.toSet()),
                AgeBand.valueOf(document.getString("ageBand")),
                Sex.valueOf(document.getString("sex")),
                Engagement.valueOf(document.getString("engagement")),
                document.getBoolean("synthetic"));
    }
}
