package opcc.tracker.gateway.security;

import java.util.Objects;
import java.util.Set;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;

/** What a well-signed token must say: by whom, for whom, to whom, from when until when, and as what. */
final class TokenRules {

    /** {@code DPoP} says that it is bound to a key, which {@link Possession} looks at. */
    private static final Set<String> ACCESS = Set.of("Bearer", "DPoP");

    private TokenRules() {}

    static OAuth2TokenValidator<Jwt> of(TokenSettings settings) {
        JwtTimestampValidator times = new JwtTimestampValidator(settings.skew());
        times.setAllowEmptyExpiryClaim(false);
        return new DelegatingOAuth2TokenValidator<>(
                rule(
                        "The token was issued by another issuer",
                        token -> settings.issuer().equals(token.getClaimAsString("iss"))),
                rule(
                        "The token is meant for another audience",
                        token -> token.getAudience() != null
                                && token.getAudience().contains(settings.audience())),
                rule(
                        "The token was given to a client that may not be used here",
                        token -> settings.clients()
                                .contains(Objects.toString(token.getClaims().get("azp"), ""))),
                rule(
                        "The token is not an access token",
                        token -> ACCESS.contains(
                                Objects.toString(token.getClaims().get("typ"), ""))),
                token -> times.validate(token).hasErrors()
                        ? failure("The token has expired or is not valid yet")
                        : OAuth2TokenValidatorResult.success());
    }

    interface Rule {
        boolean holds(Jwt token);
    }

    static OAuth2TokenValidator<Jwt> rule(String otherwise, Rule rule) {
        return token -> rule.holds(token) ? OAuth2TokenValidatorResult.success() : failure(otherwise);
    }

    private static OAuth2TokenValidatorResult failure(String description) {
        return OAuth2TokenValidatorResult.failure(new OAuth2Error("invalid_token", description, null));
    }
}
