package opcc.tracker.gateway.replicas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jwt.JWTClaimsSet;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import opcc.tracker.gateway.stage.Browser;
import opcc.tracker.gateway.stage.Caller;
import opcc.tracker.gateway.stage.GatewayUnderTest;
import opcc.tracker.gateway.stage.KeycloakDouble;
import opcc.tracker.gateway.stage.ProofKey;
import opcc.tracker.gateway.stage.Realm;
import opcc.tracker.gateway.stage.ScriptedService;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

@DisplayName("Two replicas that share a database")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ReplicasIT {

    private static final String PUBLIC_URL = "https://tracker.example";
    private static final String PATH = "/v1/funds/f";
    private static final String SESSION = "__Host-tracker-session";
    private static final Realm REALM = new Realm();
    private static final ProofKey KEY = new ProofKey();
    private static final String TOKEN = KEY.boundToken(REALM, "finance");
    private static MongoServer mongo;
    private static KeycloakDouble keycloak;
    private static ScriptedService funds;
    private static GatewayUnderTest one;
    private static GatewayUnderTest other;
    private static @Nullable GatewayUnderTest third;
    private static int sessions;

    @BeforeAll
    static void start() {
        mongo = new MongoServer(H2Backend.inMemory());
        mongo.bind("127.0.0.1", 0);
        keycloak = new KeycloakDouble(REALM);
        funds = new ScriptedService();
        one = gateway();
        other = gateway();
    }

    private static GatewayUnderTest gateway() {
        return GatewayUnderTest.start(
                keycloak.uri("/certs"),
                Stream.concat(
                                Stream.of(keycloak.properties(PUBLIC_URL)),
                                Stream.of(
                                        "tracker.gateway.targets.FundsService=" + funds.address(),
                                        "tracker.gateway.console.session-key=MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=",
                                        "tracker.gateway.replicas.listen-every=200ms",
                                        "tracker.gateway.replicas.mongodb-uri=mongodb://127.0.0.1:"
                                                + mongo.getLocalAddress().getPort()
                                                + "/?serverSelectionTimeoutMS=300"))
                        .toArray(String[]::new));
    }

    /** Only at the end: gateways of one process share their event loops, which end with the first that is closed. */
    @AfterAll
    static void stop() {
        if (third != null) {
            third.close();
        }
        one.close();
        other.close();
        funds.close();
        keycloak.close();
        mongo.shutdownNow();
    }

    private static Caller.Answer withProof(GatewayUnderTest gateway, String proof) {
        return gateway.caller()
                .with("Authorization", "DPoP " + TOKEN)
                .with("DPoP", proof)
                .get(PATH);
    }

    private static String proof() {
        return KEY.proof("GET", PUBLIC_URL + PATH, TOKEN);
    }

    private static String freshSession() {
        return "session-" + ++sessions;
    }

    private static Browser signedIn(GatewayUnderTest gateway, String sid) {
        Browser browser = new Browser(gateway);
        Map<String, String> asked = KeycloakDouble.form(
                URI.create(browser.get("/login").header("Location")).getRawQuery());
        keycloak.gives(
                REALM.sign(
                        Realm.claims("finance").claim("azp", "tracker-console").build(), h -> h),
                "cmVmcmVzaA.dG9rZW4.c2ln",
                REALM.sign(signed(sid).claim("nonce", asked.get("nonce")).build(), h -> h),
                300);
        assertThat(browser.get("/login/callback?code=abc&state=" + asked.get("state"))
                        .status())
                .isEqualTo(303);
        return browser;
    }

    private static JWTClaimsSet.Builder signed(String sid) {
        Instant now = Instant.now();
        return new JWTClaimsSet.Builder()
                .issuer(Realm.ISSUER)
                .audience("tracker-console")
                .subject("f0000000-0000-0000-0000-000000000001")
                .claim("azp", "tracker-console")
                .claim("typ", "ID")
                .claim("sid", sid)
                .issueTime(Realm.date(now))
                .expirationTime(Realm.date(now.plusSeconds(120)));
    }

    /** The same browser at the other replica, as a load balancer leads it. */
    private static Browser at(GatewayUnderTest gateway, Browser browser) {
        Browser same = new Browser(gateway);
        same.setCookie(SESSION, browser.cookie(SESSION));
        return same;
    }

    private static int reads(Browser browser) {
        return browser.withCookies().get(PATH).status();
    }

    private static void signOut(Browser browser) {
        Matcher csrf = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"")
                .matcher(browser.get("/").body());
        assertThat(csrf.find()).isTrue();
        assertThat(browser.submit("/logout", "csrf=" + csrf.group(1)).status()).isEqualTo(303);
    }

    /** The status that Keycloak is answered with. */
    private static int keycloakEnds(GatewayUnderTest gateway, String sid) {
        String token = REALM.sign(
                signed(sid)
                        .claim("typ", "Logout")
                        .jwtID("l-" + sid)
                        .claim("events", Map.of("http://schemas.openid.net/event/backchannel-logout", Map.of()))
                        .build(),
                h -> h.type(new JOSEObjectType("logout+jwt")));
        return new Browser(gateway)
                .submit("/backchannel-logout", "logout_token=" + token)
                .status();
    }

    @Test
    @Order(1)
    void take_a_proof_once_between_them() {
        String proof = proof();
        assertThat(withProof(one, proof).status()).isEqualTo(200);

        Caller.Answer again = withProof(other, proof);

        assertThat(again.status()).isEqualTo(401);
        assertThat(again.detail()).isEqualTo("The proof was used before.");
        assertThat(withProof(other, proof()).status()).as("another proof").isEqualTo(200);
    }

    @Test
    @Order(1)
    void take_a_proof_that_comes_to_both_at_once_a_single_time() {
        for (int round = 0; round < 5; round++) {
            String proof = proof();
            List<Integer> statuses = IntStream.range(0, 12)
                    .parallel()
                    .mapToObj(i -> withProof(i % 2 == 0 ? one : other, proof).status())
                    .toList();
            assertThat(statuses).containsOnly(200, 401).containsOnlyOnce(200);
        }
    }

    @Test
    @Order(1)
    void both_know_soon_who_signed_out_at_one() {
        Browser browser = signedIn(one, freshSession());
        Browser elsewhere = at(other, browser);
        Browser somebodyElse = signedIn(one, freshSession());
        assertThat(reads(elsewhere)).isEqualTo(200);

        signOut(browser);

        await().atMost(Duration.ofSeconds(5)).until(() -> reads(elsewhere) == 401);
        assertThat(reads(at(other, somebodyElse))).isEqualTo(200);
    }

    @Test
    @Order(1)
    void both_know_soon_what_keycloak_told_one() {
        String sid = freshSession();
        Browser browser = signedIn(one, sid);
        Browser elsewhere = at(other, browser);
        assertThat(reads(elsewhere)).isEqualTo(200);

        assertThat(keycloakEnds(one, sid)).isEqualTo(200);

        assertThat(reads(browser)).isEqualTo(401);
        await().atMost(Duration.ofSeconds(5)).until(() -> reads(elsewhere) == 401);
    }

    @Test
    @Order(1)
    void are_joined_by_a_third_that_knows_who_signed_out_before_it_started() {
        Browser browser = signedIn(one, freshSession());
        Browser kept = at(other, browser);
        signOut(browser);
        await().atMost(Duration.ofSeconds(5)).until(() -> reads(kept) == 401);

        GatewayUnderTest late = gateway();
        third = late;

        assertThat(reads(at(late, kept))).isEqualTo(401);
    }

    @Test
    @Order(2)
    void refuse_proofs_that_they_can_not_check_and_honour_sessions_until_the_database_is_back() throws Exception {
        Browser signedOut = signedIn(one, freshSession());
        Browser elsewhere = at(other, signedOut);
        String sid = freshSession();
        Browser ended = signedIn(one, sid);
        InetSocketAddress address = mongo.getLocalAddress();
        mongo.shutdownNow();

        Caller.Answer unchecked = withProof(one, proof());
        assertThat(unchecked.status()).isEqualTo(503);
        assertThat(unchecked.reason()).isEqualTo("PROOFS_UNAVAILABLE");
        assertThat(unchecked.header("Retry-After")).isEqualTo("5");
        assertThat(one.caller().withToken(REALM.token("finance")).get(PATH).status())
                .as("a token that needs no proof")
                .isEqualTo(200);
        signOut(signedOut);
        signedOut.setCookie(SESSION, elsewhere.cookie(SESSION));
        assertThat(reads(signedOut)).as("where they signed out").isEqualTo(401);
        assertThat(reads(elsewhere)).as("where nobody could hear of it").isEqualTo(200);
        assertThat(keycloakEnds(one, sid)).as("so that Keycloak's log has it").isEqualTo(503);
        assertThat(reads(ended)).as("here it is over").isEqualTo(401);

        mongo = new MongoServer(H2Backend.inMemory());
        mongo.bind(address);

        await().atMost(Duration.ofSeconds(15))
                .until(() -> withProof(one, proof()).status() == 200);
        await().atMost(Duration.ofSeconds(15)).until(() -> reads(elsewhere) == 401);
        await().atMost(Duration.ofSeconds(15)).until(() -> reads(at(other, ended)) == 401);
    }

    /** No name of a person, of a key or of a session is in the database. */
    @Test
    @Order(3)
    void write_nothing_but_digests_and_times() {
        withProof(one, proof());
        try (MongoClient client = MongoClients.create(
                "mongodb://127.0.0.1:" + mongo.getLocalAddress().getPort())) {
            for (String collection : List.of("proofs", "endedSessions")) {
                List<Document> all = client.getDatabase("gateway")
                        .getCollection(collection)
                        .find()
                        .into(new ArrayList<>());
                assertThat(all).isNotEmpty().allSatisfy(each -> {
                    assertThat(each.getString("_id")).matches("[A-Za-z0-9_-]{43}");
                    assertThat(each.get("forgetAt")).isInstanceOf(Date.class);
                    assertThat(Set.of("_id", "toldAt", "forgetAt")).containsAll(each.keySet());
                });
            }
        }
    }
}
