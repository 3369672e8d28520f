package opcc.tracker.gateway.stage;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** A client's own key, to which its tokens are bound, and the proofs that it makes (RFC 9449). */
public final class ProofKey {

    private final ECKey key;

    public ProofKey() {
        try {
            key = new ECKeyGenerator(Curve.P_256).generate();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    public ECKey key() {
        return key;
    }

    /** The claim of a token that is bound to this key. */
    public Map<String, Object> confirmation() {
        try {
            return Map.of("jkt", key.computeThumbprint().toString());
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    /** A token of the realm that is bound to this key. */
    public String boundToken(Realm realm, String... roles) {
        return realm.sign(
                Realm.claims(roles)
                        .claim("typ", "DPoP")
                        .claim("cnf", confirmation())
                        .build(),
                header -> header);
    }

    /** The claims of a good proof. */
    public static JWTClaimsSet.Builder claims(String method, String uri, String token) {
        return new JWTClaimsSet.Builder()
                .jwtID(UUID.randomUUID().toString())
                .issueTime(Realm.date(Instant.now()))
                .claim("htm", method)
                .claim("htu", uri)
                .claim("ath", hash(token));
    }

    /** A good proof. */
    public String proof(String method, String uri, String token) {
        return proof(claims(method, uri, token).build(), header -> header);
    }

    /** A proof with these claims and a changed header, signed with this key all the same. */
    public String proof(JWTClaimsSet claims, UnaryOperator<JWSHeader.Builder> change) {
        try {
            JWSHeader.Builder header = new JWSHeader.Builder(JWSAlgorithm.ES256)
                    .type(new JOSEObjectType("dpop+jwt"))
                    .jwk(key.toPublicJWK());
            SignedJWT proof = new SignedJWT(change.apply(header).build(), claims);
            proof.sign(new ECDSASigner(key));
            return proof.serialize();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    /** What no library would make: a proof that gives the key away. */
    public String proofWithPrivateKey(JWTClaimsSet claims) {
        String header = "{\"typ\":\"dpop+jwt\",\"alg\":\"ES256\",\"jwk\":" + key.toJSONString() + "}";
        String signed = Base64URL.encode(header) + "." + claims.toPayload().toBase64URL();
        try {
            return signed + "."
                    + new ECDSASigner(key)
                            .sign(new JWSHeader(JWSAlgorithm.ES256), signed.getBytes(StandardCharsets.US_ASCII));
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    private static String hash(String token) {
        try {
            return Base64URL.encode(
                            MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.US_ASCII)))
                    .toString();
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
