package opcc.tracker.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import opcc.tracker.acceptance.MailSink.Mail;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The real Keycloak sends invitations by e-mail, and an administrator reads what became of them. */
@ExtendWith(OnTheLiveTracker.class)
class InvitationIT {

    private static final String ADMIN = "admin";
    private static final Pattern LINK =
            Pattern.compile("https?://[^\\s\"<>]+/login-actions/action-token\\?[^\\s\"<>]+");
    private static final Pattern ONWARD = Pattern.compile("href=\"([^\"]*login-actions[^\"]*)\"");

    private final LiveTracker tracker;
    private final String id = LiveTracker.freshId("pat");
    private final String address = id + "@example.org";
    private boolean mailIsAway;

    InvitationIT(LiveTracker tracker) {
        this.tracker = tracker;
    }

    @BeforeEach
    void given_a_provider_with_a_colleague_to_invite() {
        tracker.get(ADMIN, "/v1/providers/justice-and-care").ok();
    }

    @AfterEach
    void the_mail_server_is_back() {
        if (mailIsAway) {
            tracker.mail().isBack();
        }
    }

    private Answer create() {
        return tracker.post(ADMIN, "/v1/users?userId=" + id, """
            {"givenName":"Pat","familyName":"Newcomer","email":"%s","roles":["PROVIDER"],
             "provider":"providers/justice-and-care"}\
            """.formatted(address));
    }

    private Answer invite() {
        return tracker.post(ADMIN, "/v1/users/" + id + ":invite", "{}");
    }

    private List<Mail> mails() {
        return tracker.mail().to(address);
    }

    @Test
    void somebody_of_a_provider_is_sent_a_link_that_asks_them_for_a_password() {
        assertThat(create().ok().text("invitation")).isEqualTo("SENT");

        await().atMost(Duration.ofSeconds(10)).until(() -> mails().size(), count -> count == 1);
        Mail mail = mails().getFirst();
        assertThat(mail.text()).contains("To: " + address, "From: tracker@example.org");
        Matcher link = LINK.matcher(mail.text());
        assertThat(link.find()).as("a link in %s", mail.text()).isTrue();
        assertThat(link.group()).startsWith(tracker.stack().realm().issuer().toString());
        Visitor invited = new Visitor(tracker.stack().gatewayUrl());
        Matcher onward = ONWARD.matcher(invited.open(link.group()).html());
        assertThat(onward.find()).as("a way on in %s", invited.page().html()).isTrue();
        assertThat(invited.open(onward.group(1).replace("&amp;", "&")).html())
                .as("what a new user is asked for first")
                .containsAnyOf("name=\"password-new\"", "name=\"totp\"");
    }

    @Test
    void while_the_mail_server_is_away_the_user_is_there_whole_and_is_invited_again_later() {
        tracker.mail().goesAway();
        mailIsAway = true;

        Answer created = create().ok();

        assertThat(created.text("invitation")).isEqualTo("NOT_SENT");
        Answer read = tracker.get(ADMIN, "/v1/users/" + id).ok();
        assertThat(read.body().path("roles").toString()).isEqualTo("[\"PROVIDER\"]");
        assertThat(read.text("provider")).isEqualTo("providers/justice-and-care");
        assertThat(read.body().path("pendingActions").toString()).isEqualTo("[\"CONFIGURE_TOTP\",\"UPDATE_PASSWORD\"]");
        Answer refused = invite().problem(503);
        assertThat(refused.reason()).isEqualTo("INVITATION_NOT_SENT");
        assertThat(refused.headers().firstValue("Retry-After")).contains("30");
        assertThat(tracker.get(ADMIN, "/v1/users/" + id).ok().text("etag"))
                .as("what was refused changed nothing")
                .isEqualTo(created.text("etag"));
        assertThat(mails()).isEmpty();

        tracker.mail().isBack();
        mailIsAway = false;

        assertThat(invite().ok().text("invitation")).isEqualTo("SENT");
        await().atMost(Duration.ofSeconds(10)).until(() -> mails().size(), count -> count == 1);
    }
}
