package opcc.tracker.local.keycloak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import opcc.tracker.local.demo.DemoUsers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The real Keycloak with the realm of this project. */
@ExtendWith(RunningKeycloak.class)
class KeycloakIT {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @AfterAll
    static void stop() {
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
        assertThat(claims.path("iss").asString())
                .isEqualTo(RunningKeycloak.REALM.issuer().toString());
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
        JsonNode users = RunningKeycloak.CODE.realm().path("users");
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
        assertThat(Realm.discover(URI.create("http://localhost:" + RunningKeycloak.PORT)))
                .isEqualTo(RunningKeycloak.REALM);
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
                    .filter(address -> address.endsWith(":%04X".formatted(RunningKeycloak.PORT)))
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
        return HttpRequest.newBuilder(RunningKeycloak.REALM.tokens())
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
}
