package opcc.tracker.gatewaybench;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The same check for who has none of its own: RS256 by the realm's keys, issuer, audience, expiry. */
final class TokenCheck {

    private static final String BEARER = "Bearer ";

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
        try {
            processor.process(authorization.substring(BEARER.length()), null);
            return true;
        } catch (Exception e) {
            return false;
        }
    }
}
