package opcc.tracker.funds.notifications;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import opcc.tracker.funds.draws.Draw;
import opcc.tracker.kit.idempotency.CommandDigest;
import opcc.tracker.v1.ChannelEnum.Channel;
import opcc.tracker.v1.NotificationStateEnum.NotificationState;
import opcc.tracker.v1.OccasionEnum.Occasion;
import org.jspecify.annotations.Nullable;

/**
 * One message to one approver by one way. Its id follows from what it tells of and to whom, so that however often it is
 * made it is one. It holds neither the address nor the words: both are looked up when it is sent.
 *
 * @param fund id of the fund
 * @param id its own id within the fund
 * @param sequence of the ledger's entry that it follows from
 * @param draw id of the draw
 * @param occasion what it tells of
 * @param channel how
 * @param user whom, {@code users/...}
 * @param maskedAddress where to, with all but a hint left out
 * @param state where it stands
 * @param attempts how many times it was tried
 * @param reason why it failed, or why the last attempt did; empty otherwise
 * @param queuedAt when it was made
 * @param due when it is tried next
 * @param sentAt when Notify took it; null until then
 */
public record Notification(
        String fund,
        String id,
        long sequence,
        String draw,
        Occasion occasion,
        Channel channel,
        String user,
        String maskedAddress,
        NotificationState state,
        int attempts,
        String reason,
        Instant queuedAt,
        Instant due,
        @Nullable Instant sentAt) {

    private static final int HASH_DIGITS = 12;

    /** One that waits to be sent. */
    static Notification of(
            long sequence, Draw draw, Occasion occasion, Channel channel, Contact contact, Instant queuedAt) {
        String id = sequence + "-" + code(occasion) + "-" + code(channel) + "-"
                + CommandDigest.SHA_256
                        .of(contact.user().getBytes(StandardCharsets.UTF_8))
                        .substring(0, HASH_DIGITS);
        return new Notification(
                draw.fund(),
                id,
                sequence,
                draw.id(),
                occasion,
                channel,
                contact.user(),
                contact.masked(channel),
                NotificationState.QUEUED,
                0,
                "",
                queuedAt,
                queuedAt,
                null);
    }

    private static String code(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What Notify knows it by. */
    String reference() {
        return fund + "/" + id;
    }

    /** {@code funds/{fund}/notifications/{notification}}. */
    public String name() {
        return "funds/" + fund + "/notifications/" + id;
    }

    /** {@code funds/{fund}/draws/{draw}}. */
    public String drawName() {
        return "funds/" + fund + "/draws/" + draw;
    }
}
