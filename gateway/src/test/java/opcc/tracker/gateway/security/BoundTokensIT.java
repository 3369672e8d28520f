package opcc.tracker.gateway.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
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
import opcc.tracker.gateway.stage.ProofKey;
import opcc.tracker.gateway.stage.Realm;
import opcc.tracker.gateway.stage.ScriptedService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

@DisplayName("A token that is bound to a key")
class BoundTokensIT {

    private static final String PATH = "/v1/funds/f";
    private static final Realm REALM = new Realm();
    private static final ProofKey KEY = new ProofKey();
    private static final ProofKey THIEF = new ProofKey();
    private static final String TOKEN = KEY.boundToken(REALM, "finance");
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

    private static String uri() {
        return "http://127.0.0.1:" + gateway.port() + PATH;
    }

    private static Caller presenting(String token) {
        return gateway.caller().with("Authorization", "DPoP " + token);
    }

    private static Caller.Answer withProof(String proof) {
        return presenting(TOKEN).with("DPoP", proof).get(PATH);
    }

    private static String claims(UnaryOperator<JWTClaimsSet.Builder> change) {
        return KEY.proof(change.apply(ProofKey.claims("GET", uri(), TOKEN)).build(), header -> header);
    }

    private static String header(UnaryOperator<JWSHeader.Builder> change) {
        return KEY.proof(ProofKey.claims("GET", uri(), TOKEN).build(), change);
    }

    @Test
    void opens_the_door_with_a_fresh_proof_and_is_passed_on_as_what_it_is() {
        Caller.Answer answer = withProof(KEY.proof("GET", uri(), TOKEN));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(funds.lastHeader("authorization")).isEqualTo("DPoP " + TOKEN);
    }

    @Test
    void may_be_used_for_an_address_with_a_query_which_is_not_part_of_the_proof() {
        Caller.Answer answer =
                presenting(TOKEN).with("DPoP", KEY.proof("GET", uri(), TOKEN)).get(PATH + "?fields=name");

        assertThat(answer.reason()).isNotEqualTo("PROOF_INVALID");
    }

    @Test
    void opens_nothing_as_a_bearer_token() {
        Caller.Answer answer = gateway.caller().withToken(TOKEN).get(PATH);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.reason()).isEqualTo("PROOF_INVALID");
        assertThat(answer.header("WWW-Authenticate")).startsWith("DPoP ").contains("algs=\"ES256 PS256 RS256\"");
    }

    @Test
    void opens_nothing_with_a_proof_that_was_used() {
        String proof = KEY.proof("GET", uri(), TOKEN);
        assertThat(withProof(proof).status()).isEqualTo(200);

        Caller.Answer again = withProof(proof);

        assertThat(again.status()).isEqualTo(401);
        assertThat(again.detail()).isEqualTo("The proof was used before.");
    }

    @Test
    void opens_nothing_without_a_proof_or_with_two() {
        assertThat(presenting(TOKEN).get(PATH).reason()).isEqualTo("PROOF_INVALID");
        assertThat(presenting(TOKEN)
                        .with("DPoP", KEY.proof("GET", uri(), TOKEN))
                        .with("DPoP", KEY.proof("GET", uri(), TOKEN))
                        .get(PATH)
                        .reason())
                .isEqualTo("PROOF_INVALID");
    }

    @Test
    void is_asked_for_only_where_the_token_says_so() {
        String plain = REALM.token("finance");

        Caller.Answer answer =
                presenting(plain).with("DPoP", KEY.proof("GET", uri(), plain)).get(PATH);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.detail()).contains("send it as Bearer");
    }

    @Test
    void is_refused_whatever_else_it_is_bound_to() {
        String byCertificate = REALM.sign(
                Realm.claims("finance").claim("cnf", Map.of("x5t#S256", "abc")).build(), h -> h);
        String toNothing =
                REALM.sign(Realm.claims("finance").claim("typ", "DPoP").build(), h -> h);

        for (String token : List.of(byCertificate, toNothing)) {
            assertThat(gateway.caller().withToken(token).get(PATH).status()).isEqualTo(401);
            assertThat(presenting(token)
                            .with("DPoP", KEY.proof("GET", uri(), token))
                            .get(PATH)
                            .status())
                    .isEqualTo(401);
        }
    }

    private static Map<String, String> forged() throws Exception {
        Instant now = Instant.now();
        JWTClaimsSet good = ProofKey.claims("GET", uri(), TOKEN).build();
        Map<String, String> proofs = new LinkedHashMap<>();
        proofs.put("by a thief's key", THIEF.proof("GET", uri(), TOKEN));
        proofs.put(
                "by a thief's key under the name of ours",
                THIEF.proof(good, h -> h.jwk(KEY.key().toPublicJWK())));
        proofs.put("not signed", new PlainJWT(good).serialize());
        proofs.put("signed with a shared secret", secret(good));
        proofs.put("with the private key in it", KEY.proofWithPrivateKey(good));
        proofs.put("without a key", header(h -> h.jwk(null)));
        proofs.put("of another type", header(h -> h.type(JOSEObjectType.JWT)));
        proofs.put("without a type", header(h -> h.type(null)));
        proofs.put(
                "with a critical header that nobody knows",
                header(h -> h.criticalParams(Set.of("odd")).customParam("odd", 1)));
        proofs.put("for another method", claims(c -> c.claim("htm", "POST")));
        proofs.put("for the method in another case", claims(c -> c.claim("htm", "get")));
        proofs.put("for another path", claims(c -> c.claim("htu", uri() + "/draws")));
        proofs.put("for another host", claims(c -> c.claim("htu", "http://other.example" + PATH)));
        proofs.put("for another scheme", claims(c -> c.claim("htu", uri().replace("http:", "https:"))));
        proofs.put("for no address", claims(c -> c.claim("htu", "::")));
        proofs.put("for another token", KEY.proof("GET", uri(), REALM.token("finance")));
        proofs.put("too old", claims(c -> c.issueTime(Realm.date(now.minusSeconds(120)))));
        proofs.put("of the future", claims(c -> c.issueTime(Realm.date(now.plusSeconds(60)))));
        for (String name : List.of("htm", "htu", "ath", "jti", "iat")) {
            proofs.put("without " + name, claims(c -> c.claim(name, null)));
        }
        proofs.put("huge", header(h -> h.customParam("x", "y".repeat(5_000))));
        proofs.put("not a token", "proof");
        return proofs;
    }

    private static String secret(JWTClaimsSet claims) throws Exception {
        SignedJWT proof = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256)
                        .type(new JOSEObjectType("dpop+jwt"))
                        .jwk(KEY.key().toPublicJWK())
                        .build(),
                claims);
        proof.sign(new MACSigner(KEY.key().toECPublicKey().getEncoded()));
        return proof.serialize();
    }

    @TestFactory
    Stream<DynamicTest> opens_nothing_with_a_proof() throws Exception {
        return forged().entrySet().stream()
                .map(each -> DynamicTest.dynamicTest(each.getKey(), () -> {
                    Caller.Answer answer = withProof(each.getValue());
                    assertThat(answer.status()).isEqualTo(401);
                    assertThat(answer.reason()).isEqualTo("PROOF_INVALID");
                    assertThat(answer.header("WWW-Authenticate")).contains("error=\"invalid_dpop_proof\"");
                    assertThat(answer.detail()).startsWith("The proof").doesNotContain("xception");
                }));
    }
}
