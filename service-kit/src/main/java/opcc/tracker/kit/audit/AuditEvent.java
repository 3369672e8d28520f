package opcc.tracker.kit.audit;

import java.time.Instant;

/**
 * That somebody called. Of the request it holds the resource's name and nothing else.
 *
 * @param subject the caller's {@code sub}, which never changes
 * @param username what people read
 * @param call the RPC, such as {@code ApproveDraw}
 * @param resource name of the resource, or of the collection's parent; {@code -} if the request names none
 * @param result gRPC code of the answer, such as {@code OK} or {@code PERMISSION_DENIED}
 * @param at when it was answered, to the millisecond
 * @param requestId the gateway's id of the request; {@code -} if it has none
 */
public record AuditEvent(
        String subject, String username, String call, String resource, String result, Instant at, String requestId) {

    /** The first two parts of the resource's name, such as {@code funds/wm-emergency}: whose trail it belongs to. */
    public String root() {
        String[] parts = resource.split("/", 3);
        return parts.length < 2 ? resource : parts[0] + "/" + parts[1];
    }
}
