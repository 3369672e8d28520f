package opcc.tracker.gateway.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jwt.JWTClaimsSet;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import opcc.tracker.gateway.stage.Browser;
import opcc.tracker.gateway.stage.Caller;
import opcc.tracker.gateway.stage.Realm;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

@DisplayName("Somebody who signed in by browser")
class SessionsIT extends AtTheConsole {

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
        Caller.Answer down = browser.withCookies().get("/v1/funds/f");
        assertThat(down.status()).isEqualTo(503);
        assertThat(down.reason()).isEqualTo("KEYS_UNAVAILABLE");
        assertThat(down.header("Retry-After")).isEqualTo("5");
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
}
