package opcc.tracker.gateway.stage;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** A realm that signs tokens as Keycloak does. */
public final class Realm {

    public static final String ISSUER = "http://127.0.0.1:1/realms/opcc";

    private RSAKey key;

    public Realm() {
        rotate();
    }

    /** From now on tokens are signed with a new key. */
    public void rotate() {
        try {
            key = new RSAKeyGenerator(2048)
                    .keyUse(KeyUse.SIGNATURE)
                    .keyIDFromThumbprint(true)
                    .algorithm(JWSAlgorithm.RS256)
                    .generate();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    public RSAKey key() {
        return key;
    }

    /** The public keys, as the key server gives them. */
    public String jwks() {
        return new JWKSet(key.toPublicJWK()).toString();
    }

    /** The claims of a good token. */
    public static JWTClaimsSet.Builder claims(String... roles) {
        Instant now = Instant.now();
        return new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .subject("f0000000-0000-0000-0000-000000000001")
                .audience(List.of("tracker", "account"))
                .claim("azp", "tracker-cli")
                .claim("typ", "Bearer")
                .claim("preferred_username", "finance.westmercia")
                .claim("realm_access", Map.of("roles", List.of(roles)))
                .claim("areas", List.of("west-mercia"))
                .issueTime(date(now))
                .expirationTime(date(now.plusSeconds(300)));
    }

    public static Date date(Instant time) {
        return Date.from(time);
    }

    /** A good token of somebody with these roles. */
    public String token(String... roles) {
        return sign(claims(roles).build(), header -> header);
    }

    /** A token with changed claims or header, signed with the realm's key all the same. */
    public String sign(JWTClaimsSet claims, UnaryOperator<JWSHeader.Builder> header) {
        try {
            return sign(claims, header, JWSAlgorithm.RS256, new RSASSASigner(key));
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    /** A token signed by somebody. */
    public String sign(
            JWTClaimsSet claims, UnaryOperator<JWSHeader.Builder> header, JWSAlgorithm algorithm, JWSSigner signer) {
        try {
            JWSHeader.Builder builder =
                    new JWSHeader.Builder(algorithm).keyID(key.getKeyID()).type(JOSEObjectType.JWT);
            SignedJWT token = new SignedJWT(header.apply(builder).build(), claims);
            token.sign(signer);
            return token.serialize();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }
}
