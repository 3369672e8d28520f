package opcc.tracker.gateway.openapi;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import opcc.tracker.v1.Access;
import opcc.tracker.v1.RoleEnum.Role;

/** The roles of an access rule for programs: as {@code x-roles} and as OpenAPI's security requirements. */
final class Roles {

    private static final String SCHEME = "bearer";

    private Roles() {}

    /** The names of the roles that let somebody in, in the order of the code list; none if whoever has signed in may call. */
    static List<String> of(Access access) {
        return access.getGrantsList().stream()
                .flatMap(grant -> grant.getRolesList().stream())
                .distinct()
                .sorted()
                .map(Roles::name)
                .toList();
    }

    /** One requirement a role, since any of them is enough; OpenAPI 3.1 lets a bearer's requirement name roles. */
    static List<Map<String, Object>> security(Access access) {
        List<String> roles = of(access);
        return roles.isEmpty()
                ? List.of(JsonObject.of(SCHEME, List.of()))
                : roles.stream()
                        .map(role -> JsonObject.of(SCHEME, List.of(role)))
                        .toList();
    }

    private static String name(Role role) {
        return role.name().toLowerCase(Locale.ROOT);
    }
}
