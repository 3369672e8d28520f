package opcc.tracker.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import opcc.tracker.local.demo.DemoYear;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Signing in by browser at the real Keycloak: password, second factor, step-up, and out again. */
@ExtendWith(OnTheLiveTracker.class)
class SignInIT {

    private final LiveTracker tracker;
    private final Visitor visitor;

    SignInIT(LiveTracker tracker) {
        this.tracker = tracker;
        this.visitor = new Visitor(tracker.stack().gatewayUrl());
    }

    private void signIn(String user, String password) {
        visitor.open("/login");
        visitor.submit(Map.of("username", user, "password", password, "credentialId", ""));
    }

    @Test
    void an_officer_signs_in_sees_who_they_are_and_signs_out_everywhere() {
        signIn("analyst.apcc", "demo");

        assertThat(visitor.page().address().getPath()).isEqualTo("/");
        assertThat(visitor.page().html()).contains("Signed in as", "analyst.apcc");
        assertThat(visitor.call("GET", "/v1/me", "", Map.of()).body()).contains("users/analyst.apcc", "ANALYST");

        visitor.submit(Map.of("csrf", visitor.page().field("csrf")));

        assertThat(visitor.page().html()).contains("href=\"/login\"").doesNotContain("Signed in as");
        assertThat(visitor.call("GET", "/v1/me", "", Map.of()).statusCode()).isEqualTo(401);
        assertThat(visitor.open("/login").asksFor("password"))
                .as("Keycloak has ended its session, too")
                .isTrue();
    }

    @Test
    void a_wrong_password_leads_nowhere() {
        signIn("analyst.apcc", "wrong");

        assertThat(visitor.page().asksFor("password")).isTrue();
        assertThat(visitor.call("GET", "/v1/me", "", Map.of()).statusCode()).isEqualTo(401);
    }

    @Test
    void an_invited_approver_steps_up_for_what_the_fund_wants_it_for_and_is_out_once_suspended() throws Exception {
        String user = LiveTracker.freshId("step");
        tracker.post("admin", "/v1/users?userId=" + user, """
            {"givenName":"Stella","familyName":"Stepup","email":"%s@example.org","roles":["FINANCE"],
             "areas":["west-mercia"]}\
            """.formatted(user)).ok();
        setFirstPassword(user);
        SecondFactor app = acceptInvitation(user);
        assertThat(visitor.page().html()).contains(user, "not shown");
        String draw = drawOfAFundThatWantsASecondFactor();
        Map<String, String> csrf = Map.of("X-CSRF-Token", visitor.page().field("csrf"));

        HttpResponse<String> refused = visitor.call("POST", "/v1/" + draw + ":approve", "{}", csrf);
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(401);
        assertThat(refused.headers().firstValue("WWW-Authenticate").orElse(""))
                .contains("insufficient_user_authentication", "acr_values=\"second-factor\"");

        assertThat(visitor.open("/login?acr_values=second-factor").asksFor("otp"))
                .as("the password is not asked for again")
                .isTrue();
        visitor.submit(Map.of("otp", app.digits(1)));
        assertThat(visitor.page().html()).contains(user).doesNotContain("not shown");
        HttpResponse<String> approved = visitor.call(
                "POST",
                "/v1/" + draw + ":approve",
                "{}",
                Map.of("X-CSRF-Token", visitor.page().field("csrf")));
        assertThat(approved.statusCode()).as(approved.body()).isEqualTo(200);

        tracker.post("admin", "/v1/users/" + user + ":suspend", "{}").ok();
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(
                                visitor.call("GET", "/v1/me", "", Map.of()).statusCode())
                        .as("Keycloak told the gateway")
                        .isEqualTo(401));
    }

    /** Signs in for the first time, and does all that is asked for. */
    private SecondFactor acceptInvitation(String user) {
        signIn(user, "first-password");
        SecondFactor app = new SecondFactor("");
        for (int i = 0; i < 3 && !visitor.page().html().contains("Signed in as"); i++) {
            if (visitor.page().asksFor("password-new")) {
                visitor.submit(Map.of("password-new", "own-password", "password-confirm", "own-password"));
            } else if (visitor.page().asksFor("totpSecret")) {
                String secret = visitor.page().field("totpSecret");
                app = new SecondFactor(secret);
                visitor.submit(Map.of("totpSecret", secret, "totp", app.digits(0), "userLabel", "telephone"));
            }
        }
        assertThat(visitor.page().html()).contains("Signed in as");
        return app;
    }

    private String drawOfAFundThatWantsASecondFactor() {
        String fund = LiveTracker.freshId("step");
        tracker.post(
                        "finance.westmercia",
                        "/v1/funds?fundId=" + fund,
                        "{\"displayName\":\"Steps\",\"area\":\"west-mercia\"}")
                .ok();
        tracker.post(
                        "finance.westmercia",
                        "/v1/funds/" + fund + "/allocations",
                        "{\"fundingStream\":\"PCC_CORE\",\"financialYear\":\"" + DemoYear.current()
                                + "\",\"amountPence\":\"100000\"}")
                .ok();
        tracker.patch("admin", "/v1/funds/" + fund + "/policy", """
            {"etag":"0","approverLimitPence":"100000","twoPersonThresholdPence":"100000",
             "emergencyLimitPence":"0","ratifyWithinWorkingDays":3,"reservationDays":30,
             "stepUpFromPence":"5000"}\
            """).ok();
        return tracker.post("requester.westmercia", "/v1/funds/" + fund + "/draws", """
            {"lines":[{"category":"ACCOMMODATION","quantity":1,"unitPricePence":"6500"}],
             "reason":"a bed for tonight"}\
            """)
                .ok()
                .text("name");
    }

    /** What Keycloak's own console is for where no e-mail is sent. */
    private void setFirstPassword(String user) throws IOException, InterruptedException {
        URI issuer = tracker.stack().realm().issuer();
        String password = Files.readString(
                        Path.of(System.getProperty("tracker.state")).resolve("keycloak-bootstrap-password"))
                .strip();
        try (HttpClient http = HttpClient.newHttpClient()) {
            String token = json(http.send(
                            HttpRequest.newBuilder(issuer.resolve("/realms/master/protocol/openid-connect/token"))
                                    .header("Content-Type", "application/x-www-form-urlencoded")
                                    .POST(BodyPublishers.ofString("grant_type=password&client_id=admin-cli"
                                            + "&username=bootstrap&password="
                                            + URLEncoder.encode(password, StandardCharsets.UTF_8)))
                                    .build(),
                            BodyHandlers.ofString()))
                    .path("access_token")
                    .asString();
            String users = "/admin/realms/opcc/users";
            String id = json(http.send(
                            HttpRequest.newBuilder(issuer.resolve(users + "?exact=true&username=" + user))
                                    .header("Authorization", "Bearer " + token)
                                    .build(),
                            BodyHandlers.ofString()))
                    .path(0)
                    .path("id")
                    .asString();
            int status = http.send(
                            HttpRequest.newBuilder(issuer.resolve(users + "/" + id + "/reset-password"))
                                    .header("Authorization", "Bearer " + token)
                                    .header("Content-Type", "application/json")
                                    .PUT(BodyPublishers.ofString(
                                            "{\"type\":\"password\",\"value\":\"first-password\",\"temporary\":true}"))
                                    .build(),
                            BodyHandlers.discarding())
                    .statusCode();
            assertThat(status).isEqualTo(204);
        }
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return JsonMapper.shared().readTree(answer.body());
    }
}
