package opcc.tracker.kit.access;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Message;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import opcc.tracker.kit.authentication.Caller;
import opcc.tracker.kit.refusal.Refusal;
import opcc.tracker.v1.Access;
import opcc.tracker.v1.AccessProto;
import opcc.tracker.v1.RoleEnum.Role;
import org.jspecify.annotations.Nullable;

/** The {@code access} option of one RPC, ready to be enforced. */
public final class AccessRule {

    private final String method;
    private final boolean anyAuthenticated;
    private final List<Way> ways;
    private final @Nullable FieldPath separatedFromOwnerOf;
    private final Set<Role> admittedRoles;

    private AccessRule(MethodDescriptor method, Access access) {
        this.method = method.getName();
        this.anyAuthenticated = access.getAnyAuthenticated();
        Descriptor request = method.getInputType();
        this.ways = access.getGrantsList().stream()
                .map(grant -> new Way(request, grant))
                .toList();
        this.separatedFromOwnerOf = path(request, access.getSeparatedFromOwnerOf());
        this.admittedRoles = ways.stream().flatMap(way -> way.roles().stream()).collect(Collectors.toUnmodifiableSet());
    }

    /** The rule of a method, or empty if its proto declares none: then nobody may call it. */
    public static Optional<AccessRule> of(MethodDescriptor method) {
        if (!method.getOptions().hasExtension(AccessProto.access)) {
            return Optional.empty();
        }
        return Optional.of(new AccessRule(method, method.getOptions().getExtension(AccessProto.access)));
    }

    /** A literal area that the caller left out is the caller's only area, if the rule leaves no other choice. */
    Message withOnlyArea(Caller caller, Message request) {
        Message filled = request;
        if (caller.areas().size() != 1 || waysOf(caller).stream().anyMatch(way -> way.national())) {
            return filled;
        }
        for (Way way : waysOf(caller)) {
            for (FieldPath path : way.areaPaths().toList()) {
                if (path.isAreaCode() && path.values(filled).equals(List.of(""))) {
                    filled = path.with(filled, caller.areas().iterator().next());
                }
            }
        }
        return filled;
    }

    /** Refuses a caller who holds none of the roles that the rule admits. */
    void requireRole(Caller caller, Message request, ResourceScopes scopes) {
        if (anyAuthenticated || !waysOf(caller).isEmpty()) {
            return;
        }
        requireSeparation(caller, request, scopes);
        String needed = roleNames(admittedRoles);
        throw Refusal.denied(
                "ROLE_REQUIRED",
                method + " needs one of the roles " + needed + "; you hold " + roleNames(caller.roles()) + ".",
                Map.of("required", needed, "held", roleNames(caller.roles())));
    }

    /**
     * Refuses a caller to whom what the request names does not belong, as if it did not exist, and says what a list may
     * show to the others.
     */
    Visibility requireScope(Caller caller, Message request, ResourceScopes scopes) {
        if (anyAuthenticated) {
            return new Visibility(false, Set.of(), null, null);
        }
        Set<String> areas = new HashSet<>();
        String provider = null;
        String owner = null;
        boolean admitted = false;
        Refusal refusal = null;
        for (Way way : waysOf(caller)) {
            Optional<Refusal> refused = way.refusal(caller, request, scopes);
            if (refused.isPresent()) {
                refusal = refusal == null ? refused.get() : refusal;
                continue;
            }
            admitted = true;
            switch (way.returns()) {
                case AREA -> areas.addAll(caller.areas());
                case PROVIDER -> provider = caller.provider();
                case OWNER -> owner = caller.subject();
                default -> {
                    return new Visibility(true, Set.of(), null, null);
                }
            }
        }
        if (!admitted) {
            throw refusal == null ? new IllegalStateException("no way in for a caller with a role") : refusal;
        }
        return new Visibility(false, areas, provider, owner);
    }

    /** Separation of duties: nobody approves or pays what they asked for (rule 4 of the domain). */
    void requireSeparation(Caller caller, Message request, ResourceScopes scopes) {
        if (separatedFromOwnerOf == null) {
            return;
        }
        for (String name : separatedFromOwnerOf.values(request)) {
            if (scopes.of(name)
                    .map(ResourceScope::owner)
                    .filter(caller.subject()::equals)
                    .isPresent()) {
                throw Refusal.denied(
                        "SEPARATION_OF_DUTIES",
                        "You asked for \"" + name
                                + "\" yourself. Nobody approves, rejects, pays or reconciles what they"
                                + " asked for: somebody else with the role " + roleNames(admittedRoles) + " must.",
                        Map.of("resource", name, "required", roleNames(admittedRoles)));
            }
        }
    }

    private List<Way> waysOf(Caller caller) {
        return ways.stream().filter(way -> way.isOpenTo(caller)).toList();
    }

    private static String roleNames(Set<Role> roles) {
        return roles.isEmpty()
                ? "none"
                : roles.stream()
                        .sorted()
                        .map(role -> role.name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(", "));
    }

    private static @Nullable FieldPath path(Descriptor request, String path) {
        return path.isEmpty() ? null : new FieldPath(request, path);
    }
}
