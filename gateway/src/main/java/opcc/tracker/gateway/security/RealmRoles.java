package opcc.tracker.gateway.security;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import opcc.tracker.v1.RoleEnum;
import org.jspecify.annotations.Nullable;
import org.springframework.core.convert.converter.Converter;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import reactor.core.publisher.Mono;

/**
 * The roles of the tracker that a token holds: those of the realm ({@code realm_access.roles}) and those of the client that
 * stands for the tracker ({@code resource_access.<audience>.roles}). Roles of other clients and Keycloak's own are left out.
 */
final class RealmRoles implements Converter<Jwt, Mono<AbstractAuthenticationToken>> {

    private static final String PREFIX = "ROLE_";
    private static final Set<String> KNOWN = Arrays.stream(RoleEnum.Role.values())
            .filter(role -> role != RoleEnum.Role.UNRECOGNIZED && role != RoleEnum.Role.ROLE_UNSPECIFIED)
            .map(RealmRoles::name)
            .collect(Collectors.toUnmodifiableSet());

    private final String audience;

    RealmRoles(String audience) {
        this.audience = audience;
    }

    @Override
    public Mono<AbstractAuthenticationToken> convert(Jwt token) {
        List<GrantedAuthority> authorities = new ArrayList<>();
        for (String role : in(token)) {
            authorities.add(new SimpleGrantedAuthority(PREFIX + role));
        }
        return Mono.just(new JwtAuthenticationToken(token, authorities));
    }

    /** The roles of a caller, as Keycloak writes them, in alphabetical order. */
    static Set<String> of(Authentication caller) {
        Set<String> roles = new TreeSet<>();
        for (GrantedAuthority granted : caller.getAuthorities()) {
            String authority = granted.getAuthority();
            if (authority != null && authority.startsWith(PREFIX)) {
                roles.add(authority.substring(PREFIX.length()));
            }
        }
        return roles;
    }

    /** A role of the contracts as Keycloak writes it: in lower case. */
    static String name(RoleEnum.Role role) {
        return role.name().toLowerCase(Locale.ROOT);
    }

    /** The roles that a token holds, as Keycloak writes them, in alphabetical order. */
    Set<String> in(Jwt token) {
        Object clients = token.getClaims().get("resource_access");
        Set<String> roles = new TreeSet<>();
        addKnown(token.getClaims().get("realm_access"), roles);
        addKnown(clients instanceof Map<?, ?> map ? map.get(audience) : null, roles);
        return roles;
    }

    private static void addKnown(@Nullable Object access, Set<String> roles) {
        if (access instanceof Map<?, ?> map && map.get("roles") instanceof Collection<?> names) {
            for (Object name : names) {
                if (name instanceof String role && KNOWN.contains(role)) {
                    roles.add(role);
                }
            }
        }
    }
}
