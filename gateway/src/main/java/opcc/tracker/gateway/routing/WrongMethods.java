package opcc.tracker.gateway.routing;

import opcc.tracker.gateway.problems.GatewayProblems;
import opcc.tracker.gateway.problems.ProblemException;
import opcc.tracker.gateway.transcoding.BindingIndex.Lookup;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** Answers 405 with the methods that a path has. Stands behind the security filters: strangers learn nothing. */
@Component
@Order(0)
final class WrongMethods implements WebFilter {

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        return MatchedRule.lookup(exchange) instanceof Lookup.WrongMethod wrong
                ? Mono.error(new ProblemException(GatewayProblems.wrongMethod(wrong.allowed())))
                : chain.filter(exchange);
    }
}
