package opcc.tracker.gateway.security;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusReactiveJwtDecoder;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import reactor.core.publisher.Mono;

/** What the issuer signs for the gateway itself, as its client: who signed in, and who is signed out. */
public final class IssuedTokens {

    private static final String LOGOUT_EVENT = "http://schemas.openid.net/event/backchannel-logout";

    private final ReactiveJwtDecoder access;
    private final SigningKeys keys;
    private final TokenSettings settings;
    private final RealmRoles roles;

    IssuedTokens(ReactiveJwtDecoder access, SigningKeys keys, TokenSettings settings) {
        this.access = access;
        this.keys = keys;
        this.settings = settings;
        this.roles = new RealmRoles(settings.audience());
    }

    /** An access token, held to the same rules as one that a caller sends. */
    public Mono<Jwt> access(String token) {
        return access.decode(token);
    }

    /** The tracker's roles that an access token holds. */
    public List<String> roles(Jwt token) {
        return roles.in(token).stream().toList();
    }

    /** An identity token for {@code client}, given for the sign-in with this nonce; else an error. */
    public Mono<Jwt> identity(String token, String client, String nonce) {
        return decoder(
                        Set.of("JWT"),
                        TokenRules.rule("The token is no identity", jwt -> "ID".equals(claim(jwt, "typ"))),
                        TokenRules.rule("The token is for another sign-in", jwt -> nonce.equals(claim(jwt, "nonce"))),
                        TokenRules.rule("The token is for another client", jwt -> client.equals(claim(jwt, "azp"))),
                        TokenRules.rule(
                                "The token names no session",
                                jwt -> !claim(jwt, "sid").isEmpty()),
                        isFor(client))
                .decode(token);
    }

    /** A logout token for {@code client} that names a session (OpenID Connect Back-Channel Logout 1.0, 2.6); else an error. */
    public Mono<Jwt> logout(String token, String client) {
        return decoder(
                        Set.of("JWT", "logout+jwt"),
                        TokenRules.rule(
                                "The token is no logout",
                                jwt -> jwt.getClaims().get("events") instanceof Map<?, ?> events
                                        && events.containsKey(LOGOUT_EVENT)),
                        TokenRules.rule("The token is an identity", jwt -> !jwt.hasClaim("nonce")),
                        TokenRules.rule(
                                "The token names no session",
                                jwt -> !claim(jwt, "sid").isEmpty()),
                        TokenRules.rule(
                                "The token has no id", jwt -> !claim(jwt, "jti").isEmpty()),
                        isFor(client))
                .decode(token);
    }

    @SafeVarargs
    private ReactiveJwtDecoder decoder(Set<String> types, OAuth2TokenValidator<Jwt>... rules) {
        NimbusReactiveJwtDecoder decoder =
                new NimbusReactiveJwtDecoder(new TokenSignature(keys, settings.algorithms(), types));
        JwtTimestampValidator times = new JwtTimestampValidator(settings.skew());
        times.setAllowEmptyExpiryClaim(false);
        decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(
                new DelegatingOAuth2TokenValidator<>(rules),
                TokenRules.rule(
                        "The token was issued by another issuer",
                        jwt -> settings.issuer().equals(claim(jwt, "iss"))),
                times));
        return token ->
                token.isEmpty() ? Mono.error(new BadJwtException("The token is missing")) : decoder.decode(token);
    }

    private static OAuth2TokenValidator<Jwt> isFor(String client) {
        return TokenRules.rule(
                "The token is meant for another audience",
                jwt -> jwt.getAudience() != null && jwt.getAudience().contains(client));
    }

    private static String claim(Jwt token, String name) {
        return Objects.toString(token.getClaims().get(name), "");
    }

    /** SHA-256 of a text in base64url, as PKCE's challenge (RFC 7636). */
    public static String sha256(String text) {
        return Digests.sha256(text);
    }
}
