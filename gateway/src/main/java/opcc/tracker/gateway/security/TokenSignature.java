package opcc.tracker.gateway.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.util.List;
import java.util.Set;
import org.springframework.core.convert.converter.Converter;
import org.springframework.security.oauth2.jwt.BadJwtException;
import reactor.core.publisher.Mono;

/**
 * Checks who signed a token. Only the issuer's own keys count, found by key id: keys or addresses of keys that the token
 * brings along ({@code jwk}, {@code jku}, {@code x5u}, {@code x5c}) are never looked at.
 */
final class TokenSignature implements Converter<JWT, Mono<JWTClaimsSet>> {

    private final SigningKeys keys;
    private final Set<String> algorithms;
    private final Set<String> types;

    /** Takes tokens of these {@code types} ({@code typ} of the header), and those that say none. */
    TokenSignature(SigningKeys keys, Set<String> algorithms, Set<String> types) {
        this.keys = keys;
        this.algorithms = Set.copyOf(algorithms);
        this.types = Set.copyOf(types);
    }

    @Override
    public Mono<JWTClaimsSet> convert(JWT token) {
        if (!(token instanceof SignedJWT signed) || !isAcceptable(signed.getHeader())) {
            return Mono.error(new BadJwtException("The token is not signed in a way that is accepted here"));
        }
        return keys.matching(signed.getHeader()).map(candidates -> verified(signed, candidates));
    }

    private boolean isAcceptable(JWSHeader header) {
        JOSEObjectType type = header.getType();
        return algorithms.contains(header.getAlgorithm().getName())
                && header.getKeyID() != null
                && header.getCriticalParams() == null
                && header.isBase64URLEncodePayload()
                && (type == null || types.contains(type.getType()));
    }

    private static JWTClaimsSet verified(SignedJWT token, List<JWK> candidates) {
        try {
            for (JWK key : candidates) {
                if (token.verify(verifier(key))) {
                    return token.getJWTClaimsSet();
                }
            }
        } catch (JOSEException | ParseException | IllegalArgumentException e) {
            throw new BadJwtException("The token cannot be read");
        }
        throw new BadJwtException("The token is not signed by the issuer that is trusted here");
    }

    private static JWSVerifier verifier(JWK key) throws JOSEException {
        return key instanceof ECKey curve ? new ECDSAVerifier(curve) : new RSASSAVerifier(key.toRSAKey());
    }
}
