package opcc.tracker.gateway.problems;

import opcc.tracker.gateway.tracing.RequestId;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
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
        ServerHttpResponse response = exchange.getResponse();
        if (response.isCommitted()) {
            return Mono.error(new IllegalStateException("The answer has begun, a problem cannot follow"));
        }
        exchange.getAttributes().put(ATTRIBUTE, problem);
        byte[] body = ProblemJson.write(problem, RequestId.of(exchange));
        response.setRawStatusCode(problem.status());
        HttpHeaders headers = response.getHeaders();
        problem.headers().forEach(headers::set);
        headers.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        headers.setContentLength(body.length);
        return response.writeWith(Mono.just(response.bufferFactory().wrap(body)));
    }
}
