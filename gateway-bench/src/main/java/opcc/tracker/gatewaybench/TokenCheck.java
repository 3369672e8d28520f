package opcc.tracker.gatewaybench;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The same check for who has none of its own: RS256 by the realm's keys, issuer, audience, expiry. A token found good is
 * taken for a minute, as the gateway and the services take it. The bench has few tokens: nothing is ever thrown away.
 */
final class TokenCheck {

    private static final String BEARER = "Bearer ";

    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

    private final Map<String, Long> good = new ConcurrentHashMap<>();
    private final DefaultJWTProcessor<com.nimbusds.jose.proc.SecurityContext> processor = new DefaultJWTProcessor<>();

    TokenCheck(String issuer) throws Exception {
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(
                JWSAlgorithm.RS256,
                JWKSourceBuilder.create(URI.create(issuer + "/protocol/openid-connect/certs")
                                .toURL())
                        .build()));
        processor.setJWTClaimsSetVerifier(new DefaultJWTClaimsVerifier<>(
                "tracker", new JWTClaimsSet.Builder().issuer(issuer).build(), Set.of("exp", "sub")));
    }

    boolean passes(@Nullable String authorization) {
        if (authorization == null || !authorization.startsWith(BEARER)) {
            return false;
        }
        long now = System.nanoTime();
        Long since = good.get(authorization);
        if (since != null && now - since < MINUTE) {
            return true;
        }
        try {
            processor.process(authorization.substring(BEARER.length()), null);
            good.put(authorization, now);
            return true;
        } catch (Exception e) {
            return false;
        }
    }
}
