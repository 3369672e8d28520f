package opcc.tracker.local.keycloak;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import opcc.tracker.local.processes.StackFailure;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** Keycloak's administration over HTTP, for as long as one token lasts (a minute). */
final class AdminApi implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final URI keycloak;
    private final String token;

    /** Signs in as an administrator of the realm {@code master}. */
    AdminApi(URI keycloak, String user, String password) throws StackFailure, InterruptedException {
        this.keycloak = keycloak;
        String form =
                "grant_type=password&client_id=admin-cli&username=" + encoded(user) + "&password=" + encoded(password);
        HttpResponse<String> answer =
                send(HttpRequest.newBuilder(URI.create(keycloak + "/realms/master/protocol/openid-connect/token"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form)));
        if (answer.statusCode() != 200) {
            throw new StackFailure("Keycloak at " + keycloak + " does not let this administrator sign in ("
                    + answer.statusCode() + ").");
        }
        this.token = read(answer).path("access_token").asString();
    }

    /** What is at a path below {@code /admin/realms}; missing if there is nothing. */
    JsonNode get(String path) throws StackFailure, InterruptedException {
        HttpResponse<String> answer = call("GET", path, null);
        return answer.statusCode() == 404 ? MissingNode.getInstance() : read(require("GET", path, answer));
    }

    /** Adds something, and gives the id that Keycloak gave it; empty if it gave none. */
    String post(String path, JsonNode body) throws StackFailure, InterruptedException {
        String place = require("POST", path, call("POST", path, body))
                .headers()
                .firstValue("Location")
                .orElse("");
        return place.substring(place.lastIndexOf('/') + 1);
    }

    void put(String path, JsonNode body) throws StackFailure, InterruptedException {
        require("PUT", path, call("PUT", path, body));
    }

    void delete(String path, @Nullable JsonNode body) throws StackFailure, InterruptedException {
        require("DELETE", path, call("DELETE", path, body));
    }

    /** A name as a part of a path or query. */
    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private HttpResponse<String> call(String method, String path, @Nullable JsonNode body)
            throws StackFailure, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(keycloak + "/admin/realms" + path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.toString())));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws StackFailure, InterruptedException {
        try {
            return http.send(request.timeout(PATIENCE).build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new StackFailure("No Keycloak answers at " + keycloak + ".");
        }
    }

    private static HttpResponse<String> require(String method, String path, HttpResponse<String> answer)
            throws StackFailure {
        if (answer.statusCode() >= 300) {
            // Not the body of ours, which may hold a secret; Keycloak's says what it does not like.
            throw new StackFailure(
                    "Keycloak answered " + answer.statusCode() + " to " + method + " " + path + ".", answer.body());
        }
        return answer;
    }

    private static JsonNode read(HttpResponse<String> answer) throws StackFailure {
        try {
            return JsonMapper.shared().readTree(answer.body());
        } catch (JacksonException e) {
            throw new StackFailure("What answers at " + answer.uri().getHost() + " is not a Keycloak.");
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
