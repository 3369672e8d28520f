package opcc.tracker.local.keycloak;

import static opcc.tracker.local.keycloak.RunningKeycloak.administration;
import static opcc.tracker.local.keycloak.RunningKeycloak.apply;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import opcc.tracker.local.keycloak.MailServer.Security;
import opcc.tracker.local.processes.StackFailure;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What {@code ./tracker apply-realm} does to a real Keycloak. */
@DisplayName("The realm as code, applied to a Keycloak")
@ExtendWith(RunningKeycloak.class)
class ApplyRealmIT {

    /** As the realm is on a Keycloak that others run, with secrets that hold all that means something in a form. */
    private static final RealmCode ELSEWHERE = RunningKeycloak.code(false, "a+b c/d=e&f%2Bg", "+/=& %");

    private static final RealmCode HERE = RunningKeycloak.CODE;

    private static JsonNode client(AdminApi api, String id) throws Exception {
        return api.get("/opcc/clients?clientId=" + id).path(0);
    }

    private static String id(JsonNode node) {
        return node.path("id").asString();
    }

    private static List<String> each(JsonNode list, String field) {
        return list.valueStream().map(node -> node.path(field).asString()).toList();
    }

    @Nested
    @DisplayName("that has no such realm")
    class Fresh {

        private static List<String> changes = List.of();

        @BeforeAll
        static void applied_once() throws Exception {
            deleteRealm();
            changes = apply(ELSEWHERE);
        }

        /** Other tests look for the demonstration users. */
        @AfterAll
        static void the_realm_of_the_demonstration_again() throws Exception {
            deleteRealm();
            apply(HERE);
        }

        private static void deleteRealm() throws Exception {
            try (AdminApi api = administration()) {
                api.delete("/opcc", null);
                assertThat(api.get("/opcc").isMissingNode()).isTrue();
            }
        }

        @Test
        void makes_it_whole_and_the_second_time_changes_nothing() throws Exception {
            assertThat(changes).contains("realm opcc made", "way to sign in made");

            assertThat(apply(ELSEWHERE)).isEmpty();
            try (AdminApi api = administration()) {
                assertThat(each(api.get("/opcc/roles"), "name"))
                        .contains("commissioner", "finance", "requester", "provider", "auditor", "analyst");
                assertThat(api.get("/opcc/group-by-path/opcc/west-mercia")
                                .path("attributes")
                                .path("areas")
                                .path(0)
                                .asString())
                        .isEqualTo("west-mercia");
                assertThat(api.get("/opcc").path("browserFlow").asString()).isEqualTo("tracker browser");
                assertThat(client(api, "tracker-cli").isMissingNode())
                        .as("the password grant is for demonstrations")
                        .isTrue();
                assertThat(api.get("/opcc/users")).as("people").isEmpty();
            }
            assertThat(Realm.discover(RunningKeycloak.ADDRESS)).isEqualTo(RunningKeycloak.REALM);
        }

        @Test
        void gives_clients_their_secrets_as_they_are_whatever_characters_they_hold() throws Exception {
            assertThat(tokenOfTheUsersClient("+/=& %")).isEqualTo(200);
            assertThat(tokenOfTheUsersClient("another")).isEqualTo(401);
            try (AdminApi api = administration()) {
                String console = id(client(api, RealmCode.CONSOLE));
                assertThat(api.get("/opcc/clients/" + console + "/client-secret")
                                .path("value")
                                .asString())
                        .isEqualTo("a+b c/d=e&f%2Bg");
            }
        }

        @Test
        void mends_what_somebody_took_out_by_hand() throws Exception {
            try (AdminApi api = administration()) {
                api.delete("/opcc/roles/analyst", null);
                api.delete("/opcc/clients/" + id(client(api, RealmCode.CONSOLE)), null);
                api.delete("/opcc/groups/" + id(api.get("/opcc/group-by-path/providers")), null);
                JsonNode scope = api.get("/opcc/client-scopes")
                        .valueStream()
                        .filter(each -> each.path("name").asString().equals("tracker"))
                        .findFirst()
                        .orElseThrow();
                for (JsonNode mapper : scope.path("protocolMappers")) {
                    api.delete("/opcc/client-scopes/" + id(scope) + "/protocol-mappers/models/" + id(mapper), null);
                }
                JsonNode executions = api.get("/opcc/authentication/flows/tracker%20browser/executions");
                api.delete("/opcc/authentication/executions/" + id(executions.path(executions.size() - 1)), null);
            }

            assertThat(apply(ELSEWHERE))
                    .contains(
                            "role analyst made",
                            "client tracker-console made",
                            "group /providers made",
                            "group /providers/justice-and-care made",
                            "way to sign in made")
                    .anyMatch(change -> change.startsWith("client scope tracker: claim "));

            assertThat(apply(ELSEWHERE)).isEmpty();
        }

        private int tokenOfTheUsersClient(String secret) throws Exception {
            try (HttpClient http = HttpClient.newHttpClient()) {
                String form = "grant_type=client_credentials&client_id=" + RealmCode.USERS + "&client_secret="
                        + URLEncoder.encode(secret, StandardCharsets.UTF_8);
                return http.send(
                                HttpRequest.newBuilder(RunningKeycloak.REALM.tokens())
                                        .header("Content-Type", "application/x-www-form-urlencoded")
                                        .POST(BodyPublishers.ofString(form))
                                        .build(),
                                BodyHandlers.discarding())
                        .statusCode();
            }
        }
    }

    @Test
    void changes_nothing_the_second_time() throws Exception {
        apply(HERE);

        assertThat(apply(HERE)).isEmpty();
    }

    @Test
    void sets_right_what_somebody_changed_by_hand_and_leaves_users_alone() throws Exception {
        apply(HERE);
        try (AdminApi api = administration()) {
            ObjectNode realm = (ObjectNode) api.get("/opcc");
            api.put("/opcc", realm.put("accessTokenLifespan", 86_400).put("browserFlow", "browser"));
            ObjectNode console = (ObjectNode) client(api, RealmCode.CONSOLE);
            console.putArray("redirectUris").add("https://elsewhere.example/*");
            api.put("/opcc/clients/" + id(console), console.put("secret", "leaked"));
            JsonNode group = api.get("/opcc/group-by-path/opcc/west-mercia");
            ObjectNode moved = Difference.without(group, List.of("subGroups", "access"));
            moved.putObject("attributes").putArray("areas").add("london");
            api.put("/opcc/groups/" + id(group), moved);
            ObjectNode renamed = (ObjectNode)
                    api.get("/opcc/users?exact=true&username=analyst.apcc").path(0);
            api.put("/opcc/users/" + id(renamed), renamed.put("lastName", "Renamed"));
        }

        assertThat(apply(HERE))
                .containsExactlyInAnyOrder(
                        "settings of the realm",
                        "client tracker-console",
                        "client tracker-console: secret",
                        "group /opcc/west-mercia",
                        "way to sign in taken into use");

        assertThat(apply(HERE)).isEmpty();
        try (AdminApi api = administration()) {
            assertThat(api.get("/opcc/group-by-path/opcc/west-mercia")
                            .path("attributes")
                            .path("areas")
                            .valueStream()
                            .map(JsonNode::asString))
                    .containsExactly("west-mercia");
            assertThat(each(api.get("/opcc/users?exact=true&username=analyst.apcc"), "lastName"))
                    .containsExactly("Renamed");
        }
    }

    @Test
    void sets_the_mail_server_and_says_so_once_though_its_password_is_shown_to_nobody() throws Exception {
        apply(HERE);
        RealmCode sending = HERE.sendingBy(
                new MailServer("mail.example", 587, "tracker@example.org", "tracker", "s+ec ret", Security.STARTTLS));

        assertThat(apply(sending)).containsExactly("settings of the realm");

        assertThat(apply(sending)).isEmpty();
        assertThat(apply(HERE)).as("who says nothing of it leaves it").isEmpty();
        try (AdminApi api = administration()) {
            JsonNode smtp = api.get("/opcc").path("smtpServer");
            assertThat(smtp.path("host").asString()).isEqualTo("mail.example");
            assertThat(smtp.path("starttls").asString()).isEqualTo("true");
            assertThat(smtp.path("user").asString()).isEqualTo("tracker");
            assertThat(smtp.toString()).doesNotContain("s+ec ret");
            ObjectNode realm = (ObjectNode) api.get("/opcc");
            realm.putObject("smtpServer");
            api.put("/opcc", realm);
        }
    }

    @Test
    void leaves_the_client_that_administers_users_no_role_more_than_it_needs() throws Exception {
        apply(HERE);
        try (AdminApi api = administration()) {
            String account = id(api.get("/opcc/clients/" + id(client(api, RealmCode.USERS)) + "/service-account-user"));
            String roles = "/opcc/users/" + account + "/role-mappings/clients/" + id(client(api, "realm-management"));
            ArrayNode more = JsonMapper.shared().createArrayNode();
            api.get(roles + "/available")
                    .valueStream()
                    .filter(role -> role.path("name").asString().equals("realm-admin"))
                    .forEach(more::add);
            assertThat(more).hasSize(1);
            api.post(roles, more);

            assertThat(apply(HERE)).containsExactly("roles of tracker-users taken away");

            assertThat(each(api.get(roles), "name"))
                    .containsExactlyInAnyOrder("manage-users", "view-users", "query-groups");
        }
    }

    @Test
    void is_refused_to_who_is_no_administrator_there() {
        assertThatThrownBy(() ->
                        RealmApplication.apply(HERE, RunningKeycloak.ADDRESS, KeycloakServer.ADMINISTRATOR, "wrong"))
                .isInstanceOf(StackFailure.class)
                .hasMessageContaining("does not let this administrator sign in");
    }
}
