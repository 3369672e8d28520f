package opcc.tracker.funds.ledger;

import java.util.Date;
import opcc.tracker.kit.idempotency.Command;
import opcc.tracker.v1.DrawCategoryEnum.DrawCategory;
import opcc.tracker.v1.EntryKindEnum.EntryKind;
import opcc.tracker.v1.FundingStreamEnum.FundingStream;
import org.bson.Document;

/** An entry as it lies in the store. */
final class EntryDocument {

    private EntryDocument() {}

    static Document of(Entry entry) {
        Entry.Fact fact = entry.fact();
        return new Document("fund", entry.fund())
                .append("seq", entry.sequence())
                .append("kind", fact.kind().name())
                .append("amount", fact.amount())
                .append("draw", fact.draw())
                .append("content", content(fact.content()))
                .append(
                        "actor",
                        new Document("subject", fact.actor().subject())
                                .append("username", fact.actor().username()))
                .append("at", Date.from(fact.at()))
                .append(
                        "command",
                        new Document("id", fact.command().id())
                                .append("requestHash", fact.command().requestHash()))
                .append("allocated", entry.totals().allocated())
                .append("reserved", entry.totals().reserved())
                .append("paid", entry.totals().paid())
                .append("previousHash", entry.previousHash())
                .append("hash", entry.hash());
    }

    static Entry read(Document document) {
        Document actor = document.get("actor", Document.class);
        Document command = document.get("command", Document.class);
        return new Entry(
                document.getString("fund"),
                document.getLong("seq"),
                new Entry.Fact(
                        EntryKind.valueOf(document.getString("kind")),
                        document.getLong("amount"),
                        document.getString("draw"),
                        content(document.get("content", Document.class)),
                        new Actor(actor.getString("subject"), actor.getString("username")),
                        document.getDate("at").toInstant(),
                        new Command(command.getString("id"), command.getString("requestHash"))),
                new Totals(document.getLong("allocated"), document.getLong("reserved"), document.getLong("paid")),
                document.getString("previousHash"),
                document.getString("hash"));
    }

    private static Document content(Content content) {
        return switch (content) {
            case Content.Nothing() -> new Document("is", "nothing");
            case Content.Allocated(var stream, var year) ->
                new Document("is", "allocated")
                        .append("fundingStream", stream.name())
                        .append("financialYear", year);
            case Content.Note(var text) -> new Document("is", "note").append("text", text);
            case Content.Requested(var lines, var reason, var provider) ->
                new Document("is", "requested")
                        .append("lines", lines.stream().map(EntryDocument::line).toList())
                        .append("reason", reason)
                        .append("provider", provider);
        };
    }

    private static Content content(Document document) {
        return switch (document.getString("is")) {
            case "nothing" -> new Content.Nothing();
            case "allocated" ->
                new Content.Allocated(
                        FundingStream.valueOf(document.getString("fundingStream")),
                        document.getString("financialYear"));
            case "note" -> new Content.Note(document.getString("text"));
            case "requested" ->
                new Content.Requested(
                        document.getList("lines", Document.class).stream()
                                .map(EntryDocument::line)
                                .toList(),
                        document.getString("reason"),
                        document.getString("provider"));
            default -> throw new IllegalStateException("no such content: " + document.getString("is"));
        };
    }

    private static Document line(Content.Line line) {
        return new Document("category", line.category().name())
                .append("quantity", line.quantity())
                .append("unitPrice", line.unitPrice());
    }

    private static Content.Line line(Document document) {
        return new Content.Line(
                DrawCategory.valueOf(document.getString("category")),
                document.getInteger("quantity"),
                document.getLong("unitPrice"));
    }
}
