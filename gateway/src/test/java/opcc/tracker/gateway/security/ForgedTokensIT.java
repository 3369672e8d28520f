package opcc.tracker.gateway.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.util.Base64;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import opcc.tracker.gateway.stage.Caller;
import opcc.tracker.gateway.stage.GatewayUnderTest;
import opcc.tracker.gateway.stage.KeyServerDouble;
import opcc.tracker.gateway.stage.Realm;
import opcc.tracker.gateway.stage.ScriptedService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

@DisplayName("A token")
class ForgedTokensIT {

    private static final Realm REALM = new Realm();
    private static final Realm STRANGER = new Realm();
    private static KeyServerDouble keys;
    private static ScriptedService funds;
    private static GatewayUnderTest gateway;

    @BeforeAll
    static void start() {
        keys = new KeyServerDouble();
        keys.gives(REALM);
        funds = new ScriptedService();
        gateway = GatewayUnderTest.start(keys.uri(), "tracker.gateway.targets.FundsService=" + funds.address());
    }

    @AfterAll
    static void stop() {
        gateway.close();
        funds.close();
        keys.close();
    }

    private static Caller.Answer present(String token) {
        return gateway.caller().withToken(token).get("/v1/funds/f");
    }

    private static String claims(UnaryOperator<JWTClaimsSet.Builder> change) {
        return REALM.sign(change.apply(Realm.claims("finance")).build(), header -> header);
    }

    private static String header(UnaryOperator<JWSHeader.Builder> change) {
        return REALM.sign(Realm.claims("finance").build(), change);
    }

    private static String hmacWith(byte[] secret) throws JOSEException {
        return REALM.sign(Realm.claims("finance").build(), h -> h, JWSAlgorithm.HS256, new MACSigner(secret));
    }

    private static String tamper(String token, String from, String to) {
        String[] parts = token.split("\\.");
        String payload = new Base64URL(parts[1]).decodeToString().replace(from, to);
        return parts[0] + "." + Base64URL.encode(payload) + "." + parts[2];
    }

    private static String withProvider(String provider) {
        return claims(c -> c.claim("provider", provider));
    }

    private static String withClientRole(String client, String role) {
        return claims(c ->
                c.claim("realm_access", null).claim("resource_access", Map.of(client, Map.of("roles", List.of(role)))));
    }

    private static String withHeader(String json) {
        String[] parts = REALM.token("finance").split("\\.");
        return Base64URL.encode(json) + "." + parts[1] + "." + parts[2];
    }

    private static Map<String, String> forged() throws JOSEException {
        String good = REALM.token("finance");
        String kid = REALM.key().getKeyID();
        JWTClaimsSet claims = Realm.claims("finance").build();
        Instant now = Instant.now();
        Map<String, String> tokens = new LinkedHashMap<>();
        tokens.put("alg none", new PlainJWT(claims).serialize());
        tokens.put("alg none with the old signature", withHeader("{\"alg\":\"none\",\"kid\":\"" + kid + "\"}"));
        tokens.put("alg NoNe", withHeader("{\"alg\":\"NoNe\",\"kid\":\"" + kid + "\"}"));
        tokens.put("HS256 with the public key's PEM", hmacWith(pem().getBytes(StandardCharsets.UTF_8)));
        tokens.put(
                "HS256 with the public key's bytes",
                hmacWith(REALM.key().toRSAPublicKey().getEncoded()));
        tokens.put("HS256 with the key set", hmacWith(REALM.jwks().getBytes(StandardCharsets.UTF_8)));
        tokens.put(
                "RS512, which is not on the list",
                REALM.sign(claims, h -> h, JWSAlgorithm.RS512, new RSASSASigner(REALM.key())));
        tokens.put("key of a stranger under our key id", STRANGER.sign(claims, h -> h.keyID(kid)));
        tokens.put("key of a stranger under its own id", STRANGER.token("finance"));
        tokens.put(
                "key of a stranger in the header (jwk)",
                STRANGER.sign(claims, h -> h.keyID(kid).jwk(STRANGER.key().toPublicJWK())));
        tokens.put(
                "key of a stranger by jku",
                STRANGER.sign(claims, h -> h.keyID(kid).jwkURL(URI.create("http://127.0.0.1:1/keys"))));
        tokens.put(
                "key of a stranger by x5u",
                STRANGER.sign(claims, h -> h.keyID(kid).x509CertURL(URI.create("http://127.0.0.1:1/cert"))));
        tokens.put(
                "certificate of a stranger in the header (x5c)",
                STRANGER.sign(claims, h -> h.keyID(kid).x509CertChain(List.of(new Base64("MIIB")))));
        tokens.put(
                "elliptic curve of a stranger under our key id",
                REALM.sign(
                        claims,
                        h -> h,
                        JWSAlgorithm.ES256,
                        new ECDSASigner(new ECKeyGenerator(Curve.P_256).generate())));
        tokens.put("no key id", header(h -> h.keyID(null)));
        tokens.put("key id with a path", header(h -> h.keyID("../../dev/null")));
        tokens.put("key id with SQL", header(h -> h.keyID("' OR 1=1 --")));
        tokens.put(
                "critical header that nobody knows",
                header(h -> h.criticalParams(Set.of("exp")).customParam("exp", 1)));
        tokens.put("of another type (typ in the header)", header(h -> h.type(new JOSEObjectType("logout+jwt"))));
        tokens.put("another issuer", claims(c -> c.issuer("http://127.0.0.1:1/realms/other")));
        tokens.put("issuer with a slash too many", claims(c -> c.issuer(Realm.ISSUER + "/")));
        tokens.put("another realm of the same server", claims(c -> c.issuer(Realm.ISSUER.replace("opcc", "master"))));
        tokens.put("no issuer", claims(c -> c.issuer(null)));
        tokens.put("another audience", claims(c -> c.audience("account")));
        tokens.put("audience that only starts like ours", claims(c -> c.audience(List.of("tracker-other"))));
        tokens.put("no audience", claims(c -> c.audience((String) null)));
        tokens.put("another client (azp)", claims(c -> c.claim("azp", "other-client")));
        tokens.put("no client (azp)", claims(c -> c.claim("azp", null)));
        tokens.put("client that is a list", claims(c -> c.claim("azp", List.of("tracker-cli"))));
        tokens.put("refresh token (typ)", claims(c -> c.claim("typ", "Refresh")));
        tokens.put("identity token (typ)", claims(c -> c.claim("typ", "ID")));
        tokens.put("no typ", claims(c -> c.claim("typ", null)));
        tokens.put("expired", claims(c -> c.expirationTime(Realm.date(now.minusSeconds(60)))));
        tokens.put("without expiry", claims(c -> c.expirationTime(null)));
        tokens.put("not valid yet", claims(c -> c.notBeforeTime(Realm.date(now.plusSeconds(60)))));
        tokens.put("tampered roles", tamper(REALM.token("analyst"), "analyst", "finance"));
        tokens.put("tampered area", tamper(good, "west-mercia", "leicestershire"));
        tokens.put("signature cut off", good.substring(0, good.lastIndexOf('.') + 1));
        tokens.put(
                "signature of another token",
                good.substring(0, good.lastIndexOf('.'))
                        + REALM.token("analyst")
                                .substring(REALM.token("analyst").lastIndexOf('.')));
        tokens.put("tampered provider", tamper(withProvider("unseen"), "unseen", "justice"));
        tokens.put("tampered roles of the client", tamper(withClientRole("tracker", "analyst"), "analyst", "finance"));
        tokens.put("truncated", good.substring(0, good.length() / 2));
        tokens.put("five parts", "a.b.c.d.e");
        tokens.put("not a token", "demo");
        tokens.put("JSON that is not a token", Base64URL.encode("[]") + "." + Base64URL.encode("1") + ".x");
        tokens.put("huge", header(h -> h.customParam("x", "y".repeat(9_000))).replace(kid, kid) + "x");
        return tokens;
    }

    private static String pem() throws JOSEException {
        return "-----BEGIN PUBLIC KEY-----\n"
                + java.util.Base64.getMimeEncoder()
                        .encodeToString(REALM.key().toRSAPublicKey().getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
    }

    @TestFactory
    Stream<DynamicTest> that_is_forged_opens_nothing() throws JOSEException {
        return forged().entrySet().stream()
                .map(each -> DynamicTest.dynamicTest(each.getKey(), () -> {
                    Caller.Answer answer = present(each.getValue());
                    assertThat(answer.status()).isEqualTo(401);
                    assertThat(answer.reason()).isEqualTo("TOKEN_INVALID");
                    assertThat(answer.header("WWW-Authenticate")).contains("error=\"invalid_token\"");
                    assertThat(answer.detail()).startsWith("The token").doesNotContain("xception");
                }));
    }

    @Test
    void that_is_good_opens_the_door() throws JOSEException {
        assertThat(present(REALM.token("finance")).status()).isEqualTo(200);
        String rsaPss =
                REALM.sign(Realm.claims("finance").build(), h -> h, JWSAlgorithm.PS256, new RSASSASigner(REALM.key()));
        // The key says that it is for RS256 alone.
        assertThat(present(rsaPss).status()).isEqualTo(401);
        assertThat(present(claims(c -> c.issueTime(Realm.date(Instant.now().minusSeconds(300)))
                                .expirationTime(Realm.date(Instant.now().minusSeconds(5)))))
                        .status())
                .as("clocks may differ a little")
                .isEqualTo(200);
    }

    @Test
    void in_the_query_or_a_cookie_is_not_looked_at() {
        String token = REALM.token("finance");
        assertThat(gateway.caller().get("/v1/funds/f?access_token=" + token).status())
                .isEqualTo(401);
        assertThat(gateway.caller()
                        .with("Cookie", "token=" + token)
                        .get("/v1/funds/f")
                        .status())
                .isEqualTo(401);
        assertThat(gateway.caller()
                        .with("Authorization", "Basic YTpi")
                        .get("/v1/funds/f")
                        .status())
                .isEqualTo(401);
        assertThat(gateway.caller()
                        .with("Authorization", "Bearer")
                        .get("/v1/funds/f")
                        .status())
                .isEqualTo(401);
    }

    @Test
    void may_hold_roles_of_the_client_that_stands_for_the_tracker_and_no_other() {
        assertThat(present(withClientRole("tracker", "finance")).status()).isEqualTo(200);
        assertThat(present(withClientRole("account", "finance")).status()).isEqualTo(403);
        assertThat(present(withClientRole("tracker-cli", "finance")).status()).isEqualTo(403);
    }

    @Test
    void without_roles_or_with_odd_ones_holds_no_role() {
        for (Object odd : new Object[] {
            "finance",
            Map.of("roles", "finance"),
            Map.of("roles", List.of(1)),
            Map.of("roles", List.of("FINANCE", "ROLE_finance"))
        }) {
            Caller.Answer answer = present(claims(c -> c.claim("realm_access", odd)));
            assertThat(answer.status()).as(odd.toString()).isEqualTo(403);
            assertThat(answer.detail()).contains("finance").endsWith("none.");
        }
    }
}
