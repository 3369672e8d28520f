package opcc.tracker.gateway.limits;

import opcc.tracker.gateway.callers.KnownCaller;
import opcc.tracker.gateway.problems.ProblemException;
import opcc.tracker.gateway.routing.MatchedRule;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Holds requests that no HTTP rule matches to the limits; all others were held to them when they were admitted. Stands behind
 * the security filters, which know who is calling.
 */
@Component
@Order(-10)
final class LimitedRequests implements WebFilter {

    private final CallerLimits limits;

    LimitedRequests(CallerLimits limits) {
        this.limits = limits;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        KnownCaller caller = KnownCaller.of(exchange);
        if (caller == null || limits.none() || MatchedRule.found(exchange) != null) {
            return chain.filter(exchange);
        }
        return limits.take(caller)
                .doOnNext(verdict ->
                        verdict.headers().forEach(exchange.getResponse().getHeaders()::set))
                .filter(verdict -> !verdict.granted())
                .flatMap(verdict -> Mono.<Void>error(new ProblemException(verdict.problem())))
                .switchIfEmpty(Mono.defer(() -> chain.filter(exchange)));
    }
}
