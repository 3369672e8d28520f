package opcc.tracker.kit.authentication;

import com.github.benmanes.caffeine.cache.Ticker;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.BadJWTException;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import com.nimbusds.jwt.proc.JWTClaimsSetVerifier;
import java.net.MalformedURLException;
import java.net.URI;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Set;
import opcc.tracker.kit.refusal.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * Checks an access token of the realm: signature by one of the realm's keys with an asymmetric algorithm, issuer, audience,
 * authorised party, type and times, and whether it is bound to a key. Keys are cached, fetched anew when an unknown one is
 * named (at most once in thirty seconds), and stay good for a day while the key server is away: a key that the realm
 * withdraws is good for at most {@link #KEYS_KEPT} more.
 *
 * <p>The signature, which is what costs, is checked once a minute: what a good token said is remembered, but at each use
 * its times are held against the clock, and its keys against the realm's keys. So a token is refused as soon with the
 * memory as without.
 */
public final class TokenVerifier {

    /** How long the realm's keys are kept before they are fetched anew. */
    public static final Duration KEYS_KEPT = Duration.ofMinutes(5);

    private static final Set<JWSAlgorithm> ALGORITHMS =
            Set.of(JWSAlgorithm.RS256, JWSAlgorithm.PS256, JWSAlgorithm.ES256);
    private static final int CLOCK_SKEW_SECONDS = 15;
    private static final Duration REMEMBERED = Duration.ofMinutes(1);
    private static final int MOST_REMEMBERED = 10_000;

    private final JWKSource<SecurityContext> keys;
    private final JWTClaimsSetVerifier<SecurityContext> claimsRules;
    private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
    private final String audience;
    private final Set<String> authorisedParties;
    private final Clock clock;
    private final TokenMemory memory = new TokenMemory(REMEMBERED, MOST_REMEMBERED, Ticker.systemTicker());

    /** Carries out of one check by which keys it was made. */
    private static final class Check implements SecurityContext {
        private @Nullable JWKSelector selector;
        private List<JWK> keys = List.of();
    }

    /**
     * @param issuer the exact {@code iss}
     * @param keys where the realm publishes its keys
     * @param audience what {@code aud} must hold
     * @param authorisedParties the clients ({@code azp}) whose tokens count
     * @param clock the real time, which is the realm's, too
     */
    public TokenVerifier(String issuer, URI keys, String audience, Set<String> authorisedParties, Clock clock) {
        this(issuer, keys, KEYS_KEPT, audience, authorisedParties, clock);
    }

    TokenVerifier(
            String issuer, URI keys, Duration keysKept, String audience, Set<String> authorisedParties, Clock clock) {
        this.keys = keySource(keys, keysKept);
        this.audience = audience;
        this.authorisedParties = Set.copyOf(authorisedParties);
        this.clock = clock;
        this.claimsRules = claimsRules(issuer, audience, clock);
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, this::keysOf));
        processor.setJWTClaimsSetVerifier(claimsRules);
    }

    private static JWTClaimsSetVerifier<SecurityContext> claimsRules(String issuer, String audience, Clock clock) {
        DefaultJWTClaimsVerifier<SecurityContext> claims =
                new DefaultJWTClaimsVerifier<>(
                        audience,
                        new JWTClaimsSet.Builder().issuer(issuer).build(),
                        Set.of("sub", "exp", "iat", "azp", "preferred_username", "typ")) {
                    @Override
                    public void verify(JWTClaimsSet claims, @Nullable SecurityContext context) throws BadJWTException {
                        super.verify(claims, context);
                        if (!claims.getClaim("typ").equals(isBound(claims) ? "DPoP" : "Bearer")) {
                            throw new BadJWTException("not an access token");
                        }
                    }

                    @Override
                    protected Date currentTime() {
                        return Date.from(clock.instant());
                    }
                };
        claims.setMaxClockSkew(CLOCK_SKEW_SECONDS);
        return claims;
    }

    private static JWKSource<SecurityContext> keySource(URI keys, Duration kept) {
        try {
            return JWKSourceBuilder.create(keys.toURL(), new DefaultResourceRetriever(2_000, 2_000, 200_000))
                    .cache(kept.toMillis(), kept.dividedBy(60).toMillis())
                    .refreshAheadCache(kept.dividedBy(10).toMillis(), false)
                    .rateLimited(kept.dividedBy(10).toMillis())
                    .outageTolerant(Duration.ofHours(24).toMillis())
                    .build();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException("not the address of a key server: " + keys, e);
        }
    }

    private List<JWK> keysOf(JWKSelector selector, @Nullable SecurityContext context) throws KeySourceException {
        List<JWK> found = keys.get(selector, null);
        if (context instanceof Check check) {
            check.selector = selector;
            check.keys = found;
        }
        return found;
    }

    /** The caller whose bearer token this is, as {@link #verify(String, boolean)}. */
    public Caller verify(String token) {
        return verify(token, false);
    }

    /**
     * The caller whose token this is.
     *
     * @param bound whether it is presented as bound to a key (RFC 9449), which must be so if and only if it is: that its
     *     sender holds the key was proved to the gateway
     * @throws Refusal UNAUTHENTICATED if the token is not good, UNAVAILABLE if no keys could be had to tell
     */
    public Caller verify(String token, boolean bound) {
        try {
            TokenMemory.Said said = memory.find(token);
            if (said == null || !stillHolds(said)) {
                said = check(token);
            }
            if (isBound(said.claims()) != bound) {
                throw notGood();
            }
            return said.caller();
        } catch (KeySourceException e) {
            throw Refusal.unavailable(
                    "KEYS_UNAVAILABLE", "Sign-in can't be checked at the moment. Try again in a moment.", 5);
        } catch (ParseException | BadJOSEException | JOSEException e) {
            throw notGood();
        }
    }

    /**
     * Not past its end, and by the very keys that the realm has now under that name; else it is checked anew.
     *
     * @throws BadJWTException if its times are over, or the realm has no such key any more
     */
    private boolean stillHolds(TokenMemory.Said said) throws BadJWTException, KeySourceException {
        claimsRules.verify(said.claims(), null);
        List<JWK> present = keys.get(said.selector(), null);
        if (present.isEmpty()) {
            throw new BadJWTException("the key was withdrawn");
        }
        return present.equals(said.keys())
                && clock.instant().isBefore(said.claims().getExpirationTime().toInstant());
    }

    private TokenMemory.Said check(String token) throws ParseException, BadJOSEException, JOSEException {
        Check check = new Check();
        JWTClaimsSet claims = processor.process(SignedJWT.parse(token), check);
        if (!authorisedParties.contains(claims.getStringClaim("azp"))) {
            throw notGood();
        }
        if (check.selector == null) {
            throw notGood();
        }
        TokenMemory.Said said =
                new TokenMemory.Said(CallerClaims.caller(claims, audience), claims, check.selector, check.keys);
        memory.remember(token, said);
        return said;
    }

    /** How many tokens are remembered. */
    long remembered() {
        return memory.size();
    }

    private static Refusal notGood() {
        return Refusal.unauthenticated("The access token is not valid or has expired. Sign in again.");
    }

    private static boolean isBound(JWTClaimsSet claims) {
        return claims.getClaim("cnf") != null;
    }
}
