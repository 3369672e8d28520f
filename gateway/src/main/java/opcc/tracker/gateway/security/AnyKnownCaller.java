package opcc.tracker.gateway.security;

import opcc.tracker.gateway.callers.KnownCaller;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.authorization.ReactiveAuthorizationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.server.authorization.AuthorizationContext;
import reactor.core.publisher.Mono;

/** Where no rule matches there is nothing to open: whoever is known learns so, by 404 or 405, and nobody else. */
final class AnyKnownCaller implements ReactiveAuthorizationManager<AuthorizationContext> {

    @Override
    public Mono<AuthorizationResult> authorize(Mono<Authentication> caller, AuthorizationContext context) {
        return caller.filter(Authentication::isAuthenticated)
                .<AuthorizationResult>map(who -> {
                    new KnownCaller(who.getName(), RealmRoles.of(who)).note(context.getExchange());
                    return new AuthorizationDecision(true);
                })
                .defaultIfEmpty(new AuthorizationDecision(false));
    }
}
