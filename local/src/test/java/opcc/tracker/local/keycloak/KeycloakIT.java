package opcc.tracker.local.keycloak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import opcc.tracker.local.demo.DemoUsers;
import opcc.tracker.local.processes.ProcessGroup;
import opcc.tracker.local.processes.StackFailure;
import opcc.tracker.local.stack.Ports;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The real Keycloak with the realm of this project. */
class KeycloakIT {
    @TempDir
    static Path folder;

    private static final int PORT = Ports.free().keycloak();
    private static final Realm REALM = Realm.embedded(PORT);
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String ADMIN_PASSWORD = "of-no-worth";
    private static final RealmCode CODE = new RealmCode(
            URI.create("http://localhost:8080"),
            Map.of(RealmCode.CONSOLE, "console-secret", RealmCode.USERS, "users-secret"),
            true);
    private static ProcessGroup group;

    @BeforeAll
    static void start() throws Exception {
        group = ProcessGroup.open(
                folder.resolve("run"), folder.resolve("logs"), Duration.ofMinutes(3), System.out::println);
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        group.start(List.of(
                KeycloakServer.part(java, distribution(), folder.resolve("keycloak"), PORT, ADMIN_PASSWORD, CODE)));
    }

    @AfterAll
    static void stop() {
        group.close();
        HTTP.close();
    }

    @ParameterizedTest
    @CsvSource({
        "admin, administrator, , ",
        "commissioner.leicestershire, commissioner, leicestershire, ",
        "commissioner.westmercia, commissioner, west-mercia, ",
        "finance.westmercia, finance, west-mercia, ",
        "finance2.westmercia, finance, west-mercia, ",
        "requester.westmercia, requester, west-mercia, ",
        "requester2.westmercia, requester, west-mercia, ",
        "provider.justiceandcare, provider, , justice-and-care",
        "provider.hopeforjustice, provider, , hope-for-justice",
        "auditor.westmercia, auditor, west-mercia, ",
        "analyst.apcc, analyst, , "
    })
    void theTokenOfEveryUserSaysWhatTheyMay(String user, String role, String area, String provider) throws Exception {
        JsonNode answer =
                JsonMapper.shared().readTree(signIn(user, DemoUsers.PASSWORD).body());
        JsonNode header = part(answer, 0);
        JsonNode claims = part(answer, 1);

        assertThat(header.path("alg").asString()).isEqualTo("RS256");
        assertThat(claims.path("iss").asString()).isEqualTo(REALM.issuer().toString());
        assertThat(texts(claims.path("aud"))).contains("tracker");
        assertThat(claims.path("azp").asString()).isEqualTo("tracker-cli");
        assertThat(claims.path("typ").asString()).isEqualTo("Bearer");
        assertThat(claims.path("sub").asString()).startsWith("0bcc0000-0000-4000-8000-");
        assertThat(claims.path("preferred_username").asString()).isEqualTo(user);
        assertThat(texts(claims.path("realm_access").path("roles"))).containsExactly(role);
        assertThat(texts(claims.path("areas"))).isEqualTo(area == null ? List.of() : List.of(area));
        assertThat(claims.path("areas").isArray() || area == null).isTrue();
        assertThat(claims.path("provider").asString("")).isEqualTo(provider == null ? "" : provider);
        assertThat(claims.path("exp").asLong() - claims.path("iat").asLong()).isBetween(300L, 900L);
    }

    @Test
    void theUsersAreThoseThatTheDocumentationNames() throws Exception {
        JsonNode users = CODE.realm().path("users");
        assertThat(users.valueStream()
                        .filter(user -> !user.has("serviceAccountClientId"))
                        .map(user -> user.path("username").asString()))
                .containsExactlyElementsOf(DemoUsers.ALL.keySet());
    }

    @Test
    void aWrongPasswordGetsNoToken() throws Exception {
        HttpResponse<String> answer = signIn(DemoUsers.ADMIN, "wrong");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).doesNotContain("access_token");
    }

    @Test
    void oneUserMaySignInManyTimesAtOnce() {
        List<CompletableFuture<Integer>> signIns = IntStream.range(0, 8)
                .mapToObj(i -> HTTP.sendAsync(request(DemoUsers.ANALYST, DemoUsers.PASSWORD), BodyHandlers.discarding())
                        .thenApply(HttpResponse::statusCode))
                .toList();
        assertThat(signIns.stream().map(CompletableFuture::join)).containsOnly(200);
    }

    @Test
    void theDiscoveryDocumentLeadsToTheSameRealm() throws Exception {
        assertThat(Realm.discover(URI.create("http://localhost:" + PORT))).isEqualTo(REALM);
    }

    private static List<String> apply() throws Exception {
        return RealmApplication.apply(
                CODE, URI.create("http://localhost:" + PORT), KeycloakServer.ADMINISTRATOR, ADMIN_PASSWORD);
    }

    @Test
    void theRealmIsAppliedTwiceAndTheSecondTimeNothingIsChanged() throws Exception {
        apply();

        assertThat(apply()).isEmpty();
    }

    @Test
    void whatSomebodyChangedByHandIsSetRightAndUsersAreLeftAlone() throws Exception {
        apply();
        try (AdminApi api =
                new AdminApi(URI.create("http://localhost:" + PORT), KeycloakServer.ADMINISTRATOR, ADMIN_PASSWORD)) {
            ObjectNode realm = (ObjectNode) api.get("/opcc");
            api.put("/opcc", realm.put("accessTokenLifespan", 86_400).put("browserFlow", "browser"));
            ObjectNode console = (ObjectNode)
                    api.get("/opcc/clients?clientId=tracker-console").path(0);
            String consolePath = "/opcc/clients/" + console.path("id").asString();
            console.putArray("redirectUris").add("https://elsewhere.example/*");
            api.put(consolePath, console.put("secret", "leaked"));
            JsonNode group = api.get("/opcc/group-by-path/opcc/west-mercia");
            ObjectNode moved = Difference.without(group, List.of("subGroups", "access"));
            moved.putObject("attributes").putArray("areas").add("london");
            api.put("/opcc/groups/" + group.path("id").asString(), moved);
            JsonNode user =
                    api.get("/opcc/users?exact=true&username=analyst.apcc").path(0);
            ObjectNode suspended = ((ObjectNode) user).put("lastName", "Renamed");
            api.put("/opcc/users/" + user.path("id").asString(), suspended);
        }

        assertThat(apply())
                .containsExactlyInAnyOrder(
                        "settings of the realm",
                        "client tracker-console",
                        "client tracker-console: secret",
                        "group /opcc/west-mercia",
                        "way to sign in taken into use");

        assertThat(apply()).isEmpty();
        assertThat(texts(part(
                                JsonMapper.shared()
                                        .readTree(signIn("auditor.westmercia", DemoUsers.PASSWORD)
                                                .body()),
                                1)
                        .path("areas")))
                .containsExactly("west-mercia");
        try (AdminApi api =
                new AdminApi(URI.create("http://localhost:" + PORT), KeycloakServer.ADMINISTRATOR, ADMIN_PASSWORD)) {
            assertThat(api.get("/opcc/users?exact=true&username=analyst.apcc")
                            .path(0)
                            .path("lastName")
                            .asString())
                    .isEqualTo("Renamed");
        }
    }

    @Test
    void theClientThatAdministersUsersHoldsNoRoleMoreThanItNeeds() throws Exception {
        apply();
        try (AdminApi api =
                new AdminApi(URI.create("http://localhost:" + PORT), KeycloakServer.ADMINISTRATOR, ADMIN_PASSWORD)) {
            String client = api.get("/opcc/clients?clientId=tracker-users")
                    .path(0)
                    .path("id")
                    .asString();
            String account = api.get("/opcc/clients/" + client + "/service-account-user")
                    .path("id")
                    .asString();
            String management = api.get("/opcc/clients?clientId=realm-management")
                    .path(0)
                    .path("id")
                    .asString();
            String roles = "/opcc/users/" + account + "/role-mappings/clients/" + management;
            ArrayNode more = JsonMapper.shared().createArrayNode();
            api.get(roles + "/available")
                    .valueStream()
                    .filter(role -> role.path("name").asString().equals("realm-admin"))
                    .forEach(more::add);
            assertThat(more).hasSize(1);
            api.post(roles, more);

            assertThat(apply()).containsExactly("roles of tracker-users taken away");

            assertThat(api.get(roles)
                            .valueStream()
                            .map(role -> role.path("name").asString()))
                    .containsExactlyInAnyOrder("manage-users", "view-users", "query-groups");
        }
    }

    @Test
    void whoMayNotApplyItIsTold() {
        assertThatThrownBy(() -> RealmApplication.apply(
                        CODE, URI.create("http://localhost:" + PORT), KeycloakServer.ADMINISTRATOR, "wrong"))
                .isInstanceOf(StackFailure.class)
                .hasMessageContaining("does not let this administrator sign in");
    }

    @Test
    void itListensOnLoopbackAlone() throws Exception {
        Path tcp = Path.of("/proc/net/tcp");
        assumeTrue(Files.exists(tcp), "only Linux shows its sockets so");
        Set<String> local = new HashSet<>();
        for (Path table : List.of(tcp, Path.of("/proc/net/tcp6"))) {
            Files.readAllLines(table).stream()
                    .map(line -> line.strip().split("\\s+"))
                    .filter(fields -> fields.length > 3 && fields[3].equals("0A"))
                    .map(fields -> fields[1])
                    .filter(address -> address.endsWith(":%04X".formatted(PORT)))
                    .map(address -> address.substring(0, address.indexOf(':')))
                    .forEach(local::add);
        }
        assertThat(local)
                .isSubsetOf("0100007F", "0000000000000000FFFF00000100007F")
                .isNotEmpty();
    }

    private static HttpResponse<String> signIn(String user, String password) throws Exception {
        return HTTP.send(request(user, password), BodyHandlers.ofString());
    }

    private static HttpRequest request(String user, String password) {
        return HttpRequest.newBuilder(REALM.tokens())
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(
                        "grant_type=password&client_id=tracker-cli&username=" + user + "&password=" + password))
                .build();
    }

    private static JsonNode part(JsonNode answer, int index) {
        String[] parts = answer.path("access_token").asString("").split("\\.");
        assertThat(parts).as("answer: %s", answer.path("error_description")).hasSize(3);
        return JsonMapper.shared().readTree(Base64.getUrlDecoder().decode(parts[index]));
    }

    private static List<String> texts(JsonNode node) {
        return node.isString()
                ? List.of(node.asString())
                : node.valueStream().map(JsonNode::asString).toList();
    }

    private static Path distribution() throws Exception {
        try (Stream<Path> children = Files.list(Path.of("target", "keycloak").toAbsolutePath())) {
            return children.filter(Files::isDirectory).findFirst().orElseThrow();
        }
    }
}
