package opcc.tracker.kit.authentication;

import com.nimbusds.jwt.JWTClaimsSet;
import java.text.ParseException;
import java.util.Date;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import opcc.tracker.v1.RoleEnum.Role;
import org.jspecify.annotations.Nullable;

/** What the claims of a good token say of whoever calls. */
final class CallerClaims {

    private CallerClaims() {}

    /** The caller; {@code audience} names the client whose roles count beside the realm's. */
    static Caller caller(JWTClaimsSet claims, String audience) throws ParseException {
        List<String> areas = claims.getStringListClaim("areas");
        return new Caller(
                claims.getSubject(),
                claims.getStringClaim("preferred_username"),
                roles(claims, audience),
                areas == null ? Set.of() : Set.copyOf(areas),
                provider(claims.getStringClaim("provider")),
                signIn(claims));
    }

    /** Roles of the realm, and of the client that stands for the tracker; roles of other clients say nothing here. */
    private static Set<Role> roles(JWTClaimsSet claims, String audience) throws ParseException {
        EnumSet<Role> roles = EnumSet.noneOf(Role.class);
        addRoles(roles, claims.getJSONObjectClaim("realm_access"));
        Map<String, Object> clients = claims.getJSONObjectClaim("resource_access");
        addRoles(roles, clients == null ? null : clients.get(audience));
        return roles;
    }

    private static void addRoles(Set<Role> roles, @Nullable Object access) {
        if (access instanceof Map<?, ?> map && map.get("roles") instanceof List<?> names) {
            for (Role role : Role.values()) {
                if (role.name().indexOf('_') < 0 && names.contains(role.name().toLowerCase(Locale.ROOT))) {
                    roles.add(role);
                }
            }
        }
    }

    private static SignIn signIn(JWTClaimsSet claims) throws ParseException {
        String level = claims.getClaim("acr") instanceof String acr ? acr : "";
        Date at = claims.getClaim("auth_time") == null ? null : claims.getDateClaim("auth_time");
        return new SignIn(level, at == null ? null : at.toInstant());
    }

    private static @Nullable String provider(@Nullable String slug) {
        return slug == null || slug.isEmpty() ? null : "providers/" + slug;
    }
}
