package opcc.tracker.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
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
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import opcc.tracker.local.demo.DemoUsers;
import opcc.tracker.v1.GetMeRequest;
import opcc.tracker.v1.SessionsServiceGrpc;
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

    @Test
    void opens_the_tracker_by_native_grpc_with_a_proof_for_the_method_and_not_without() throws Exception {
        String token = boundToken("analyst.apcc");
        URI gateway = tracker.stack().gatewayUrl();
        String method = gateway + "/opcc.tracker.v1.SessionsService/GetMe";
        ManagedChannel channel = NettyChannelBuilder.forAddress("127.0.0.1", gateway.getPort())
                .usePlaintext()
                .build();
        try {
            assertThat(me(channel, token, proof("POST", method, token))).isEqualTo("users/analyst.apcc");
            String once = proof("POST", method, token);
            me(channel, token, once);
            for (String proof : List.of("", once, proof("GET", gateway + "/v1/me", token))) {
                assertThatThrownBy(() -> me(channel, token, proof))
                        .isInstanceOf(StatusRuntimeException.class)
                        .hasMessageStartingWith("UNAUTHENTICATED: The ");
            }
        } finally {
            channel.shutdownNow();
        }
    }

    private static String me(ManagedChannel channel, String token, String proof) {
        Metadata headers = new Metadata();
        headers.put(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "DPoP " + token);
        if (!proof.isEmpty()) {
            headers.put(Metadata.Key.of("dpop", Metadata.ASCII_STRING_MARSHALLER), proof);
        }
        return SessionsServiceGrpc.newBlockingStub(channel)
                .withDeadlineAfter(20, TimeUnit.SECONDS)
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers))
                .getMe(GetMeRequest.getDefaultInstance())
                .getName();
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
