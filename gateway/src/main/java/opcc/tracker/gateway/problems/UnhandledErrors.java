package opcc.tracker.gateway.problems;

import java.util.List;
import opcc.tracker.gateway.tracing.RequestId;
import opcc.tracker.gateway.transcoding.InvalidRequestException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.webflux.error.ErrorWebExceptionHandler;
import org.springframework.core.annotation.Order;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponse;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.netty.channel.AbortedException;

/** Answers every error that reaches the end of the chain, Spring's own among them, in place of Spring's error page. */
@Component
@Order(-2)
final class UnhandledErrors implements ErrorWebExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(UnhandledErrors.class);

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, Throwable error) {
        if (error instanceof AbortedException || exchange.getResponse().isCommitted()) {
            return Mono.error(error);
        }
        return ProblemResponse.write(exchange, problem(exchange, error));
    }

    private static Problem problem(ServerWebExchange exchange, Throwable error) {
        return switch (error) {
            case ProblemException known -> known.problem();
            case InvalidRequestException invalid -> GatewayProblems.invalid(invalid.violations());
            case ErrorResponse spring ->
                ofStatus(exchange, spring.getStatusCode().value(), error);
            default -> {
                // Only the class and the place: a message may hold what the caller sent.
                StackTraceElement[] trace = error.getStackTrace();
                LOG.error(
                        "Request {} failed inside the gateway: {} at {}",
                        RequestId.of(exchange),
                        error.getClass().getName(),
                        trace.length == 0 ? "unknown" : trace[0]);
                LOG.debug("Request {} failed", RequestId.of(exchange), error);
                yield GatewayProblems.internal();
            }
        };
    }

    private static Problem ofStatus(ServerWebExchange exchange, int status, Throwable error) {
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
                            "Request {} failed: {}",
                            RequestId.of(exchange),
                            error.getClass().getName());
                    yield GatewayProblems.internal();
                }
                yield Problem.of(status, "MALFORMED_REQUEST", "The request cannot be understood.");
            }
        };
    }
}
