package opcc.tracker.kit.refusal;

import com.google.protobuf.Any;
import com.google.protobuf.Duration;
import com.google.rpc.BadRequest;
import com.google.rpc.BadRequest.FieldViolation;
import com.google.rpc.Code;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import com.google.rpc.Status;
import java.util.List;
import java.util.Map;

/**
 * A call that is not carried out, with the reason in words that the caller understands. Thrown by rules, turned into a
 * {@code google.rpc.Status} by {@link RefusalInterceptor}. Nothing in it may identify a victim or echo a value of a
 * request that could.
 */
public final class Refusal extends RuntimeException {

    /** The {@code ErrorInfo} domain of all the tracker's errors. */
    public static final String DOMAIN = "tracker.opcc";

    private static final int MOST_LISTED_BYTES = 4_000;

    private final transient Status status;

    private Refusal(Status status) {
        super(status.getMessage(), null, false, false);
        this.status = status;
    }

    /** The resource does not exist, or its existence is none of the caller's business: both read the same. */
    public static Refusal notFound(String resourceName) {
        return of(
                Code.NOT_FOUND,
                "NOT_FOUND",
                "There is no \"" + resourceName + "\" that you may see.",
                Map.of("resource", resourceName));
    }

    /** A field of the request is not valid. {@code field} is spelt as in the proto: {@code fund.display_name}. */
    public static Refusal invalid(String field, String description) {
        return invalid(List.of(violation(field, description)));
    }

    /** Fields of the request are not valid. Of very many only the first are listed: trailers of a call hold 8 kB. */
    public static Refusal invalid(List<FieldViolation> violations) {
        BadRequest.Builder listed = BadRequest.newBuilder();
        int size = 0;
        for (FieldViolation violation : violations) {
            size += violation.getSerializedSize();
            if (size > MOST_LISTED_BYTES && listed.getFieldViolationsCount() > 0) {
                break;
            }
            listed.addFieldViolations(violation);
        }
        int left = violations.size() - listed.getFieldViolationsCount();
        String message = violations.size() == 1
                ? violations.getFirst().getField() + ": "
                        + violations.getFirst().getDescription()
                : violations.size() + " fields of the request are not valid"
                        + (left == 0 ? "." : "; the first " + listed.getFieldViolationsCount() + " are listed.");
        return new Refusal(base(Code.INVALID_ARGUMENT, "INVALID_REQUEST", message, Map.of())
                .addDetails(Any.pack(listed.build()))
                .build());
    }

    /** Builds a violation for {@link #invalid(List)}. */
    public static FieldViolation violation(String field, String description) {
        return FieldViolation.newBuilder()
                .setField(field)
                .setDescription(description)
                .build();
    }

    /** The caller may not do this. */
    public static Refusal denied(String reason, String message, Map<String, String> metadata) {
        return of(Code.PERMISSION_DENIED, reason, message, metadata);
    }

    /** The request is well formed, but the state of what it touches does not allow it. */
    public static Refusal precondition(String reason, String message, Map<String, String> metadata) {
        return of(Code.FAILED_PRECONDITION, reason, message, metadata);
    }

    /** The chosen id is taken. */
    public static Refusal alreadyExists(String resourceName) {
        return of(
                Code.ALREADY_EXISTS,
                "ALREADY_EXISTS",
                "\"" + resourceName + "\" exists already.",
                Map.of("resource", resourceName));
    }

    /** The caller's etag is not the present one: somebody changed the resource in between. */
    public static Refusal stale(String resourceName) {
        return of(
                Code.ABORTED,
                "ETAG_MISMATCH",
                "\"" + resourceName + "\" has changed since you read it. Read it again and repeat your change.",
                Map.of("resource", resourceName));
    }

    /** The idempotency key was used for another request. */
    public static Refusal keyReused() {
        return of(
                Code.ABORTED,
                "IDEMPOTENCY_KEY_REUSED",
                "This Idempotency-Key was used for a different request. Use a new key for a new request.",
                Map.of());
    }

    /** The token is missing or not good. {@code message} never says what of a forged token was nearly right. */
    public static Refusal unauthenticated(String message) {
        return of(Code.UNAUTHENTICATED, "UNAUTHENTICATED", message, Map.of());
    }

    /**
     * The token is good, but the caller must show more of who they are, and of late (RFC 9470). Signed in anew, they may repeat
     * the call.
     *
     * @param level the {@code acr} that is needed
     * @param age how long ago they may have signed in
     */
    public static Refusal stepUp(String message, String level, java.time.Duration age) {
        return of(
                Code.UNAUTHENTICATED,
                "INSUFFICIENT_USER_AUTHENTICATION",
                message,
                Map.of("acrValues", level, "maxAge", Long.toString(age.toSeconds())));
    }

    /** Something that this service needs does not answer; the caller may try again after {@code seconds}. */
    public static Refusal unavailable(String reason, String message, int seconds) {
        return later(Code.UNAVAILABLE, reason, message, seconds);
    }

    /** There is no more of it to give at the moment; the caller may try again after {@code seconds}. */
    public static Refusal exhausted(String reason, String message, int seconds) {
        return later(Code.RESOURCE_EXHAUSTED, reason, message, seconds);
    }

    private static Refusal later(Code code, String reason, String message, int seconds) {
        return new Refusal(base(code, reason, message, Map.of())
                .addDetails(Any.pack(RetryInfo.newBuilder()
                        .setRetryDelay(Duration.newBuilder().setSeconds(seconds))
                        .build()))
                .build());
    }

    /** A refusal of any other code. */
    public static Refusal of(Code code, String reason, String message, Map<String, String> metadata) {
        return new Refusal(base(code, reason, message, metadata).build());
    }

    /** What goes over the wire. */
    public Status status() {
        return status;
    }

    private static Status.Builder base(Code code, String reason, String message, Map<String, String> metadata) {
        return Status.newBuilder()
                .setCode(code.getNumber())
                .setMessage(message)
                .addDetails(Any.pack(ErrorInfo.newBuilder()
                        .setReason(reason)
                        .setDomain(DOMAIN)
                        .putAllMetadata(metadata)
                        .build()));
    }
}
