package opcc.tracker.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A drill: the real Keycloak is stopped while the tracker works, and started again. See docs/operations.md. */
@ExtendWith(OnTheLiveTracker.class)
class KeycloakAwayIT {

    private static final String KEYCLOAK = "keycloak";
    private static final String DRAW = """
        {"lines":[{"category":"ACCOMMODATION","quantity":1,"unitPricePence":"6500"}],"reason":"a bed for tonight"}\
        """;

    private final LiveTracker tracker;
    private final Visitor signedIn;
    private final Visitor atTheDoor;
    private String refreshTokenOfBefore = "";

    KeycloakAwayIT(LiveTracker tracker) {
        this.tracker = tracker;
        this.signedIn = new Visitor(tracker.stack().gatewayUrl());
        this.atTheDoor = new Visitor(tracker.stack().gatewayUrl());
    }

    @BeforeEach
    void given_people_at_work_and_keycloak_stopped() throws Exception {
        for (String user : new String[] {"requester.westmercia", "finance.westmercia", "admin", "analyst.apcc"}) {
            assertThat(tracker.get(user, "/v1/me").ok().text("name")).isEqualTo("users/" + user);
        }
        tracker.get("admin", "/v1/users").ok();
        signIn(signedIn);
        assertThat(atTheDoor.open("/login").asksFor("password")).isTrue();

        refreshTokenOfBefore = tracker.grant("password", "username=analyst.apcc&password=demo")
                .path("refresh_token")
                .asString();

        ProcessHandle keycloak = tracker.stack().process(KEYCLOAK);
        keycloak.destroy();
        keycloak.onExit().get(30, TimeUnit.SECONDS);
    }

    /** The tests after this one sign in, too. */
    @AfterEach
    void keycloak_runs_again() throws Exception {
        if (!tracker.stack().process(KEYCLOAK).isAlive()) {
            tracker.stack().startAgain(KEYCLOAK);
        }
    }

    private static void signIn(Visitor visitor) {
        visitor.open("/login");
        visitor.submit(Map.of("username", "analyst.apcc", "password", "demo", "credentialId", ""));
        assertThat(visitor.page().html()).contains("Signed in as", "analyst.apcc");
    }

    @Test
    void who_is_at_work_goes_on_nobody_new_comes_in_and_after_the_restart_all_is_as_before() throws Exception {
        tokens_in_hand_open_what_they_opened();
        nobody_new_signs_in_and_is_told_so();
        who_would_sign_in_is_shown_our_page_and_not_led_to_nobody();
        users_can_not_be_administered_and_everything_else_of_the_same_service_can();

        tracker.stack().startAgain(KEYCLOAK);

        users_are_administered_again();
        assertThat(signedIn.call("GET", "/v1/me", "", Map.of()).statusCode())
                .as("a session from before")
                .isEqualTo(200);
        assertThat(tracker.grant("refresh_token", "refresh_token=" + refreshTokenOfBefore)
                        .path("access_token")
                        .asString(""))
                .as("sessions from before are renewed")
                .isNotEmpty();
        signIn(atTheDoor);
        String fresh = tracker.freshToken("finance.westmercia");
        assertThat(tracker.send(null, "GET", "/v1/funds/wm-emergency", null, Map.of("Authorization", "Bearer " + fresh))
                        .ok()
                        .text("name"))
                .isEqualTo("funds/wm-emergency");
    }

    private void tokens_in_hand_open_what_they_opened() {
        String draw = tracker.post("requester.westmercia", "/v1/funds/wm-emergency/draws", DRAW)
                .ok()
                .text("name");
        tracker.post("finance.westmercia", "/v1/" + draw + ":reject", "{\"reason\":\"a drill\"}")
                .ok();
        tracker.get("analyst.apcc", "/v1/quarters").ok();
        assertThat(signedIn.call("GET", "/v1/me", "", Map.of()).statusCode())
                .as("a session whose access token is good")
                .isEqualTo(200);
    }

    private void nobody_new_signs_in_and_is_told_so() {
        assertThatThrownBy(() -> tracker.freshToken("finance.westmercia"))
                .isInstanceOf(UncheckedIOException.class)
                .hasCauseInstanceOf(ConnectException.class);
        HttpResponse<String> broughtBack = atTheDoor.call(
                "GET",
                "/login/callback?code=of-before&state=" + state(atTheDoor.page().address()),
                "",
                Map.of());
        assertThat(broughtBack.statusCode()).isEqualTo(503);
        assertThat(broughtBack.headers().firstValue("Retry-After")).isPresent();
        assertThat(broughtBack.body()).contains("The sign-in service does not answer at the moment.");
        assertThat(broughtBack.headers().allValues("Set-Cookie"))
                .as("no session")
                .noneMatch(cookie -> cookie.startsWith("__Host-tracker-session=") && !cookie.contains("Max-Age=0"));
    }

    private void who_would_sign_in_is_shown_our_page_and_not_led_to_nobody() {
        HttpResponse<String> shown = await().atMost(Duration.ofSeconds(15))
                .until(() -> atTheDoor.call("GET", "/login", "", Map.of()), answer -> answer.statusCode() != 303);
        assertThat(shown.statusCode()).isEqualTo(503);
        assertThat(shown.headers().firstValue("Retry-After")).isPresent();
        assertThat(shown.body()).contains("The sign-in service does not answer at the moment.");
    }

    private static String state(URI address) {
        return Arrays.stream(address.getRawQuery().split("&"))
                .filter(each -> each.startsWith("state="))
                .map(each -> each.substring("state=".length()))
                .findFirst()
                .orElseThrow();
    }

    private void users_can_not_be_administered_and_everything_else_of_the_same_service_can() {
        for (int i = 0; i < 12; i++) {
            Answer refused = tracker.get("admin", "/v1/users").problem(503);
            assertThat(refused.reason())
                    .as("Keycloak is away, and the service is not")
                    .isEqualTo("USERS_UNAVAILABLE");
            assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        }
        Answer suspended =
                tracker.post("admin", "/v1/users/analyst.apcc:suspend", "{}").problem(503);
        assertThat(suspended.reason()).isEqualTo("USERS_UNAVAILABLE");
        assertThat(suspended.headers().firstValue("Retry-After")).isPresent();
        tracker.get("admin", "/v1/services?pageSize=1").ok();
        tracker.get("admin", "/v1/me").ok();
    }

    private void users_are_administered_again() {
        await().atMost(Duration.ofSeconds(15))
                .untilAsserted(
                        () -> assertThat(tracker.get("admin", "/v1/users").ok().each("users", "name"))
                                .contains("users/analyst.apcc"));
        assertThat(tracker.get("admin", "/v1/users/analyst.apcc")
                        .ok()
                        .body()
                        .path("suspended")
                        .asBoolean(false))
                .as("what was refused was not done")
                .isFalse();
    }
}
