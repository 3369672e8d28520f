package opcc.tracker.gateway.edge;

import opcc.tracker.gateway.audit.RefusalAudit;
import opcc.tracker.gateway.callers.KnownCaller;
import opcc.tracker.gateway.problems.GatewayProblems;
import opcc.tracker.gateway.problems.Problem;
import opcc.tracker.gateway.problems.ProblemResponse;
import opcc.tracker.gateway.routing.MatchedRule;
import opcc.tracker.gateway.tracing.RequestId;
import opcc.tracker.gateway.tracing.TraceContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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

    private static final Logger ACCESS = LoggerFactory.getLogger("access");

    private final EdgeSettings settings;

    EveryRequest(EdgeSettings settings) {
        this.settings = settings;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        long start = System.nanoTime();
        HttpHeaders headers = exchange.getResponse().getHeaders();
        headers.set(RequestId.HEADER, RequestId.of(exchange));
        headers.set("Cache-Control", "no-store");
        headers.set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
        headers.set("Cross-Origin-Resource-Policy", "same-origin");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("X-Frame-Options", "DENY");
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

    /** Never the path, query or body as they came: what people write there by mistake may name a victim. */
    private static void log(ServerWebExchange exchange, long start, String status) {
        if (ACCESS.isInfoEnabled()) {
            ACCESS.info(
                    "{} {} {} {} {}ms",
                    RequestId.of(exchange),
                    MatchedRule.name(exchange),
                    MatchedRule.template(exchange),
                    status,
                    (System.nanoTime() - start) / 1_000_000);
        }
    }
}
