package opcc.tracker.gateway.security;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import opcc.tracker.v1.Access;
import opcc.tracker.v1.Grant;
import opcc.tracker.v1.RoleEnum.Role;
import org.jspecify.annotations.Nullable;

/**
 * The gateway's lock: a caller must hold one of the roles that the access rule of the RPC names. It is coarse, since
 * areas, providers and owners are the services' to check; they check the roles as well.
 */
final class CoarseLock {

    /**
     * Who asks for money may be told by the service why they may not approve it: the reason is rather the separation of
     * duties than the missing role.
     */
    private static final Set<String> TOLD_BY_THE_SERVICE =
            Set.of(RealmRoles.name(Role.REQUESTER), RealmRoles.name(Role.PROVIDER));

    /** The roles that each rule names, as Keycloak writes them. There are as many rules as RPCs. */
    private static final Map<Access, Set<String>> NAMED = new ConcurrentHashMap<>();

    /** The caller holds none of the roles needed. */
    record RolesMissing(Collection<String> needed, Collection<String> held) {}

    private CoarseLock() {}

    /** Why a caller with these roles may not knock at the service; null if they may. */
    static @Nullable RolesMissing missing(Access access, Set<String> held) {
        if (access.getAnyAuthenticated()) {
            return null;
        }
        Set<String> needed = NAMED.computeIfAbsent(access, CoarseLock::named);
        boolean opened = holdsOne(held, needed)
                || (!access.getSeparatedFromOwnerOf().isEmpty() && holdsOne(held, TOLD_BY_THE_SERVICE));
        return opened ? null : new RolesMissing(needed, new TreeSet<>(held));
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
