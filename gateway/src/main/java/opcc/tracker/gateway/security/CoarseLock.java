package opcc.tracker.gateway.security;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
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

    /** The roles that each rule names, as Keycloak writes them. There are as many rules as RPCs. */
    private static final Map<Access, Set<String>> NAMED = new ConcurrentHashMap<>();

    private static final Set<String> NAMES_TOLD_BY_THE_SERVICE =
            TOLD_BY_THE_SERVICE.stream().map(RealmRoles::name).collect(Collectors.toUnmodifiableSet());

    private static final AuthorizationDecision GRANTED = new AuthorizationDecision(true);

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
                    KnownCaller known = new KnownCaller(who.getName(), RealmRoles.of(who));
                    known.note(context.getExchange());
                    // Where there is nothing to open, 404 or 405 follows.
                    AuthorizationResult result = found == null
                            ? GRANTED
                            : decide(found.binding().rpc().access(), known.roles());
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
            return GRANTED;
        }
        Set<String> needed = NAMED.computeIfAbsent(access, CoarseLock::named);
        boolean opened = holdsOne(held, needed)
                || (!access.getSeparatedFromOwnerOf().isEmpty() && holdsOne(held, NAMES_TOLD_BY_THE_SERVICE));
        return opened ? GRANTED : new RolesMissing(needed, new TreeSet<>(held));
    }

    /** In the order of the contracts. */
    private static Set<String> named(Access access) {
        return access.getGrantsList().stream()
                .map(Grant::getRolesList)
                .flatMap(Collection::stream)
                .sorted()
                .map(RealmRoles::name)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static boolean holdsOne(Set<String> held, Set<String> roles) {
        for (String role : held) {
            if (roles.contains(role)) {
                return true;
            }
        }
        return false;
    }
}
