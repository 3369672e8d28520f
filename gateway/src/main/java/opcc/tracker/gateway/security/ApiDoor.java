package opcc.tracker.gateway.security;

import java.util.Set;
import opcc.tracker.gateway.callers.KnownCaller;
import opcc.tracker.gateway.problems.GatewayProblems;
import opcc.tracker.gateway.problems.Problem;
import opcc.tracker.gateway.problems.ProblemResponse;
import opcc.tracker.gateway.routing.MatchedRule;
import opcc.tracker.gateway.security.CoarseLock.RolesMissing;
import opcc.tracker.gateway.transcoding.BindingIndex.Lookup;
import org.springframework.security.authentication.ReactiveAuthenticationManager;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.server.authentication.ServerAuthenticationConverter;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * The security filter of requests that an HTTP rule matches: the token, then the lock of the rule's RPC. The filters that
 * {@code ServerHttpSecurity} would put together do the same in a dozen steps, of which these two are needed here; all that
 * no rule matches passes those.
 */
final class ApiDoor implements WebFilter {

    private final ServerAuthenticationConverter tokens;
    private final ReactiveAuthenticationManager manager;
    private final Set<String> algorithms;

    /** Tells callers that proofs may be signed by these {@code algorithms}. */
    ApiDoor(ServerAuthenticationConverter tokens, ReactiveAuthenticationManager manager, Set<String> algorithms) {
        this.tokens = tokens;
        this.manager = manager;
        this.algorithms = algorithms;
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
            return ProblemResponse.write(exchange, GatewayProblems.unknownPath());
        }
        return caller(exchange).flatMap(answer -> switch (answer) {
            case Answer.Refused refused -> ProblemResponse.write(exchange, refused.problem());
            case Answer.Known known -> {
                known.caller().note(exchange);
                yield CoarseLock.decide(
                                        found.binding().rpc().access(),
                                        known.caller().roles())
                                instanceof RolesMissing roles
                        ? ProblemResponse.write(exchange, GatewayProblems.roleRequired(roles.needed(), roles.held()))
                        : chain.filter(exchange);
            }
        });
    }

    private sealed interface Answer {

        record Known(KnownCaller caller) implements Answer {}

        record Refused(Problem problem) implements Answer {}
    }

    private Mono<Answer> caller(ServerWebExchange exchange) {
        return tokens.convert(exchange)
                .flatMap(manager::authenticate)
                .<Answer>map(who -> new Answer.Known(new KnownCaller(who.getName(), RealmRoles.of(who))))
                .onErrorResume(
                        AuthenticationException.class,
                        refused -> Mono.just(new Answer.Refused(Refusals.unauthenticated(refused, algorithms))))
                .switchIfEmpty(Mono.fromSupplier(() -> new Answer.Refused(GatewayProblems.tokenMissing(algorithms))));
    }
}
