package opcc.tracker.gateway.edge;

import opcc.tracker.gateway.answers.SecurityHeaders;
import opcc.tracker.gateway.audit.AccessLog;
import opcc.tracker.gateway.audit.RefusalAudit;
import opcc.tracker.gateway.callers.KnownCaller;
import opcc.tracker.gateway.problems.GatewayProblems;
import opcc.tracker.gateway.problems.Problem;
import opcc.tracker.gateway.problems.ProblemResponse;
import opcc.tracker.gateway.routing.MatchedRule;
import opcc.tracker.gateway.tracing.RequestId;
import opcc.tracker.gateway.tracing.TraceContext;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;

/** The first filter: gives the request its id, the answer its security headers, and the access log its line. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
final class EveryRequest implements WebFilter {

    private final EdgeSettings settings;

    EveryRequest(EdgeSettings settings) {
        this.settings = settings;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        long start = System.nanoTime();
        HttpHeaders headers = exchange.getResponse().getHeaders();
        headers.set(RequestId.HEADER, RequestId.of(exchange));
        SecurityHeaders.ALL.forEach(headers::set);
        exchange.getResponse()
                .beforeCommit(() -> Mono.fromRunnable(() -> {
                    HttpStatusCode status = exchange.getResponse().getStatusCode();
                    log(exchange, start, status == null ? "200" : Integer.toString(status.value()));
                    audit(exchange);
                }));
        if (headerLines(exchange) > settings.headers()) {
            return ProblemResponse.write(exchange, GatewayProblems.tooManyHeaders(settings.headers()));
        }
        return chain.filter(exchange).doOnCancel(() -> {
            if (!exchange.getResponse().isCommitted()) {
                log(exchange, start, "cancelled");
            }
        });
    }

    /** A header that is sent twice counts twice. */
    private static int headerLines(ServerWebExchange exchange) {
        HttpServerRequest request = ServerHttpRequestDecorator.getNativeRequest(exchange.getRequest());
        return request.requestHeaders().size();
    }

    private static void audit(ServerWebExchange exchange) {
        Problem refusal = ProblemResponse.problem(exchange);
        if (refusal != null) {
            RefusalAudit.log(
                    RequestId.of(exchange),
                    TraceContext.of(exchange),
                    KnownCaller.of(exchange),
                    MatchedRule.name(exchange),
                    MatchedRule.template(exchange),
                    refusal.status(),
                    refusal.reason());
        }
    }

    private static void log(ServerWebExchange exchange, long start, String status) {
        AccessLog.log(
                RequestId.of(exchange), MatchedRule.name(exchange), MatchedRule.template(exchange), status, start);
    }
}
