package opcc.tracker.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import opcc.tracker.local.demo.DemoUsers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A token that the real Keycloak bound to a client's key (DPoP, RFC 9449), through the gateway and the services behind it. */
@ExtendWith(OnTheLiveTracker.class)
class BoundTokenIT {

    private final LiveTracker tracker;
    private final KeyPair key = newKey();

    BoundTokenIT(LiveTracker tracker) {
        this.tracker = tracker;
    }

    @Test
    void opens_the_tracker_with_proofs_and_nothing_without() throws Exception {
        String token = boundToken("analyst.apcc");
        JsonNode claims = JsonMapper.shared().readTree(Base64.getUrlDecoder().decode(token.split("\\.")[1]));
        assertThat(claims.path("typ").asString()).isEqualTo("DPoP");
        assertThat(claims.path("cnf").path("jkt").asString()).isNotEmpty();
        String me = tracker.stack().gatewayUrl() + "/v1/me";
        String services = tracker.stack().gatewayUrl() + "/v1/services";

        assertThat(get("/v1/me", "DPoP " + token, proof("GET", me, token)).ok().text("name"))
                .isEqualTo("users/analyst.apcc");
        get("/v1/services?pageSize=1", "DPoP " + token, proof("GET", services, token))
                .ok();

        assertThat(get("/v1/me", "Bearer " + token, proof("GET", me, token))
                        .problem(401)
                        .reason())
                .isEqualTo("PROOF_INVALID");
        assertThat(get("/v1/me", "DPoP " + token, proof("GET", services, token))
                        .problem(401)
                        .reason())
                .isEqualTo("PROOF_INVALID");
        String once = proof("GET", me, token);
        get("/v1/me", "DPoP " + token, once).ok();
        assertThat(get("/v1/me", "DPoP " + token, once).problem(401).text("detail"))
                .isEqualTo("The proof was used before.");
    }

    private Answer get(String path, String authorization, String proof) {
        return tracker.send(null, "GET", path, null, Map.of("Authorization", authorization, "DPoP", proof));
    }

    private String boundToken(String user) throws Exception {
        URI tokens = tracker.stack().realm().tokens();
        try (HttpClient http = HttpClient.newHttpClient()) {
            String answer = http.send(
                            HttpRequest.newBuilder(tokens)
                                    .header("Content-Type", "application/x-www-form-urlencoded")
                                    .header("DPoP", proof("POST", tokens.toString(), ""))
                                    .POST(BodyPublishers.ofString("grant_type=password&client_id=" + DemoUsers.CLIENT
                                            + "&username=" + user + "&password=" + DemoUsers.PASSWORD))
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
            JsonNode given = JsonMapper.shared().readTree(answer);
            assertThat(given.path("token_type").asString("")).as(answer).isEqualTo("DPoP");
            return given.path("access_token").asString();
        }
    }

    private String proof(String method, String uri, String token) throws GeneralSecurityException {
        ECPublicKey own = (ECPublicKey) key.getPublic();
        String header = """
            {"typ":"dpop+jwt","alg":"ES256","jwk":{"kty":"EC","crv":"P-256","x":"%s","y":"%s"}}\
            """.formatted(
                        text(coordinate(own.getW().getAffineX())),
                        text(coordinate(own.getW().getAffineY())));
        String claims = """
            {"jti":"%s","htm":"%s","htu":"%s","iat":%d%s}\
            """.formatted(
                        UUID.randomUUID(),
                        method,
                        uri,
                        System.currentTimeMillis() / 1000,
                        token.isEmpty() ? "" : ",\"ath\":\"" + text(digest(token)) + "\"");
        String signed =
                text(header.getBytes(StandardCharsets.UTF_8)) + "." + text(claims.getBytes(StandardCharsets.UTF_8));
        Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
        signature.initSign(key.getPrivate());
        signature.update(signed.getBytes(StandardCharsets.US_ASCII));
        return signed + "." + text(signature.sign());
    }

    private static byte[] digest(String token) throws GeneralSecurityException {
        return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.US_ASCII));
    }

    /** 32 bytes, whatever the number's sign and leading zeros. */
    private static byte[] coordinate(BigInteger number) {
        byte[] bytes = number.toByteArray();
        byte[] padded = new byte[32 + bytes.length];
        System.arraycopy(bytes, 0, padded, 32, bytes.length);
        return Arrays.copyOfRange(padded, padded.length - 32, padded.length);
    }

    private static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static KeyPair newKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
