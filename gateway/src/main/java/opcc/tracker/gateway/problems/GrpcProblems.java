package opcc.tracker.gateway.problems;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.protobuf.StatusProto;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import opcc.tracker.gateway.transcoding.CallerFieldNames;
import opcc.tracker.gateway.transcoding.HttpBinding;
import opcc.tracker.gateway.transcoding.Violation;
import org.jspecify.annotations.Nullable;

/**
 * Turns a failed gRPC call into a problem: the one place that says which HTTP status a gRPC code becomes. Text of a
 * service is passed on only where it was written for the caller.
 */
public final class GrpcProblems {

    private static final String STEP_UP = "INSUFFICIENT_USER_AUTHENTICATION";
    private static final Pattern PLAIN = Pattern.compile("[a-z0-9-]+");
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private GrpcProblems() {}

    /** The HTTP status of a gRPC code. */
    public static int httpStatus(Status.Code code) {
        return switch (code) {
            case OK -> 200;
            case INVALID_ARGUMENT, OUT_OF_RANGE -> 400;
            case UNAUTHENTICATED -> 401;
            case PERMISSION_DENIED -> 403;
            case NOT_FOUND -> 404;
            case ALREADY_EXISTS, FAILED_PRECONDITION, ABORTED -> 409;
            case RESOURCE_EXHAUSTED -> 429;
            case CANCELLED -> 499;
            case UNIMPLEMENTED -> 501;
            // Not 504: what a caller must know is that it may come again, and when.
            case UNAVAILABLE, DEADLINE_EXCEEDED -> 503;
            case INTERNAL, UNKNOWN, DATA_LOSS -> 500;
        };
    }

    /**
     * The problem that a failed call becomes.
     *
     * @param binding the rule that the request came by, for the names of its fields
     */
    public static Problem of(Status status, @Nullable Metadata trailers, HttpBinding binding) {
        int http = httpStatus(status.getCode());
        if (http == 500) {
            return GatewayProblems.internal();
        }
        List<Any> details = details(status, trailers);
        Optional<ErrorInfo> info =
                find(details, ErrorInfo.class).filter(each -> each.getDomain().equals(GatewayProblems.DOMAIN));
        List<Violation> violations = find(details, BadRequest.class).stream()
                .flatMap(each -> each.getFieldViolationsList().stream())
                .map(each -> new Violation(CallerFieldNames.translate(binding, each.getField()), each.getDescription()))
                .toList();
        String reason = info.map(ErrorInfo::getReason).orElse(status.getCode().name());
        boolean written = info.isPresent() || isWrittenForCallers(status.getCode());
        String description = written ? status.getDescription() : null;
        Problem problem = Problem.of(
                        http,
                        reason,
                        description == null || description.isBlank() ? words(status.getCode()) : description)
                .withViolations(violations);
        if (info.isPresent()) {
            problem = problem.withMetadata(info.get().getMetadataMap());
        }
        return withHeaders(problem, find(details, RetryInfo.class));
    }

    private static Problem withHeaders(Problem problem, Optional<RetryInfo> retry) {
        return switch (problem.status()) {
            case 401 -> problem.withHeader("WWW-Authenticate", challenge(problem));
            case 429, 503 -> {
                Duration after = retry.map(
                                each -> Duration.ofSeconds(each.getRetryDelay().getSeconds()))
                        .orElse(RETRY_AFTER);
                yield problem.withHeader("Retry-After", GatewayProblems.seconds(after));
            }
            default -> problem;
        };
    }

    /** Who is to show more of who they are is told what (RFC 9470); any other token is simply not good. */
    private static String challenge(Problem problem) {
        String bearer = "Bearer realm=\"tracker\", error=\"";
        String level = problem.metadata().getOrDefault("acrValues", "");
        String age = problem.metadata().getOrDefault("maxAge", "");
        return problem.reason().equals(STEP_UP) && PLAIN.matcher(level + age).matches()
                ? bearer + "insufficient_user_authentication\", acr_values=\"" + level + "\", max_age=\"" + age + "\""
                : bearer + "invalid_token\"";
    }

    /** Whether a call was refused by its service in words of its own, and not by what lies between. */
    public static boolean isOfTheService(Status status, @Nullable Metadata trailers) {
        return !status.isOk()
                && find(details(status, trailers), ErrorInfo.class)
                        .filter(each -> each.getDomain().equals(GatewayProblems.DOMAIN))
                        .isPresent();
    }

    /** Whether text and details of a failure were written for the caller and tell nothing of the inside. */
    static boolean isWrittenForCallers(Status status, @Nullable Metadata trailers) {
        return httpStatus(status.getCode()) != 500
                && (isWrittenForCallers(status.getCode()) || isOfTheService(status, trailers));
    }

    /** Other codes are also set by gRPC itself, with addresses and the like in their text. */
    private static boolean isWrittenForCallers(Status.Code code) {
        return switch (code) {
            case INVALID_ARGUMENT,
                    OUT_OF_RANGE,
                    FAILED_PRECONDITION,
                    ALREADY_EXISTS,
                    ABORTED,
                    NOT_FOUND,
                    PERMISSION_DENIED -> true;
            default -> false;
        };
    }

    static String words(Status.Code code) {
        return switch (code) {
            case INVALID_ARGUMENT, OUT_OF_RANGE -> "The request is not valid.";
            case UNAUTHENTICATED -> "The token is not accepted.";
            case PERMISSION_DENIED -> "You may not do this.";
            case NOT_FOUND -> "There is no such thing, or it is not yours to see.";
            case ALREADY_EXISTS -> "This exists already.";
            case FAILED_PRECONDITION, ABORTED -> "This cannot be done in the present state.";
            case RESOURCE_EXHAUSTED -> "Too much was asked for. Try again later or ask for less.";
            case CANCELLED -> "The request was cancelled.";
            case UNIMPLEMENTED -> "This call is not available here yet.";
            case UNAVAILABLE -> "This part of the tracker is not available. Try again shortly.";
            case DEADLINE_EXCEEDED ->
                "This part of the tracker did not answer in time. It may have done what you asked for or not: ask"
                        + " again with the same Idempotency-Key.";
            default -> GatewayProblems.internal().detail();
        };
    }

    private static List<Any> details(Status status, @Nullable Metadata trailers) {
        if (trailers == null) {
            return List.of();
        }
        try {
            com.google.rpc.Status rich = StatusProto.fromStatusAndTrailers(status, trailers);
            return rich == null ? List.of() : rich.getDetailsList();
        } catch (IllegalArgumentException e) {
            // The trailer is not a google.rpc.Status; the code alone has to do.
            return List.of();
        }
    }

    private static <M extends Message> Optional<M> find(List<Any> details, Class<M> type) {
        for (Any detail : details) {
            if (detail.is(type)) {
                try {
                    return Optional.of(detail.unpack(type));
                } catch (InvalidProtocolBufferException e) {
                    return Optional.empty();
                }
            }
        }
        return Optional.empty();
    }
}
