package opcc.tracker.funds.ledger;

import java.util.Date;
import opcc.tracker.kit.idempotency.Command;
import opcc.tracker.v1.EntryKindEnum.EntryKind;
import org.bson.Document;

/** An entry as it lies in the store. */
final class EntryDocument {

    private EntryDocument() {}

    static Document of(Entry entry) {
        Entry.Fact fact = entry.fact();
        return new Document("_id", id(entry.fund(), entry.sequence()))
                .append("fund", entry.fund())
                .append("seq", entry.sequence())
                .append("kind", fact.kind().name())
                .append("amount", fact.amount())
                .append("parts", ContentDocument.parts(fact.parts()))
                .append("draw", fact.draw())
                .append("content", ContentDocument.of(fact.content()))
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

    /** Of the entry at this place. */
    static String id(String fund, long sequence) {
        return fund + "/" + sequence;
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
                        ContentDocument.readParts(document.getList("parts", Document.class)),
                        document.getString("draw"),
                        ContentDocument.read(document.get("content", Document.class)),
                        new Actor(actor.getString("subject"), actor.getString("username")),
                        document.getDate("at").toInstant(),
                        new Command(command.getString("id"), command.getString("requestHash"))),
                new Totals(document.getLong("allocated"), document.getLong("reserved"), document.getLong("paid")),
                document.getString("previousHash"),
                document.getString("hash"));
    }
}
