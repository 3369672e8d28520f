package opcc.tracker.gateway.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import opcc.tracker.gateway.stage.Caller;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Somebody with a browser who wants to sign in while Keycloak does not answer")
class KeycloakAwayAtSignInIT extends AtTheConsole {

    @AfterEach
    void keycloak_is_back() {
        keycloak.isBack();
        await().atMost(Duration.ofSeconds(10)).until(() -> browser.get("/login").status() == 303);
    }

    private Caller.Answer signInOnceItIsKnown() {
        return await().atMost(Duration.ofSeconds(15))
                .until(() -> browser.get("/login"), shown -> shown.status() != 303);
    }

    @Test
    void is_shown_our_own_page_and_not_led_to_an_error_of_the_browser() {
        keycloak.isAway();

        Caller.Answer shown = signInOnceItIsKnown();

        assertThat(shown.status()).isEqualTo(503);
        assertThat(shown.header("Retry-After")).isEqualTo("5");
        assertThat(shown.header("Content-Type")).isEqualTo("text/html;charset=UTF-8");
        assertThat(shown.header("Content-Security-Policy")).contains("default-src 'self'");
        assertThat(shown.body())
                .contains("The sign-in service does not answer at the moment.", "href=\"/login\"")
                .doesNotContain("127.0.0.1");
        assertThat(shown.header("Location")).isEmpty();
        assertThat(shown.header("Set-Cookie")).as("nothing was begun").isEmpty();
    }

    @Test
    void is_not_kept_waiting_by_one_that_hangs() {
        keycloak.hangs();

        signInOnceItIsKnown();
        long start = System.nanoTime();
        Caller.Answer shown = browser.get("/login");

        assertThat(shown.status()).isEqualTo(503);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
    }

    @Test
    void is_led_there_as_soon_as_it_is_back_and_many_who_come_ask_it_little() {
        keycloak.isAway();
        signInOnceItIsKnown();
        keycloak.isBack();
        await().atMost(Duration.ofSeconds(3)).until(() -> browser.get("/login").status() == 303);

        keycloak.forgetRequests();
        for (int i = 0; i < 50; i++) {
            assertThat(browser.get("/login").status()).isEqualTo(303);
        }

        assertThat(keycloak.timesLookedFor()).isLessThanOrEqualTo(2);
    }
}
