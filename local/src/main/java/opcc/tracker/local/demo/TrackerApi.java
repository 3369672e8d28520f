package opcc.tracker.local.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The tracker's public API as a client sees it. */
final class TrackerApi {
    private static final int ATTEMPTS = 5;
    private static final Duration PAUSE = Duration.ofMillis(400);
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final Set<Integer> WORTH_ANOTHER_TRY = Set.of(429, 502, 503, 504);

    private final HttpClient http;
    private final URI base;
    private final Tokens tokens;

    TrackerApi(HttpClient http, URI base, Tokens tokens) {
        this.http = http;
        this.base = base;
        this.tokens = tokens;
    }

    /** Reads; empty if there is no such thing. */
    Optional<JsonNode> get(String user, String path) throws DemoFailure, InterruptedException {
        HttpResponse<String> answer = send(user, "GET", path, null);
        return switch (answer.statusCode()) {
            case OK -> Optional.of(json(answer, user, "GET", path));
            case NOT_FOUND -> Optional.empty();
            default -> throw refused(user, "GET", path, answer);
        };
    }

    /** Does; the same path and body has the same idempotency key, so that doing it again changes nothing. */
    JsonNode post(String user, String path, ObjectNode body) throws DemoFailure, InterruptedException {
        HttpResponse<String> answer = send(user, "POST", path, body);
        if (answer.statusCode() != OK) {
            throw refused(user, "POST", path, answer);
        }
        return json(answer, user, "POST", path);
    }

    /** Changes; the body holds the etag that was read, so that doing it again is refused or changes nothing. */
    void patch(String user, String path, ObjectNode body) throws DemoFailure, InterruptedException {
        HttpResponse<String> answer = send(user, "PATCH", path, body);
        if (answer.statusCode() != OK) {
            throw refused(user, "PATCH", path, answer);
        }
    }

    /** Creates, unless it is there already, perhaps since long before the idempotency keys of today. */
    void create(String user, String collection, String idParameter, String id, ObjectNode body)
            throws DemoFailure, InterruptedException {
        String path = "/v1/" + collection + "?" + idParameter + "=" + id;
        HttpResponse<String> answer = send(user, "POST", path, body);
        boolean there = answer.statusCode() == CONFLICT
                && get(user, "/v1/" + collection + "/" + id).isPresent();
        if (answer.statusCode() != OK && !there) {
            throw refused(user, "POST", path, answer);
        }
    }

    private HttpResponse<String> send(String user, String method, String path, @Nullable ObjectNode body)
            throws DemoFailure, InterruptedException {
        String content = body == null ? "" : body.toString();
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", "Bearer " + tokens.of(user))
                .header("Accept", "application/json");
        if (body != null) {
            request.header("Content-Type", "application/json")
                    .header("Idempotency-Key", key(user, path, content))
                    .method(method, BodyPublishers.ofString(content));
        }
        for (int attempt = 1; ; attempt++) {
            try {
                HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
                if (attempt == ATTEMPTS || !WORTH_ANOTHER_TRY.contains(answer.statusCode())) {
                    return answer;
                }
            } catch (IOException e) {
                if (attempt == ATTEMPTS) {
                    throw new DemoFailure("the tracker does not answer at " + base + " (" + method + " " + path + ").");
                }
            }
            Thread.sleep(PAUSE.multipliedBy(attempt));
        }
    }

    private static String key(String user, String path, String content) {
        String name = "tracker demonstration\n" + user + "\n" + path + "\n" + content;
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    }

    private static JsonNode json(HttpResponse<String> answer, String user, String method, String path)
            throws DemoFailure {
        try {
            return JsonMapper.shared().readTree(answer.body());
        } catch (JacksonException e) {
            throw new DemoFailure(method + " " + path + " as " + user + " was not answered in JSON.");
        }
    }

    private static DemoFailure refused(String user, String method, String path, HttpResponse<String> answer) {
        String body = answer.body().length() > 1_000 ? answer.body().substring(0, 1_000) + "..." : answer.body();
        return new DemoFailure(
                method + " " + path + " as " + user + " was answered " + answer.statusCode() + ": " + body);
    }
}
