package opcc.tracker.kit.authentication;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.net.MalformedURLException;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import opcc.tracker.kit.refusal.Refusal;
import opcc.tracker.v1.RoleEnum.Role;
import org.jspecify.annotations.Nullable;

/**
 * Checks a bearer token of the realm: signature by one of the realm's keys with an asymmetric algorithm, issuer,
 * audience, authorised party, type and times. Keys are cached, fetched anew when an unknown one is named (at most once
 * in thirty seconds), and stay good for a day while the key server is away.
 */
public final class TokenVerifier {

    private static final Set<JWSAlgorithm> ALGORITHMS =
            Set.of(JWSAlgorithm.RS256, JWSAlgorithm.PS256, JWSAlgorithm.ES256);
    private static final int CLOCK_SKEW_SECONDS = 15;

    private final DefaultJWTProcessor<SecurityContext> processor;
    private final Set<String> authorisedParties;

    /**
     * @param issuer the exact {@code iss}
     * @param keys where the realm publishes its keys
     * @param audience what {@code aud} must hold
     * @param authorisedParties the clients ({@code azp}) whose tokens count
     */
    public TokenVerifier(String issuer, URI keys, String audience, Set<String> authorisedParties) {
        this.authorisedParties = Set.copyOf(authorisedParties);
        this.processor = new DefaultJWTProcessor<>();
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, keySource(keys)));
        DefaultJWTClaimsVerifier<SecurityContext> claims = new DefaultJWTClaimsVerifier<>(
                audience,
                new JWTClaimsSet.Builder().issuer(issuer).claim("typ", "Bearer").build(),
                Set.of("sub", "exp", "iat", "azp", "preferred_username"));
        claims.setMaxClockSkew(CLOCK_SKEW_SECONDS);
        processor.setJWTClaimsSetVerifier(claims);
    }

    private static JWKSource<SecurityContext> keySource(URI keys) {
        try {
            return JWKSourceBuilder.create(keys.toURL(), new DefaultResourceRetriever(2_000, 2_000, 200_000))
                    .cache(
                            Duration.ofMinutes(5).toMillis(),
                            Duration.ofSeconds(5).toMillis())
                    .rateLimited(Duration.ofSeconds(30).toMillis())
                    .outageTolerant(Duration.ofHours(24).toMillis())
                    .build();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException("not the address of a key server: " + keys, e);
        }
    }

    /**
     * The caller whose token this is.
     *
     * @throws Refusal UNAUTHENTICATED if the token is not good, UNAVAILABLE if no keys could be had to tell
     */
    public Caller verify(String token) {
        try {
            JWTClaimsSet claims = processor.process(SignedJWT.parse(token), null);
            if (!authorisedParties.contains(claims.getStringClaim("azp"))) {
                throw notGood();
            }
            return caller(claims);
        } catch (KeySourceException e) {
            throw Refusal.unavailable(
                    "KEYS_UNAVAILABLE", "Sign-in can't be checked at the moment. Try again in a moment.", 5);
        } catch (ParseException | BadJOSEException | JOSEException e) {
            throw notGood();
        }
    }

    private static Refusal notGood() {
        return Refusal.unauthenticated("The access token is not valid or has expired. Sign in again.");
    }

    private static Caller caller(JWTClaimsSet claims) throws ParseException {
        List<String> areas = claims.getStringListClaim("areas");
        return new Caller(
                claims.getSubject(),
                claims.getStringClaim("preferred_username"),
                roles(claims.getJSONObjectClaim("realm_access")),
                areas == null ? Set.of() : Set.copyOf(areas),
                provider(claims.getStringClaim("provider")));
    }

    private static Set<Role> roles(@Nullable Map<String, Object> realmAccess) {
        EnumSet<Role> roles = EnumSet.noneOf(Role.class);
        if (realmAccess != null && realmAccess.get("roles") instanceof List<?> names) {
            for (Role role : Role.values()) {
                if (role.name().indexOf('_') < 0 && names.contains(role.name().toLowerCase(Locale.ROOT))) {
                    roles.add(role);
                }
            }
        }
        return roles;
    }

    private static @Nullable String provider(@Nullable String slug) {
        return slug == null || slug.isEmpty() ? null : "providers/" + slug;
    }
}
