package opcc.tracker.funds.notifications;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import java.util.Date;
import java.util.Optional;
import opcc.tracker.kit.idempotency.Command;
import opcc.tracker.kit.refusal.Refusal;
import opcc.tracker.kit.store.DuplicateKeys;
import org.bson.Document;
import org.springframework.stereotype.Component;

/** Contacts in the collection {@code contacts}, a document a fund, shard key {@code _id}: the only place of addresses. */
@Component
public final class ContactsStore {

    private final MongoCollection<Document> contacts;

    /** Uses {@code database}. */
    public ContactsStore(MongoDatabase database) {
        this.contacts = database.getCollection("contacts");
    }

    /** The fund's contacts, of version 0 if it has none. */
    public Contacts find(String fund) {
        return Optional.ofNullable(contacts.find(Filters.eq("_id", fund)).first())
                .map(ContactsStore::read)
                .orElseGet(() -> Contacts.none(fund));
    }

    /**
     * Sets the version after the one that the caller read, once for the same command.
     *
     * @throws Refusal ABORTED if {@code readEtag} is not that of the version before
     */
    public Contacts set(Contacts next, String readEtag, Command command) {
        Contacts present = find(next.fund());
        if (isBy(command, present)) {
            return present;
        }
        if (!readEtag.equals(present.etag()) || next.version() != present.version() + 1 || !replace(next)) {
            Contacts winner = find(next.fund());
            if (isBy(command, winner)) {
                return winner;
            }
            throw Refusal.stale(next.name());
        }
        return next;
    }

    private static boolean isBy(Command command, Contacts stored) {
        Command changedBy = stored.changedBy();
        return changedBy != null && command.repeats(changedBy);
    }

    private boolean replace(Contacts next) {
        if (next.version() > 1) {
            return contacts.replaceOne(
                                    Filters.and(
                                            Filters.eq("_id", next.fund()), Filters.eq("version", next.version() - 1)),
                                    write(next))
                            .getMatchedCount()
                    == 1;
        }
        try {
            contacts.insertOne(write(next));
            return true;
        } catch (MongoException e) {
            if (!DuplicateKeys.isDuplicate(e)) {
                throw e;
            }
            return false;
        }
    }

    private static Document write(Contacts contacts) {
        Document document = new Document("_id", contacts.fund())
                .append("version", contacts.version())
                .append(
                        "people",
                        contacts.people().stream()
                                .map(contact -> new Document("user", contact.user())
                                        .append("email", contact.email())
                                        .append("mobile", contact.mobile()))
                                .toList())
                .append("author", contacts.author());
        if (contacts.updatedAt() != null) {
            document.append("updatedAt", Date.from(contacts.updatedAt()));
        }
        Command changedBy = contacts.changedBy();
        return changedBy == null
                ? document
                : document.append(
                        "changedBy", new Document("id", changedBy.id()).append("requestHash", changedBy.requestHash()));
    }

    private static Contacts read(Document document) {
        Document changedBy = document.get("changedBy", Document.class);
        return new Contacts(
                document.getString("_id"),
                document.getLong("version"),
                document.getList("people", Document.class).stream()
                        .map(contact -> new Contact(
                                contact.getString("user"), contact.getString("email"), contact.getString("mobile")))
                        .toList(),
                document.getString("author"),
                document.getDate("updatedAt").toInstant(),
                new Command(changedBy.getString("id"), changedBy.getString("requestHash")));
    }
}
