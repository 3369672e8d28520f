package opcc.tracker.gateway.security;

import opcc.tracker.gateway.problems.GatewayProblems;
import opcc.tracker.gateway.problems.Problem;
import opcc.tracker.gateway.problems.ProblemException;
import opcc.tracker.gateway.routing.MatchedRule;
import opcc.tracker.gateway.transcoding.BindingIndex.Lookup;
import org.springframework.security.core.AuthenticationException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * The security filter of requests that an HTTP rule matches. The filters that {@code ServerHttpSecurity} would put together do
 * the same in a dozen steps, of which {@link Admission}'s are needed here; all that no rule matches passes those.
 */
final class ApiDoor implements WebFilter {

    private final PresentedTokens tokens;
    private final CallDoor door;
    private final Admission admission;

    ApiDoor(PresentedTokens tokens, CallDoor door, Admission admission) {
        this.admission = admission;
        this.tokens = tokens;
        this.door = door;
    }

    /** Whether it is this door that a request comes to. */
    static boolean isFor(ServerWebExchange exchange) {
        return MatchedRule.found(exchange) != null;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        Lookup.Found found = MatchedRule.found(exchange);
        if (found == null) {
            // Never so by the order of filters; without a rule there is nothing that could be allowed.
            return refuse(GatewayProblems.unknownPath());
        }
        PresentedToken presented;
        try {
            presented = tokens.of(exchange.getRequest());
        } catch (AuthenticationException e) {
            return refuse(door.unauthenticated(e));
        }
        if (presented == null) {
            return refuse(door.tokenMissing());
        }
        return admission
                .of(presented, found.binding().rpc().access(), caller -> caller.note(exchange))
                .flatMap(limits -> {
                    limits.forEach(exchange.getResponse().getHeaders()::set);
                    return chain.filter(exchange);
                });
    }

    private static Mono<Void> refuse(Problem problem) {
        return Mono.error(new ProblemException(problem));
    }
}
