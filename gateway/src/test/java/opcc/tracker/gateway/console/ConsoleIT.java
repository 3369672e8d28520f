package opcc.tracker.gateway.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import opcc.tracker.gateway.security.IssuedTokens;
import opcc.tracker.gateway.stage.Caller;
import opcc.tracker.gateway.stage.GatewayUnderTest;
import opcc.tracker.gateway.stage.KeycloakDouble;
import opcc.tracker.gateway.stage.Realm;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

@DisplayName("Somebody with a browser")
class ConsoleIT extends AtTheConsole {

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
        assertThat(form).containsEntry("code", "abc").containsEntry("client_secret", KeycloakDouble.CLIENT_SECRET);
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
    void cannot_sign_in_where_the_gateway_has_no_client() {
        try (GatewayUnderTest without = GatewayUnderTest.start(keycloak.uri("/certs"))) {
            assertThat(without.caller().get("/login").status()).isEqualTo(401);
            assertThat(without.caller().get("/").status()).isEqualTo(401);
        }
    }
}
