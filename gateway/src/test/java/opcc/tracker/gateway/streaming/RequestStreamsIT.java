package opcc.tracker.gateway.streaming;

import static opcc.tracker.gateway.streaming.MessagingStage.FAR_LESS;
import static opcc.tracker.gateway.streaming.MessagingStage.KILOBYTES_16;
import static opcc.tracker.gateway.streaming.MessagingStage.LINES;
import static opcc.tracker.gateway.streaming.MessagingStage.headers;
import static opcc.tracker.gateway.streaming.MessagingStage.standingStill;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.rpc.Code;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import messaging.ImportSummary;
import opcc.tracker.gateway.stage.Caller;
import opcc.tracker.gateway.stage.GatewayUnderTest;
import opcc.tracker.gateway.stage.RawConnection;
import opcc.tracker.gateway.stage.ScriptedMessaging;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A stream of requests through the gateway")
class RequestStreamsIT {

    private static final String IMPORT = "/v1/messages:import";
    private static MessagingStage stage;
    private static ScriptedMessaging messaging;
    private static GatewayUnderTest gateway;
    private Caller finance;

    @BeforeAll
    static void start() {
        stage = new MessagingStage();
        messaging = stage.messaging();
        gateway = stage.gateway();
    }

    @AfterAll
    static void stop() {
        stage.close();
    }

    @BeforeEach
    void callAsFinance() {
        messaging.importsAtOnce();
        finance = stage.caller("finance");
    }

    private Caller.Answer send(String type, String body) {
        return finance.with("Content-Type", type).send("POST", IMPORT, BodyPublishers.ofString(body));
    }

    @Test
    void of_requests_is_a_line_each_and_one_answer() {
        Caller.Answer answer = send(LINES, "{\"text\":\"a\"}\n\n{\"text\":\"b\"}\r\n{\"text\":\"c\"}");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        assertThat(answer.json().path("count").asInt()).isEqualTo(3);
        assertThat(answer.json().path("lastText").asString()).isEqualTo("c");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"text\":\"a\"}~{\"txt\":1} | line 2: txt: is not known here; did you mean text?",
                "{}~~[] | line 3: body: must be an object, but is a list",
                "{} {} | line 1: body: holds more than one JSON value",
                "{\"text\" | line 1: text: is not valid JSON: it ends too early at line 1, column 8",
            })
    void of_requests_that_do_not_fit_names_the_line(String body, String violation) {
        Caller.Answer answer = send(LINES, body.replace('~', '\n'));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.violations()).containsExactly(violation);
    }

    @Test
    void of_requests_has_a_limit_for_a_line_and_none_for_all() {
        assertThat(send(LINES, "{\"text\":\"" + "x".repeat(1 << 20) + "\"}").status())
                .isEqualTo(413);
        String line = "{\"text\":\"" + "x".repeat(1000) + "\"}\n";
        assertThat(send(LINES, line.repeat(4_000)).json().path("count").asInt()).isEqualTo(4_000);
    }

    @ParameterizedTest
    @CsvSource({"application/json", "text/plain", "nonsense"})
    void of_requests_in_another_form_is_told_which_are_taken(String type) {
        Caller.Answer answer = send(type, "{}");
        assertThat(answer.status()).isEqualTo(415);
        assertThat(answer.header("Accept")).isEqualTo(LINES + ", multipart/form-data, text/csv");
    }

    @Test
    void of_requests_that_the_service_refuses_early_is_told_so() {
        messaging.imports(answer -> {
            answer.onError(Status.fromCodeValue(Code.FAILED_PRECONDITION_VALUE)
                    .withDescription("closed for today")
                    .asRuntimeException());
            return new ScriptedMessaging.Summing(answer);
        });
        Caller.Answer answer = send(LINES, "{}\n".repeat(3));
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.detail()).isEqualTo("closed for today");
    }

    @Test
    void of_requests_is_read_only_as_the_service_takes_them() {
        AtomicReference<ServerCallStreamObserver<ImportSummary>> service = new AtomicReference<>();
        messaging.imports(answer -> {
            answer.disableAutoRequest();
            service.set(answer);
            return new ScriptedMessaging.Summing(answer);
        });
        int lines = 4_000;
        AtomicInteger sent = new AtomicInteger();
        try (RawConnection sender = new RawConnection(gateway)) {
            sender.request(
                    "POST " + IMPORT,
                    headers("finance", "Connection: close", "Transfer-Encoding: chunked", "Content-Type: " + LINES));
            String line = "{\"text\":\"" + "x".repeat(KILOBYTES_16) + "\"}\n";
            CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> {
                for (int i = 0; i < lines; i++) {
                    sender.chunk(line);
                    sent.incrementAndGet();
                }
                sender.lastChunk();
            });
            await().until(() -> sent.get() > 0);
            assertThat(standingStill(sent::get) * KILOBYTES_16).isLessThan(FAR_LESS);
            service.get().request(lines + 1);
            assertThat(sender.status()).isEqualTo("HTTP/1.1 200 OK");
            assertThat(sender.line()).startsWith("{\"count\":" + lines);
            assertThat(sending).isCompleted();
        }
    }

    @Test
    void both_ways_answers_while_it_is_asked() {
        try (RawConnection chat = new RawConnection(gateway)) {
            chat.request(
                    "POST /v1/chats/42", headers("finance", "Transfer-Encoding: chunked", "Content-Type: " + LINES));
            chat.chunk("{\"text\":\"one\"}\n{\"te");
            assertThat(chat.status()).isEqualTo("HTTP/1.1 200 OK");
            assertThat(chat.line()).startsWith("{\"messageId\":\"42\",\"text\":\"one\"");
            chat.chunk("xt\":\"two\"}\n");
            assertThat(chat.line()).startsWith("{\"messageId\":\"42\",\"text\":\"two\"");
            chat.chunk("{\"txt\":\"three\"}\n");
            assertThat(chat.line())
                    .startsWith("{\"problem\":{")
                    .contains("line 3: txt")
                    .doesNotContain("three");
        }
    }

    @Test
    void is_shut_to_who_may_not_call_it() {
        int before = messaging.calls();
        Caller lines = gateway.caller().with("Content-Type", LINES);
        assertThat(lines.send("POST", "/v1/chats/42", BodyPublishers.ofString("{}"))
                        .status())
                .isEqualTo(401);
        Caller.Answer provider = lines.withToken(MessagingStage.REALM.token("provider"))
                .send("POST", "/v1/chats/42", BodyPublishers.ofString("{}"));
        assertThat(provider.status()).isEqualTo(403);
        assertThat(provider.reason()).isEqualTo("ROLE_REQUIRED");
        assertThat(messaging.calls()).isEqualTo(before);
        assertThat(lines.withToken(MessagingStage.REALM.token("finance"))
                        .send("POST", "/v1/chats/42", BodyPublishers.ofString("{}"))
                        .status())
                .isEqualTo(200);
    }
}
