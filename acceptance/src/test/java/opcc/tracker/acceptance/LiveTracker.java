package opcc.tracker.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import opcc.tracker.local.demo.DemoLoader;
import opcc.tracker.local.demo.DemoUsers;
import opcc.tracker.local.keycloak.MailServer;
import opcc.tracker.local.processes.Progress;
import opcc.tracker.local.stack.Ports;
import opcc.tracker.local.stack.Stack;
import opcc.tracker.local.stack.StackConfig;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The tracker on free ports, with the real Keycloak, a MongoDB and the demonstration data; started once for all tests.
 * With {@code TRACKER_TEST_MONGODB_URI} set, that MongoDB is used.
 */
final class LiveTracker implements AutoCloseable {

    private static final AtomicInteger ids = new AtomicInteger();

    private final Stack stack;
    private final MailSink mail;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final Map<String, String> tokens = new ConcurrentHashMap<>();

    private LiveTracker(Stack stack, MailSink mail) {
        this.stack = stack;
        this.mail = mail;
    }

    static LiveTracker start() {
        try {
            Path state = Path.of(System.getProperty("tracker.state"));
            FileSystemUtils.deleteRecursively(state);
            MailSink mail = MailSink.open();
            StackConfig config = StackConfig.of(Path.of(System.getProperty("tracker.root")))
                    .withStateFolder(state)
                    .withPorts(Ports.free())
                    .withMail(MailServer.nearby(mail.port()));
            String mongodb = System.getenv("TRACKER_TEST_MONGODB_URI");
            Stack stack = Stack.start(
                    mongodb == null || mongodb.isBlank() ? config : config.withMongodbUri(mongodb), Progress.SILENT);
            try {
                new DemoLoader(stack.gatewayUrl(), stack.realm().tokens(), Progress.SILENT).load();
                return new LiveTracker(stack, mail);
            } catch (Exception e) {
                stack.close();
                throw e;
            }
        } catch (Exception e) {
            throw new IllegalStateException("the tracker does not start: " + e.getMessage(), e);
        }
    }

    /** Where Keycloak's e-mails go. */
    MailSink mail() {
        return mail;
    }

    Stack stack() {
        return stack;
    }

    /** An id that no other test uses, in this run or an earlier one. */
    static String freshId(String what) {
        return what + "-" + Long.toString(System.currentTimeMillis(), 36) + "-" + ids.incrementAndGet();
    }

    Answer get(@Nullable String user, String path) {
        return send(user, "GET", path, null, Map.of());
    }

    Answer post(@Nullable String user, String path, String json) {
        return send(user, "POST", path, BodyPublishers.ofString(json), Map.of("Content-Type", "application/json"));
    }

    Answer post(String user, String path, String json, String idempotencyKey) {
        return send(
                user,
                "POST",
                path,
                BodyPublishers.ofString(json),
                Map.of("Content-Type", "application/json", "Idempotency-Key", idempotencyKey));
    }

    Answer patch(String user, String path, String json) {
        return send(user, "PATCH", path, BodyPublishers.ofString(json), Map.of("Content-Type", "application/json"));
    }

    /** Sends what {@code user} (nobody if null) asks for. */
    Answer send(
            @Nullable String user,
            String method,
            String path,
            @Nullable BodyPublisher body,
            Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(stack.gatewayUrl().resolve(path))
                .timeout(Duration.ofSeconds(30))
                .method(method, body == null ? BodyPublishers.noBody() : body);
        headers.forEach(request::header);
        if (user != null) {
            request.header("Authorization", "Bearer " + token(user));
        }
        HttpResponse<String> answer = send(request.build());
        return new Answer(answer.statusCode(), json(answer.body()), answer.headers());
    }

    /** The user's token, by the password grant. */
    String token(String user) {
        return tokens.computeIfAbsent(user, this::freshToken);
    }

    /** A token that has its whole life before it. */
    String freshToken(String user) {
        return grant("password", "username=" + user + "&password=" + DemoUsers.PASSWORD)
                .path("access_token")
                .asString();
    }

    /** What Keycloak gives for a grant of this type. */
    JsonNode grant(String type, String form) {
        return json(send(HttpRequest.newBuilder(stack.realm().tokens())
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(
                                "grant_type=" + type + "&client_id=" + DemoUsers.CLIENT + "&" + form))
                        .build())
                .body());
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode json(String body) {
        return body.isEmpty()
                ? JsonMapper.shared().createObjectNode()
                : JsonMapper.shared().readTree(body);
    }

    @Override
    public void close() {
        http.close();
        stack.close();
        mail.close();
    }
}
