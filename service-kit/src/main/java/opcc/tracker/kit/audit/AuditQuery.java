package opcc.tracker.kit.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which events are asked for.
 *
 * @param root the resource they are about, with all below it, such as {@code funds/wm-emergency}
 * @param username only of this caller; empty for all
 * @param from only from this moment on
 * @param before only before this moment
 * @param after only after this place; null from the beginning
 * @param limit how many at most
 */
public record AuditQuery(
        String root,
        String username,
        Instant from,
        Instant before,
        @Nullable Place after,
        int limit) {

    /**
     * A place in the order of a list: by time, then by stream and sequence.
     *
     * @param at time of the record
     * @param stream its stream
     * @param sequence its place there
     */
    public record Place(Instant at, String stream, long sequence) {

        private boolean isBefore(AuditRecord record) {
            int byTime = record.event().at().compareTo(at);
            int byStream = byTime != 0 ? byTime : record.stream().compareTo(stream);
            return byStream > 0 || (byStream == 0 && record.sequence() > sequence);
        }
    }

    /** Whether {@code record} is one of those asked for. */
    boolean asksFor(AuditRecord record) {
        AuditEvent event = record.event();
        return event.root().equals(root)
                && (username.isEmpty() || event.username().equals(username))
                && !event.at().isBefore(from)
                && event.at().isBefore(before)
                && (after == null || after.isBefore(record));
    }
}
