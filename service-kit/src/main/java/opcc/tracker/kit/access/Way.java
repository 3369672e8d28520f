package opcc.tracker.kit.access;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Message;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import opcc.tracker.kit.authentication.Caller;
import opcc.tracker.kit.refusal.Refusal;
import opcc.tracker.kit.validation.PersonalData;
import opcc.tracker.v1.Grant;
import opcc.tracker.v1.RoleEnum.Role;
import opcc.tracker.v1.ScopeEnum.Scope;

/** One {@code Grant} of an access option: a way in for some roles, with conditions that must all hold. */
final class Way {

    private final Set<Role> roles;
    private final boolean national;
    private final Scope returns;
    private final List<FieldPath> areas;
    private final List<FieldPath> leadAreas;
    private final List<FieldPath> providers;
    private final List<FieldPath> owners;

    Way(Descriptor request, Grant grant) {
        this.roles = Set.copyOf(grant.getRolesList());
        this.national = grant.getNational();
        this.returns = grant.getReturns();
        this.areas = paths(request, grant.getArea());
        this.leadAreas = paths(request, grant.getLeadArea());
        this.providers = paths(request, grant.getProvider());
        this.owners = paths(request, grant.getOwner());
        boolean conditional = !(areas.isEmpty() && leadAreas.isEmpty() && providers.isEmpty() && owners.isEmpty());
        if (roles.isEmpty() || national == (conditional || returns != Scope.SCOPE_UNSPECIFIED)) {
            throw new IllegalStateException(
                    "a grant needs roles, and either national or a condition: " + request.getFullName());
        }
    }

    private static List<FieldPath> paths(Descriptor request, String path) {
        return path.isEmpty() ? List.of() : List.of(new FieldPath(request, path));
    }

    Set<Role> roles() {
        return roles;
    }

    boolean national() {
        return national;
    }

    Scope returns() {
        return returns;
    }

    boolean isOpenTo(Caller caller) {
        return roles.stream().anyMatch(caller.roles()::contains);
    }

    /** The fields whose area must be the caller's. */
    Stream<FieldPath> areaPaths() {
        return Stream.concat(areas.stream(), leadAreas.stream());
    }

    /** Why this way is closed to the caller, or empty if it is open. */
    Optional<Refusal> refusal(Caller caller, Message request, ResourceScopes scopes) {
        String provider = caller.provider();
        Condition area = (path, value) -> areaRefusal(
                caller,
                path,
                value,
                scopes,
                scope -> caller.areas().contains(scope.leadArea())
                        || scope.sharedAreas().stream().anyMatch(caller.areas()::contains));
        Condition leadArea = (path, value) ->
                areaRefusal(caller, path, value, scopes, scope -> caller.areas().contains(scope.leadArea()));
        Condition itsProvider = (path, name) -> resourceRefusal(
                name, scopes, scope -> provider != null && scope.providers().contains(provider));
        Condition owner = (path, name) ->
                resourceRefusal(name, scopes, scope -> caller.subject().equals(scope.owner()));
        return Stream.of(
                        refusals(areas, request, area),
                        refusals(leadAreas, request, leadArea),
                        refusals(providers, request, itsProvider),
                        refusals(owners, request, owner))
                .flatMap(refusals -> refusals)
                .findFirst();
    }

    private interface Condition {
        Optional<Refusal> refusal(FieldPath path, String value);
    }

    /** Looked up one after the other as they are asked for: what follows the first refusal is not. */
    private static Stream<Refusal> refusals(List<FieldPath> paths, Message request, Condition condition) {
        return paths.stream()
                .flatMap(path -> path.values(request).stream()
                        .flatMap(value -> (value.isEmpty()
                                        ? Optional.of(Refusal.invalid(path.toString(), "say which"))
                                        : condition.refusal(path, value))
                                .stream()));
    }

    /** An area code is compared as it is; a resource name stands for the areas of that resource. */
    private static Optional<Refusal> areaRefusal(
            Caller caller, FieldPath path, String value, ResourceScopes scopes, Predicate<ResourceScope> isTheirs) {
        if (!path.isAreaCode()) {
            return resourceRefusal(value, scopes, isTheirs);
        }
        if (caller.areas().contains(value)) {
            return Optional.empty();
        }
        return Optional.of(Refusal.denied(
                "AREA_NOT_YOURS",
                "You do not act for the area \"" + value + "\".",
                Map.of(
                        "area",
                        value,
                        "held",
                        String.join(", ", caller.areas().stream().sorted().toList()))));
    }

    private static Optional<Refusal> resourceRefusal(
            String name, ResourceScopes scopes, Predicate<ResourceScope> isTheirs) {
        return scopes.of(name).filter(isTheirs).isPresent()
                ? Optional.empty()
                : Optional.of(Refusal.notFound(unlessPersonal(name)));
    }

    /** A name is repeated in the refusal, unless somebody has put a person's data in its place. */
    private static String unlessPersonal(String name) {
        return PersonalData.kinds(name).isEmpty() ? name : "resource";
    }
}
