package opcc.tracker.gateway.problems;

import java.util.List;
import opcc.tracker.gateway.transcoding.InvalidRequestException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.web.ErrorResponse;

/** What a caller is told of an error that ended their request. */
public final class ErrorProblems {

    private static final Logger LOG = LoggerFactory.getLogger(ErrorProblems.class);

    private ErrorProblems() {}

    /** The problem that an error is. One that nobody foresaw is logged, and told as no more than that. */
    public static Problem of(Throwable error, String requestId) {
        return switch (error) {
            case ProblemException known -> known.problem();
            case InvalidRequestException invalid -> GatewayProblems.invalid(invalid.violations());
            case ErrorResponse spring -> ofStatus(spring.getStatusCode().value(), error, requestId);
            default -> {
                // Only the class and the place: a message may hold what the caller sent.
                StackTraceElement[] trace = error.getStackTrace();
                LOG.error(
                        "Request {} failed inside the gateway: {} at {}",
                        requestId,
                        error.getClass().getName(),
                        trace.length == 0 ? "unknown" : trace[0]);
                LOG.debug("Request {} failed", requestId, error);
                yield GatewayProblems.internal();
            }
        };
    }

    private static Problem ofStatus(int status, Throwable error, String requestId) {
        return switch (status) {
            case 404 -> GatewayProblems.unknownPath();
            case 405 ->
                Problem.of(405, "METHOD_NOT_ALLOWED", "This path does not take this method.")
                        .withHeader("Allow", "GET, HEAD");
            case 406 -> GatewayProblems.notAcceptable(List.of(MediaType.APPLICATION_JSON));
            case 415 -> GatewayProblems.wrongContentType();
            default -> {
                if (status >= 500) {
                    LOG.error(
                            "Request {} failed: {}", requestId, error.getClass().getName());
                    yield GatewayProblems.internal();
                }
                yield Problem.of(status, "MALFORMED_REQUEST", "The request cannot be understood.");
            }
        };
    }
}
