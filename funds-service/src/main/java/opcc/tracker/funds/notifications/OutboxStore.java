package opcc.tracker.funds.notifications;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import opcc.tracker.kit.store.DuplicateKeys;
import opcc.tracker.kit.store.StoreIndexes;
import opcc.tracker.v1.ChannelEnum.Channel;
import opcc.tracker.v1.NotificationStateEnum.NotificationState;
import opcc.tracker.v1.OccasionEnum.Occasion;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.springframework.stereotype.Component;

/**
 * Notifications in the collection {@code notifications}, {@code _id} fund and id, shard key {@code fund}. Each write is of
 * one document. Whoever claims one has it until its lease is over; what becomes of it counts only until somebody else
 * claims it.
 */
@Component
public final class OutboxStore {

    private final MongoCollection<Document> outbox;

    /** Uses {@code database} and makes sure of the indexes. */
    public OutboxStore(MongoDatabase database) {
        this.outbox = database.getCollection("notifications");
        StoreIndexes.ensure(outbox, Indexes.ascending("state", "due"));
        StoreIndexes.ensure(
                outbox,
                Indexes.compoundIndex(Indexes.ascending("fund"), Indexes.descending("seq"), Indexes.ascending("_id")));
    }

    /** Puts it in, unless it is in. */
    void put(Notification notification) {
        try {
            outbox.insertOne(write(notification));
        } catch (MongoException e) {
            if (!DuplicateKeys.isDuplicate(e)) {
                throw e;
            }
        }
    }

    /** Takes the longest due one to try it; nobody else takes it until {@code now + lease}. */
    Optional<Notification> claim(Instant now, Duration lease) {
        return Optional.ofNullable(outbox.findOneAndUpdate(
                        Filters.and(
                                Filters.eq("state", NotificationState.QUEUED.name()),
                                Filters.lte("due", Date.from(now))),
                        Updates.combine(
                                Updates.set("due", Date.from(now.plus(lease))),
                                Updates.set("reason", ""),
                                Updates.inc("attempts", 1)),
                        new FindOneAndUpdateOptions()
                                .sort(Sorts.ascending("due"))
                                .returnDocument(ReturnDocument.AFTER)))
                .map(OutboxStore::read);
    }

    /** Notify took it. */
    void sent(Notification notification, Instant at) {
        outbox.updateOne(
                Filters.and(
                        Filters.eq("_id", notification.reference()),
                        Filters.eq("state", NotificationState.QUEUED.name())),
                Updates.combine(
                        Updates.set("state", NotificationState.SENT.name()),
                        Updates.set("reason", ""),
                        Updates.set("sentAt", Date.from(at))));
    }

    /** It is tried again at {@code due}. */
    void again(Notification notification, Instant due, String reason) {
        outbox.updateOne(
                asClaimed(notification),
                Updates.combine(Updates.set("due", Date.from(due)), Updates.set("reason", reason)));
    }

    /** It is not sent. */
    void close(Notification notification, NotificationState state, String reason) {
        outbox.updateOne(
                asClaimed(notification),
                Updates.combine(Updates.set("state", state.name()), Updates.set("reason", reason)));
    }

    private static Bson asClaimed(Notification notification) {
        return Filters.and(
                Filters.eq("_id", notification.reference()),
                Filters.eq("state", NotificationState.QUEUED.name()),
                Filters.eq("attempts", notification.attempts()));
    }

    /**
     * The fund's notifications, newest first, at most {@code limit}.
     *
     * @param sequence the one of the last seen
     * @param reference the one of the last seen
     */
    public List<Notification> after(String fund, long sequence, String reference, int limit) {
        Bson later = Filters.or(
                Filters.lt("seq", sequence), Filters.and(Filters.eq("seq", sequence), Filters.gt("_id", reference)));
        return outbox.find(Filters.and(Filters.eq("fund", fund), later))
                .sort(Sorts.orderBy(Sorts.descending("seq"), Sorts.ascending("_id")))
                .limit(limit)
                .map(OutboxStore::read)
                .into(new ArrayList<>());
    }

    private static Document write(Notification notification) {
        return new Document("_id", notification.reference())
                .append("fund", notification.fund())
                .append("id", notification.id())
                .append("seq", notification.sequence())
                .append("draw", notification.draw())
                .append("occasion", notification.occasion().name())
                .append("channel", notification.channel().name())
                .append("user", notification.user())
                .append("maskedAddress", notification.maskedAddress())
                .append("state", notification.state().name())
                .append("attempts", notification.attempts())
                .append("reason", notification.reason())
                .append("queuedAt", Date.from(notification.queuedAt()))
                .append("due", Date.from(notification.due()));
    }

    private static Notification read(Document document) {
        Date sentAt = document.getDate("sentAt");
        return new Notification(
                document.getString("fund"),
                document.getString("id"),
                document.getLong("seq"),
                document.getString("draw"),
                Occasion.valueOf(document.getString("occasion")),
                Channel.valueOf(document.getString("channel")),
                document.getString("user"),
                document.getString("maskedAddress"),
                NotificationState.valueOf(document.getString("state")),
                document.getInteger("attempts"),
                document.getString("reason"),
                document.getDate("queuedAt").toInstant(),
                document.getDate("due").toInstant(),
                sentAt == null ? null : sentAt.toInstant());
    }
}
