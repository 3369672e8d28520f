package opcc.tracker.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The same in a real browser, which alone says whether it keeps the cookie and what the page's policy lets through. */
@ExtendWith(OnTheLiveTracker.class)
class ChromiumSignInIT {

    @TempDir
    private Path profile;

    private final LiveTracker tracker;

    ChromiumSignInIT(LiveTracker tracker) {
        this.tracker = tracker;
    }

    @Test
    void an_officer_signs_in_and_out() throws Exception {
        assumeTrue(Chromium.program().isPresent(), "no Chromium on this machine: signing in was tried by HTTP alone");
        try (Chromium browser = Chromium.start(Chromium.program().get(), profile)) {
            browser.open(tracker.stack().gatewayUrl().resolve("/"));
            awaitText(browser, "Sign in");
            await("the style sheet is let through")
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> browser.evaluate("getComputedStyle(document.querySelector('header')).backgroundColor")
                            .equals("rgb(11, 12, 12)"));

            browser.evaluate("document.querySelector('a.button').click()");
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> !browser.evaluate("document.querySelector('#username') ? 'there' : ''")
                            .isEmpty());
            browser.evaluate("document.querySelector('#username').value = 'requester.westmercia';"
                    + "document.querySelector('#password').value = 'demo';"
                    + "document.querySelector('#kc-form-login').submit()");
            awaitText(browser, "Signed in as requester.westmercia");
            assertThat(browser.evaluate("document.cookie"))
                    .as("no script reads the session")
                    .isEmpty();
            assertThat(browser.evaluate("fetch('/v1/me').then(answer => answer.text())"))
                    .contains("users/requester.westmercia");
            assertThat(browser.evaluate(
                            "fetch('/v1/funds', {method: 'POST', body: '{}'}).then(answer => String(answer.status))"))
                    .as("a change without the page's token")
                    .isEqualTo("403");
            assertThat(browser.evaluate("document.body.appendChild(Object.assign(document.createElement('script'),"
                            + " {textContent: 'window.ran = \"yes\"'})); window.ran || 'no'"))
                    .as("a script that somebody got into the page")
                    .isEqualTo("no");

            browser.evaluate("document.querySelector('form').submit()");
            awaitText(browser, "For the people who commission");
            assertThat(browser.evaluate("fetch('/v1/me').then(answer => String(answer.status))"))
                    .isEqualTo("401");
        }
    }

    private static void awaitText(Chromium browser, String text) {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> browser.evaluate("document.body ? document.body.innerText : ''")
                        .contains(text));
    }
}
