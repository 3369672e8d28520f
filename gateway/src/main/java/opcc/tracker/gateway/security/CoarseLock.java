package opcc.tracker.gateway.security;

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import opcc.tracker.gateway.callers.KnownCaller;
import opcc.tracker.gateway.routing.MatchedRule;
import opcc.tracker.gateway.transcoding.BindingIndex.Lookup;
import opcc.tracker.v1.Access;
import opcc.tracker.v1.Grant;
import opcc.tracker.v1.RoleEnum.Role;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationDeniedException;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.authorization.ReactiveAuthorizationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.server.authorization.AuthorizationContext;
import reactor.core.publisher.Mono;

/**
 * The gateway's lock: a caller must hold one of the roles that the access rule of the RPC names. It is coarse, since
 * areas, providers and owners are the services' to check; they check the roles as well.
 */
final class CoarseLock implements ReactiveAuthorizationManager<AuthorizationContext> {

    /**
     * Who asks for money may be told by the service why they may not approve it: the reason is rather the separation of
     * duties than the missing role.
     */
    private static final Set<Role> TOLD_BY_THE_SERVICE = Set.of(Role.REQUESTER, Role.PROVIDER);

    /** The caller holds none of the roles needed. */
    record RolesMissing(Collection<String> needed, Collection<String> held) implements AuthorizationResult {
        @Override
        public boolean isGranted() {
            return false;
        }
    }

    @Override
    public Mono<AuthorizationResult> authorize(Mono<Authentication> caller, AuthorizationContext context) {
        Lookup.Found found = MatchedRule.found(context.getExchange());
        return caller.filter(Authentication::isAuthenticated)
                .map(who -> {
                    new KnownCaller(who.getName(), RealmRoles.of(who)).note(context.getExchange());
                    // Where there is nothing to open, 404 or 405 follows.
                    AuthorizationResult result = found == null
                            ? new AuthorizationDecision(true)
                            : decide(found.binding().rpc().access(), RealmRoles.of(who));
                    if (!result.isGranted()) {
                        // Thrown here, since Spring Security would drop which roles are missing.
                        throw new AuthorizationDeniedException("Role required", result);
                    }
                    return result;
                })
                .defaultIfEmpty(new AuthorizationDecision(false));
    }

    /** Whether a caller with these roles may knock at the service. */
    static AuthorizationResult decide(Access access, Set<String> held) {
        if (access.getAnyAuthenticated()) {
            return new AuthorizationDecision(true);
        }
        Set<Role> needed = access.getGrantsList().stream()
                .map(Grant::getRolesList)
                .flatMap(Collection::stream)
                .collect(Collectors.toCollection(TreeSet::new));
        boolean opened = holdsOne(held, needed)
                || (!access.getSeparatedFromOwnerOf().isEmpty() && holdsOne(held, TOLD_BY_THE_SERVICE));
        return opened
                ? new AuthorizationDecision(true)
                : new RolesMissing(needed.stream().map(RealmRoles::name).toList(), held);
    }

    private static boolean holdsOne(Set<String> held, Set<Role> roles) {
        return roles.stream().map(RealmRoles::name).anyMatch(held::contains);
    }
}
