package opcc.tracker.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.node.ObjectNode;

/** Users are invited, changed, suspended and listed through the API, in the real Keycloak. */
@ExtendWith(OnTheLiveTracker.class)
class UsersIT {

    private static final String ADMIN = "admin";

    private final LiveTracker tracker;

    UsersIT(LiveTracker tracker) {
        this.tracker = tracker;
    }

    private Answer invite(String id, String roles, String more) {
        return tracker.post(ADMIN, "/v1/users?userId=" + id, body(id, roles, more));
    }

    private static String body(String id, String roles, String more) {
        return """
            {"givenName":"Nia","familyName":"Newcomer","email":"%s@example.org","roles":[%s]%s}\
            """.formatted(id, roles, more);
    }

    @Test
    void an_invited_user_holds_what_they_were_given_and_is_asked_for_a_password_and_a_second_factor() {
        String id = LiveTracker.freshId("nia");

        Answer invited = invite(id, "\"FINANCE\",\"COMMISSIONER\"", ",\"areas\":[\"west-mercia\",\"gwent\"]")
                .ok();

        assertThat(invited.text("name")).isEqualTo("users/" + id);
        assertThat(invited.body().path("roles").toString()).isEqualTo("[\"COMMISSIONER\",\"FINANCE\"]");
        assertThat(invited.body().path("areas").toString())
                .as("gwent had no group before")
                .isEqualTo("[\"gwent\",\"west-mercia\"]");
        assertThat(invited.body().path("pendingActions").toString())
                .isEqualTo("[\"CONFIGURE_TOTP\",\"UPDATE_PASSWORD\"]");
        ObjectNode read =
                (ObjectNode) tracker.get(ADMIN, "/v1/users/" + id).ok().body();
        assertThat(read.put("invitation", invited.text("invitation"))).isEqualTo(invited.body());
        assertThat(invite(id, "\"ANALYST\"", "").problem(409).reason()).isEqualTo("ALREADY_EXISTS");
    }

    @Test
    void a_user_is_changed_whole_and_by_the_etag_that_was_read() {
        String id = LiveTracker.freshId("nia");
        Answer invited =
                invite(id, "\"FINANCE\"", ",\"areas\":[\"west-mercia\"]").ok();
        String change = body(id, "\"PROVIDER\"", ",\"provider\":\"providers/justice-and-care\",\"etag\":\"%s\"");

        Answer changed = tracker.patch(ADMIN, "/v1/users/" + id, change.formatted(invited.text("etag")))
                .ok();

        assertThat(changed.body().path("roles").toString()).isEqualTo("[\"PROVIDER\"]");
        assertThat(changed.text("provider")).isEqualTo("providers/justice-and-care");
        assertThat(changed.body().path("areas")).isEmpty();
        assertThat(tracker.patch(ADMIN, "/v1/users/" + id, change.formatted(invited.text("etag")))
                        .problem(409)
                        .reason())
                .isEqualTo("ETAG_MISMATCH");
    }

    @Test
    void a_suspended_user_cannot_sign_in_until_reinstated() {
        String id = LiveTracker.freshId("nia");
        invite(id, "\"ANALYST\"", "").ok();

        Answer suspended =
                tracker.post(ADMIN, "/v1/users/" + id + ":suspend", "{}").ok();
        assertThat(suspended.body().path("suspended").asBoolean(false)).isTrue();

        Answer reinstated =
                tracker.post(ADMIN, "/v1/users/" + id + ":reinstate", "{}").ok();
        assertThat(reinstated.body().path("suspended").asBoolean(false)).isFalse();
        assertThat(reinstated.body().path("roles").toString()).isEqualTo("[\"ANALYST\"]");
        tracker.post(ADMIN, "/v1/users/" + id + ":invite", "{}").ok();
    }

    @Test
    void an_administrator_can_not_change_themselves() {
        Answer own = tracker.get(ADMIN, "/v1/users/admin").ok();
        for (Answer refused : List.of(
                tracker.post(ADMIN, "/v1/users/admin:suspend", "{}"),
                tracker.post(ADMIN, "/v1/users/admin:reinstate", "{}"),
                tracker.post(ADMIN, "/v1/users/admin:invite", "{}"),
                tracker.patch(
                        ADMIN,
                        "/v1/users/admin",
                        body(
                                "admin",
                                "\"FINANCE\"",
                                ",\"areas\":[\"gwent\"],\"etag\":\"" + own.text("etag") + "\"")))) {
            assertThat(refused.problem(403).reason()).isEqualTo("SEPARATION_OF_DUTIES");
        }
        assertThat(tracker.get(ADMIN, "/v1/users/admin").ok().text("etag")).isEqualTo(own.text("etag"));
    }

    @Test
    void nobody_is_given_what_may_not_be_held_or_does_not_exist() {
        assertThat(invite(LiveTracker.freshId("nia"), "\"ADMINISTRATOR\",\"FINANCE\"", ",\"areas\":[\"gwent\"]")
                        .problem(403)
                        .reason())
                .isEqualTo("SEPARATION_OF_DUTIES");
        assertThat(invite(LiveTracker.freshId("nia"), "\"FINANCE\"", ",\"areas\":[\"atlantis\"]")
                        .problem(400)
                        .violatedFields())
                .containsExactly("areas[0]");
        assertThat(invite(LiveTracker.freshId("nia"), "\"PROVIDER\"", ",\"provider\":\"providers/no-such\"")
                        .problem(409)
                        .reason())
                .isEqualTo("PROVIDER_NOT_REGISTERED");
        assertThat(invite(LiveTracker.freshId("nia"), "\"manage-users\"", "").status())
                .isEqualTo(400);
        tracker.post(ADMIN, "/v1/users/service-account-tracker-users:suspend", "{}")
                .problem(404);
    }

    @Test
    void all_users_are_listed_page_by_page_to_administrators_alone() {
        List<String> first = tracker.get(ADMIN, "/v1/users?pageSize=3").ok().each("users", "name");
        Answer all = tracker.get(ADMIN, "/v1/users?pageSize=50").ok();

        assertThat(first).hasSize(3);
        assertThat(all.each("users", "name"))
                .startsWith(first.toArray(String[]::new))
                .contains("users/admin", "users/provider.justiceandcare")
                .noneMatch(name -> name.contains("service-account"));
        tracker.get("commissioner.westmercia", "/v1/users").problem(403);
        tracker.get("provider.justiceandcare", "/v1/users").problem(403);
    }
}
