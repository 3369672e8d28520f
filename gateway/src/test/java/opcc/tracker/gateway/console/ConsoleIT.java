package opcc.tracker.gateway.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import opcc.tracker.gateway.security.IssuedTokens;
import opcc.tracker.gateway.stage.Browser;
import opcc.tracker.gateway.stage.Caller;
import opcc.tracker.gateway.stage.GatewayUnderTest;
import opcc.tracker.gateway.stage.KeycloakDouble;
import opcc.tracker.gateway.stage.Realm;
import opcc.tracker.gateway.stage.ScriptedService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

@DisplayName("Somebody with a browser")
class ConsoleIT {

    private static final String PUBLIC_URL = "https://tracker.example";
    private static final String SESSION = "__Host-tracker-session";
    private static final String SIGN_IN = "__Host-tracker-sign-in";
    private static final Realm REALM = new Realm();
    private static final Realm STRANGER = new Realm();
    private static int sessions;
    private static KeycloakDouble keycloak;
    private static ScriptedService funds;
    private static GatewayUnderTest gateway;

    private final Browser browser = new Browser(gateway);
    private final String sid = "session-" + ++sessions;
    private final String refresh = Base64URL.encode(sid) + ".dG9rZW4.c2ln";

    @BeforeAll
    static void start() {
        keycloak = new KeycloakDouble(REALM);
        funds = new ScriptedService();
        gateway = GatewayUnderTest.start(
                keycloak.uri("/certs"),
                Stream.concat(
                                Stream.of(keycloak.properties(PUBLIC_URL)),
                                Stream.of("tracker.gateway.targets.FundsService=" + funds.address()))
                        .toArray(String[]::new));
    }

    @AfterAll
    static void stop() {
        gateway.close();
        funds.close();
        keycloak.close();
    }

    @BeforeEach
    void forget() {
        keycloak.forgetRequests();
    }

    private static String access() {
        return REALM.sign(
                Realm.claims("finance").claim("azp", "tracker-console").build(), h -> h);
    }

    private JWTClaimsSet.Builder identity(String nonce) {
        Instant now = Instant.now();
        return new JWTClaimsSet.Builder()
                .issuer(Realm.ISSUER)
                .audience("tracker-console")
                .subject("f0000000-0000-0000-0000-000000000001")
                .claim("azp", "tracker-console")
                .claim("typ", "ID")
                .claim("nonce", nonce)
                .claim("sid", sid)
                .issueTime(Realm.date(now))
                .expirationTime(Realm.date(now.plusSeconds(300)));
    }

    /** Sets out, and gives what Keycloak is asked with. */
    private Map<String, String> setOut() {
        return KeycloakDouble.form(
                URI.create(browser.get("/login").header("Location")).getRawQuery());
    }

    private Caller.Answer comeBack(Map<String, String> asked) {
        return browser.get("/login/callback?code=abc&state=" + asked.get("state"));
    }

    private void signIn(int seconds) {
        Map<String, String> asked = setOut();
        keycloak.gives(
                access(), refresh, REALM.sign(identity(asked.get("nonce")).build(), h -> h), seconds);
        assertThat(comeBack(asked).status()).isEqualTo(303);
    }

    private String csrf() {
        Matcher field = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"")
                .matcher(browser.get("/").body());
        assertThat(field.find()).isTrue();
        return field.group(1);
    }

    @Test
    void is_sent_to_keycloak_with_a_state_a_nonce_and_a_challenge() {
        Caller.Answer answer = browser.get("/login?acr_values=second-factor");

        assertThat(answer.status()).isEqualTo(303);
        assertThat(answer.header("Location")).startsWith("http://keycloak.example/auth?");
        Map<String, String> asked =
                KeycloakDouble.form(URI.create(answer.header("Location")).getRawQuery());
        assertThat(asked)
                .containsEntry("response_type", "code")
                .containsEntry("client_id", "tracker-console")
                .containsEntry("redirect_uri", PUBLIC_URL + "/login/callback")
                .containsEntry("scope", "openid")
                .containsEntry("code_challenge_method", "S256")
                .containsEntry("acr_values", "second-factor")
                .containsKeys("state", "nonce", "code_challenge");
        assertThat(answer.header("Set-Cookie"))
                .startsWith(SIGN_IN + "=")
                .containsIgnoringCase("; Path=/; Secure; HttpOnly; SameSite=Lax")
                .doesNotContain("Domain")
                .doesNotContain(asked.get("state"));
        assertThat(setOut()).doesNotContainKey("acr_values").isNotEqualTo(asked);
    }

    @Test
    void signs_in_and_reads_who_they_are_on_a_page_that_loads_nothing_from_elsewhere() {
        Map<String, String> asked = setOut();
        keycloak.gives(
                access(), refresh, REALM.sign(identity(asked.get("nonce")).build(), h -> h), 300);

        Caller.Answer back = comeBack(asked);

        assertThat(back.status()).isEqualTo(303);
        assertThat(back.header("Location")).isEqualTo("/");
        assertThat(back.headers().allValues("Set-Cookie"))
                .anySatisfy(cookie -> assertThat(cookie)
                        .startsWith(SESSION + "=")
                        .containsIgnoringCase("; Path=/; Secure; HttpOnly; SameSite=Lax")
                        .doesNotContain("Domain")
                        .hasSizeLessThan(4096));
        assertThat(browser.cookie(SIGN_IN)).isEmpty();
        Map<String, String> form = keycloak.formsSentTo("/token").getFirst();
        assertThat(form).containsEntry("code", "abc").containsEntry("client_secret", "of-no-worth");
        assertThat(IssuedTokens.sha256(form.get("code_verifier"))).as("PKCE").isEqualTo(asked.get("code_challenge"));

        Caller.Answer home = browser.get("/");
        assertThat(home.header("Content-Type")).isEqualTo("text/html;charset=UTF-8");
        assertThat(home.header("Content-Security-Policy")).contains("default-src 'self'", "frame-ancestors 'none'");
        assertThat(home.header("Cache-Control")).isEqualTo("no-store");
        assertThat(home.body())
                .contains("finance.westmercia", "finance", "west-mercia")
                .doesNotContain("<script", "style=");
        assertThat(browser.get("/console.css").header("Content-Type")).startsWith("text/css");
    }

    @Test
    void who_is_not_signed_in_is_offered_to() {
        Caller.Answer home = browser.get("/");

        assertThat(home.status()).isEqualTo(200);
        assertThat(home.body()).contains("href=\"/login\"").doesNotContain("Signed in");
    }

    @Test
    void does_not_come_back_from_a_sign_in_that_they_did_not_begin() {
        assertThat(browser.get("/login/callback?code=abc&state=x").status()).isEqualTo(400);
        setOut();
        assertThat(browser.get("/login/callback?code=abc&state=x").status()).isEqualTo(400);
        Map<String, String> asked = setOut();
        assertThat(browser.get("/login/callback?error=access_denied&state=" + asked.get("state"))
                        .status())
                .isEqualTo(400);
        assertThat(keycloak.formsSentTo("/token")).isEmpty();
        assertThat(browser.cookie(SESSION)).isEmpty();
    }

    @TestFactory
    Stream<DynamicTest> is_not_signed_in_by_an_identity() {
        Instant now = Instant.now();
        Map<String, UnaryOperator<JWTClaimsSet.Builder>> forged = new LinkedHashMap<>();
        forged.put("for another sign-in", c -> c.claim("nonce", "other"));
        forged.put("without a nonce", c -> c.claim("nonce", null));
        forged.put("for another client", c -> c.audience("tracker-cli"));
        forged.put("given to another client", c -> c.claim("azp", "tracker-cli"));
        forged.put("of another issuer", c -> c.issuer(Realm.ISSUER + "2"));
        forged.put("that has ended", c -> c.expirationTime(Realm.date(now.minusSeconds(60))));
        forged.put("that is an access token", c -> c.claim("typ", "Bearer"));
        forged.put("of no session", c -> c.claim("sid", null));
        Stream<DynamicTest> bySaying = forged.entrySet().stream()
                .map(each -> DynamicTest.dynamicTest(each.getKey(), () -> {
                    Map<String, String> asked = setOut();
                    JWTClaimsSet claims =
                            each.getValue().apply(identity(asked.get("nonce"))).build();
                    keycloak.gives(access(), refresh, REALM.sign(claims, h -> h), 300);
                    assertNotSignedIn(asked);
                }));
        return Stream.concat(bySaying, Stream.of(DynamicTest.dynamicTest("of a stranger", () -> {
            Map<String, String> asked = setOut();
            JWTClaimsSet claims = identity(asked.get("nonce")).build();
            keycloak.gives(
                    access(),
                    refresh,
                    STRANGER.sign(claims, h -> h.keyID(REALM.key().getKeyID())),
                    300);
            assertNotSignedIn(asked);
        })));
    }

    private void assertNotSignedIn(Map<String, String> asked) {
        assertThat(comeBack(asked).status()).isEqualTo(400);
        assertThat(browser.cookie(SESSION)).isEmpty();
    }

    @Test
    void is_told_when_keycloak_is_down_or_refuses() {
        Map<String, String> asked = setOut();
        keycloak.failsWith(500);
        assertThat(comeBack(asked).status()).isEqualTo(503);
        asked = setOut();
        keycloak.failsWith(400);
        assertThat(comeBack(asked).status()).isEqualTo(400);
    }

    @Test
    void calls_by_their_session_as_by_a_token_and_changes_only_with_what_the_page_gave_them() {
        signIn(300);
        String draw =
                "{\"lines\":[{\"category\":\"FOOD\",\"quantity\":1,\"unitPricePence\":\"100\"}],\"reason\":\"food\"}";

        assertThat(browser.withCookies().get("/v1/funds/f").status()).isEqualTo(200);
        assertThat(funds.lastHeader("authorization")).startsWith("Bearer ey");

        Caller.Answer foreign = browser.withCookies().post("/v1/funds/f/draws", draw);
        assertThat(foreign.status()).isEqualTo(403);
        assertThat(foreign.reason()).isEqualTo("CSRF_TOKEN");
        assertThat(browser.withCookies()
                        .with("X-CSRF-Token", "guessed")
                        .post("/v1/funds/f/draws", draw)
                        .status())
                .isEqualTo(403);
        assertThat(browser.withCookies()
                        .with("X-CSRF-Token", csrf())
                        .post("/v1/funds/f/draws", draw)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void who_sends_a_token_is_held_to_the_token() {
        signIn(300);

        assertThat(browser.withCookies().withToken("forged").get("/v1/funds/f").status())
                .isEqualTo(401);
        assertThat(browser.withCookies()
                        .withToken(REALM.token("finance"))
                        .get("/v1/funds/f")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void has_no_session_by_a_cookie_that_was_changed_or_made_for_something_else() {
        signIn(300);
        String good = browser.cookie(SESSION);
        browser.get("/login");
        for (String forged : List.of(
                good.substring(0, good.length() - 2) + (good.endsWith("AA") ? "BB" : "AA"),
                browser.cookie(SIGN_IN),
                "x",
                good.substring(0, 20))) {
            browser.setCookie(SESSION, forged);
            Caller.Answer answer = browser.withCookies().get("/v1/funds/f");
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.header("Set-Cookie")).startsWith(SESSION + "=;").contains("Max-Age=0");
        }
    }

    @Test
    void keeps_their_session_past_the_end_of_a_token_by_one_renewal_for_many_calls() {
        signIn(1);
        keycloak.forgetRequests();
        keycloak.gives(access(), "bmV4dA.dG9rZW4.c2ln", "", 300);

        List<Caller.Answer> answers = IntStream.range(0, 8)
                .parallel()
                .mapToObj(i -> browser.withCookies().get("/v1/funds/f"))
                .toList();

        assertThat(answers).allMatch(answer -> answer.status() == 200);
        assertThat(keycloak.formsSentTo("/token"))
                .singleElement()
                .satisfies(form -> assertThat(form)
                        .containsEntry("grant_type", "refresh_token")
                        .containsEntry("refresh_token", refresh));
        browser.keep(answers.getFirst());
        assertThat(browser.withCookies().get("/v1/funds/f").status()).isEqualTo(200);
    }

    @Test
    void is_signed_out_when_keycloak_renews_no_more_and_not_when_it_is_down() {
        signIn(1);
        keycloak.failsWith(500);
        assertThat(browser.withCookies().get("/v1/funds/f").status()).isEqualTo(503);
        keycloak.gives(access(), refresh + "Mg", "", 1);
        assertThat(browser.keep(browser.withCookies().get("/v1/funds/f")).status())
                .as("it is back")
                .isEqualTo(200);

        keycloak.failsWith(400);

        assertThat(browser.withCookies().get("/v1/funds/f").status()).isEqualTo(401);
    }

    @Test
    void signs_out_here_and_at_keycloak_and_only_by_their_own_form() {
        signIn(300);
        String kept = browser.cookie(SESSION);
        String csrf = csrf();

        assertThat(browser.submit("/logout", "csrf=guessed").status()).isEqualTo(403);
        assertThat(browser.get("/").body()).contains("Signed in");
        Caller.Answer out = browser.submit("/logout", "csrf=" + csrf);

        assertThat(out.status()).isEqualTo(303);
        assertThat(browser.cookie(SESSION)).isEmpty();
        assertThat(keycloak.formsSentTo("/logout"))
                .singleElement()
                .satisfies(form -> assertThat(form)
                        .containsEntry("refresh_token", refresh)
                        .containsEntry("client_id", "tracker-console"));
        browser.setCookie(SESSION, kept);
        assertThat(browser.withCookies().get("/v1/funds/f").status())
                .as("a cookie that somebody kept")
                .isEqualTo(401);
    }

    private JWTClaimsSet.Builder logout() {
        Instant now = Instant.now();
        return new JWTClaimsSet.Builder()
                .issuer(Realm.ISSUER)
                .audience("tracker-console")
                .jwtID("l-" + sid)
                .claim("sid", sid)
                .claim("events", Map.of("http://schemas.openid.net/event/backchannel-logout", Map.of()))
                .issueTime(Realm.date(now))
                .expirationTime(Realm.date(now.plusSeconds(120)));
    }

    private Caller.Answer tell(String logoutToken) {
        return new Browser(gateway).submit("/backchannel-logout", "logout_token=" + logoutToken);
    }

    @Test
    void is_signed_out_when_keycloak_says_so() {
        signIn(300);

        assertThat(tell(REALM.sign(logout().build(), h -> h.type(new JOSEObjectType("logout+jwt"))))
                        .status())
                .isEqualTo(200);

        assertThat(browser.withCookies().get("/v1/funds/f").status()).isEqualTo(401);
        assertThat(browser.get("/").body()).doesNotContain("Signed in");
    }

    @TestFactory
    Stream<DynamicTest> stays_signed_in_whatever_a_stranger_says() {
        Instant now = Instant.now();
        Map<String, String> forged = new LinkedHashMap<>();
        forged.put(
                "of a stranger",
                STRANGER.sign(logout().build(), h -> h.keyID(REALM.key().getKeyID())));
        forged.put("for another client", sign(c -> c.audience("tracker-cli")));
        forged.put("of another issuer", sign(c -> c.issuer("https://other.example")));
        forged.put("without the event", sign(c -> c.claim("events", null)));
        forged.put("with another event", sign(c -> c.claim("events", Map.of("x", Map.of()))));
        forged.put("with a nonce", sign(c -> c.claim("nonce", "n")));
        forged.put("that has ended", sign(c -> c.expirationTime(Realm.date(now.minusSeconds(60)))));
        forged.put("without an id", sign(c -> c.jwtID(null)));
        forged.put("an access token", access());
        forged.put("not a token", "x");
        return forged.entrySet().stream()
                .map(each -> DynamicTest.dynamicTest(each.getKey(), () -> {
                    signIn(300);
                    assertThat(tell(each.getValue()).status()).isEqualTo(400);
                    assertThat(browser.withCookies().get("/v1/funds/f").status())
                            .isEqualTo(200);
                }));
    }

    private String sign(UnaryOperator<JWTClaimsSet.Builder> change) {
        return REALM.sign(change.apply(logout()).build(), h -> h);
    }

    @Test
    void cannot_sign_in_where_the_gateway_has_no_client() {
        try (GatewayUnderTest without = GatewayUnderTest.start(keycloak.uri("/certs"))) {
            assertThat(without.caller().get("/login").status()).isEqualTo(401);
            assertThat(without.caller().get("/").status()).isEqualTo(401);
        }
    }
}
