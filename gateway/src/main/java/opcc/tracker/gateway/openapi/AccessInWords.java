package opcc.tracker.gateway.openapi;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import opcc.tracker.v1.Access;
import opcc.tracker.v1.Grant;
import opcc.tracker.v1.RoleEnum.Role;
import opcc.tracker.v1.ScopeEnum.Scope;

/** Says an access rule in words. */
final class AccessInWords {

    private AccessInWords() {}

    /** Who may call, as a list in Markdown. */
    static String of(Access access) {
        if (access.getAnyAuthenticated()) {
            return "Who may call: everybody who has signed in.";
        }
        StringBuilder text = new StringBuilder("Who may call:");
        access.getGrantsList().forEach(grant -> text.append("\n- ").append(grant(grant)));
        if (!access.getSeparatedFromOwnerOf().isEmpty()) {
            text.append("\n\nNever who asked for `")
                    .append(access.getSeparatedFromOwnerOf())
                    .append("`: refused with reason `SEPARATION_OF_DUTIES`.");
        }
        return text.toString();
    }

    /** Whether a field of the request says an area's code, which must be one of the caller's. */
    static boolean namesAnArea(Access access) {
        return access.getGrantsList().stream()
                .flatMap(grant -> Stream.of(grant.getArea(), grant.getLeadArea()))
                .anyMatch(path -> path.equals("area") || path.endsWith(".area"));
    }

    private static String grant(Grant grant) {
        String roles = grant.getRolesList().stream().map(AccessInWords::role).collect(Collectors.joining(", "));
        List<String> conditions = new ArrayList<>();
        if (grant.getNational()) {
            conditions.add("across all areas");
        }
        if (!grant.getArea().isEmpty()) {
            conditions.add("of the area of `" + grant.getArea() + "`");
        }
        if (!grant.getLeadArea().isEmpty()) {
            conditions.add("of the area that leads `" + grant.getLeadArea() + "`");
        }
        if (!grant.getProvider().isEmpty()) {
            conditions.add("of the provider of `" + grant.getProvider() + "`");
        }
        if (!grant.getOwner().isEmpty()) {
            conditions.add("who asked for `" + grant.getOwner() + "`");
        }
        if (grant.getReturns() != Scope.SCOPE_UNSPECIFIED) {
            conditions.add("and sees what belongs to the caller's "
                    + grant.getReturns().name().toLowerCase(Locale.ROOT).replace("owner", "own requests"));
        }
        return roles + " " + String.join(", ", conditions);
    }

    private static String role(Role role) {
        return "`" + role.name().toLowerCase(Locale.ROOT) + "`";
    }
}
