package opcc.tracker.gateway.problems;

import java.util.HashMap;
import java.util.Map;
import opcc.tracker.gateway.answers.Answer;
import opcc.tracker.gateway.tracing.RequestId;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Answers a request with a problem. */
public final class ProblemResponse {

    private static final String ATTRIBUTE = ProblemResponse.class.getName();

    private ProblemResponse() {}

    /** What a request was answered with, for log and audit; null if it was no problem. */
    public static @Nullable Problem problem(ServerWebExchange exchange) {
        return exchange.getAttribute(ATTRIBUTE);
    }

    /** Writes the problem, unless the answer has begun. */
    public static Mono<Void> write(ServerWebExchange exchange, Problem problem) {
        if (exchange.getResponse().isCommitted()) {
            return Mono.error(new IllegalStateException("The answer has begun, a problem cannot follow"));
        }
        exchange.getAttributes().put(ATTRIBUTE, problem);
        return answer(problem, RequestId.of(exchange)).write(exchange);
    }

    /** The problem as an answer. */
    public static Answer answer(Problem problem, String requestId) {
        Map<String, String> headers = new HashMap<>(problem.headers());
        headers.put(HttpHeaders.CONTENT_TYPE, ProblemJson.MEDIA_TYPE);
        return new Answer(problem.status(), headers, ProblemJson.write(problem, requestId));
    }
}
