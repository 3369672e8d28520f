package opcc.tracker.gateway.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Instant;
import java.util.Set;

/**
 * What a client signed to show that it holds the key that its token is bound to (RFC 9449).
 *
 * @param thumbprint of the key that signed it (RFC 7638)
 * @param method the HTTP method that it is for
 * @param uri the address that it is for, without query
 * @param made when it was made
 * @param id what no two proofs share
 * @param tokenHash SHA-256 of the token that it goes with, in base64url
 */
record DpopProof(String thumbprint, String method, String uri, Instant made, String id, String tokenHash) {

    private static final int LONGEST = 4_096;
    private static final int WEAKEST_RSA_BITS = 2048;
    // A larger key costs us more to check than its sender to make.
    private static final int LARGEST_RSA_BITS = 4096;

    /**
     * Reads a proof that is well formed and signed by the key that it names.
     *
     * @throws ProofRefusedException if it is not
     */
    static DpopProof read(String text, Set<String> algorithms) {
        if (text.length() > LONGEST) {
            throw new ProofRefusedException("The proof is too long");
        }
        try {
            SignedJWT proof = SignedJWT.parse(text);
            JWK key = key(proof.getHeader(), algorithms);
            if (!proof.verify(verifier(key))) {
                throw new ProofRefusedException("The proof is not signed by the key that it names");
            }
            JWTClaimsSet claims = proof.getJWTClaimsSet();
            if (claims.getIssueTime() == null) {
                throw new ProofRefusedException("The proof lacks iat");
            }
            return new DpopProof(
                    key.computeThumbprint().toString(),
                    needed(claims, "htm"),
                    needed(claims, "htu"),
                    claims.getIssueTime().toInstant(),
                    needed(claims, "jti"),
                    needed(claims, "ath"));
        } catch (ParseException | JOSEException | IllegalArgumentException e) {
            throw new ProofRefusedException("The proof cannot be read");
        }
    }

    /** What tells this proof from all others, and nothing of whose it is. */
    String digest() {
        return Digests.sha256(thumbprint + " " + id);
    }

    private static JWK key(JWSHeader header, Set<String> algorithms) {
        if (header.getType() == null || !"dpop+jwt".equals(header.getType().getType())) {
            throw new ProofRefusedException("The proof is not of the type dpop+jwt");
        }
        JWK key = header.getJWK();
        if (!algorithms.contains(header.getAlgorithm().getName())
                || header.getCriticalParams() != null
                || !header.isBase64URLEncodePayload()) {
            throw new ProofRefusedException("The proof is not signed in a way that is accepted here");
        }
        if (key == null || key.isPrivate() || !isUsable(key)) {
            throw new ProofRefusedException("The proof names no public key that is accepted here");
        }
        return key;
    }

    private static boolean isUsable(JWK key) {
        return key instanceof ECKey
                || (key instanceof RSAKey rsa && rsa.size() >= WEAKEST_RSA_BITS && rsa.size() <= LARGEST_RSA_BITS);
    }

    private static JWSVerifier verifier(JWK key) throws JOSEException {
        return key instanceof ECKey curve ? new ECDSAVerifier(curve) : new RSASSAVerifier(key.toRSAKey());
    }

    private static String needed(JWTClaimsSet claims, String name) throws ParseException {
        String value = claims.getStringClaim(name);
        if (value == null || value.isEmpty()) {
            throw new ProofRefusedException("The proof lacks " + name);
        }
        return value;
    }
}
