package opcc.tracker.bench;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;

/** A realm of three people, so that tokens are really checked: it signs as Keycloak does and publishes its key. */
public final class BenchRealm implements AutoCloseable {

    static final String AREA = "west-mercia";

    private final RSAKey key;
    private final HttpServer keys;

    private BenchRealm(RSAKey key, HttpServer keys) {
        this.key = key;
        this.keys = keys;
    }

    /** Makes a key and begins to publish it. */
    public static BenchRealm start() throws IOException, JOSEException {
        RSAKey key = new RSAKeyGenerator(2048).keyIDFromThumbprint(true).generate();
        byte[] published = new JWKSet(key.toPublicJWK()).toString().getBytes(StandardCharsets.UTF_8);
        HttpServer keys = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        keys.createContext("/", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, published.length);
            exchange.getResponseBody().write(published);
            exchange.close();
        });
        keys.start();
        return new BenchRealm(key, keys);
    }

    /** For {@code KEYCLOAK_ISSUER_URI}. */
    public String issuer() {
        return "http://127.0.0.1:" + keys.getAddress().getPort() + "/realms/opcc";
    }

    /** A finance officer's token that outlives the bench. */
    public String finance() throws JOSEException {
        return token("finance.westmercia", "finance", Map.of("areas", List.of(AREA)));
    }

    /** The token of somebody who works for the one provider that the bench knows. */
    String provider() throws JOSEException {
        return token("provider.bench", "provider", Map.of("provider", OneRegister.PROVIDER));
    }

    /** The token of an analyst, who reads tables of all areas. */
    String analyst() throws JOSEException {
        return token("analyst.apcc", "analyst", Map.of());
    }

    private String token(String username, String role, Map<String, Object> more) throws JOSEException {
        Instant now = Instant.now();
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .issuer(issuer())
                .subject(username)
                .audience("tracker")
                .claim("azp", "tracker-cli")
                .claim("typ", "Bearer")
                .claim("preferred_username", username)
                .claim("realm_access", Map.of("roles", List.of(role)))
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(Duration.ofHours(12))));
        more.forEach(claims::claim);
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(), claims.build());
        token.sign(new RSASSASigner(key));
        return token.serialize();
    }

    @Override
    public void close() {
        keys.stop(0);
    }
}
