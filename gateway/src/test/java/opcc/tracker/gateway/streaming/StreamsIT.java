package opcc.tracker.gateway.streaming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.rpc.Code;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import messaging.ImportSummary;
import messaging.Message;
import opcc.tracker.gateway.contracts.Contracts;
import opcc.tracker.gateway.stage.Caller;
import opcc.tracker.gateway.stage.GatewayUnderTest;
import opcc.tracker.gateway.stage.KeyServerDouble;
import opcc.tracker.gateway.stage.RawConnection;
import opcc.tracker.gateway.stage.Realm;
import opcc.tracker.gateway.stage.ScriptedMessaging;
import opcc.tracker.gateway.transcoding.MessagingContracts;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

@DisplayName("A stream through the gateway")
class StreamsIT {

    private static final Realm REALM = new Realm();
    private static final String WATCH = "/v1/users/me/messages:watch";
    private static final String IMPORT = "/v1/messages:import";
    private static final String LINES = "application/x-ndjson";
    private static final String EVENTS = "text/event-stream";
    private static final int FAR_LESS = 16 << 20;
    private static final int KILOBYTES_16 = 16 * 1024;
    private static KeyServerDouble keys;
    private static ScriptedMessaging messaging;
    private static GatewayUnderTest gateway;
    private Caller finance;

    @Configuration(proxyBeanMethods = false)
    static class MessagingInThePlaceOfTheTracker {
        @Bean
        @Primary
        Contracts messagingContracts() {
            return MessagingContracts.CONTRACTS;
        }
    }

    @BeforeAll
    static void start() {
        keys = new KeyServerDouble();
        keys.gives(REALM);
        messaging = new ScriptedMessaging();
        gateway = GatewayUnderTest.start(
                List.of(MessagingInThePlaceOfTheTracker.class),
                keys.uri(),
                "tracker.gateway.breaker.calls=1000",
                "tracker.gateway.targets.Messaging=" + messaging.address());
    }

    @AfterAll
    static void stop() {
        gateway.close();
        messaging.close();
        keys.close();
    }

    @BeforeEach
    void callAsFinance() {
        messaging.importsAtOnce();
        finance = gateway.caller().withToken(REALM.token("finance"));
    }

    private static Message text(String text) {
        return Message.newBuilder().setText(text).build();
    }

    private static void twoAnswers(ServerCallStreamObserver<Message> answers) {
        answers.onNext(text("a"));
        answers.onNext(text("b\nc"));
    }

    private Caller.Answer send(String type, String body) {
        return finance.with("Content-Type", type).send("POST", IMPORT, BodyPublishers.ofString(body));
    }

    private static String[] headers(String role, String... more) {
        String[] all = new String[more.length + 1];
        all[0] = "Authorization: Bearer " + REALM.token(role);
        System.arraycopy(more, 0, all, 1, more.length);
        return all;
    }

    @Test
    void of_answers_is_a_line_each() {
        messaging.watches((request, answers) -> {
            assertThat(request.getUserId()).isEqualTo("me");
            twoAnswers(answers);
            answers.onCompleted();
        });
        Caller.Answer answer = finance.get(WATCH);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo(LINES);
        assertThat(answer.body().lines())
                .hasSize(2)
                .first()
                .asString()
                .startsWith("{\"messageId\":\"\",\"text\":\"a\"");
        assertThat(answer.body()).endsWith("}\n").contains("\"text\":\"b\\nc\"");
    }

    @Test
    void of_answers_is_events_for_who_likes_these_better() {
        messaging.watches((request, answers) -> {
            twoAnswers(answers);
            answers.onCompleted();
        });
        Caller.Answer answer = finance.with("Accept", EVENTS + ", */*;q=0.5")
                .with("Accept-Encoding", "gzip")
                .get(WATCH);
        assertThat(answer.header("Content-Type")).isEqualTo(EVENTS);
        assertThat(answer.header("Content-Encoding")).isEmpty();
        assertThat(answer.body().split("\n\n"))
                .hasSize(3)
                .satisfies(events -> assertThat(events[0]).startsWith("data: {\"messageId\":\"\",\"text\":\"a\""))
                .satisfies(events -> assertThat(events[2]).isEqualTo("event: end\ndata: {}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "*/* | " + LINES,
                "text/event-stream | " + EVENTS,
                "application/x-ndjson | " + LINES,
                "application/x-ndjson;q=0.1, text/event-stream;q=0.2 | " + EVENTS,
                "text/*, application/x-ndjson | " + LINES,
                "application/json | application/problem+json",
                "text/event-stream;q=0, application/json | application/problem+json",
            })
    void has_the_form_that_the_caller_accepts(String accept, String type) {
        messaging.watches((request, answers) -> {
            twoAnswers(answers);
            answers.onCompleted();
        });
        assertThat(finance.with("Accept", accept).get(WATCH).header("Content-Type"))
                .isEqualTo(type);
    }

    @Test
    void without_answers_is_empty() {
        messaging.watches((request, answers) -> answers.onCompleted());
        assertThat(finance.get(WATCH).status()).isEqualTo(200);
        assertThat(finance.get(WATCH).body()).isEmpty();
        assertThat(finance.with("Accept", EVENTS).get(WATCH).body()).isEqualTo("event: end\ndata: {}\n\n");
    }

    @Test
    void that_fails_before_its_first_answer_is_a_problem() {
        messaging.watches((request, answers) ->
                answers.onError(Status.NOT_FOUND.withDescription("no such user").asRuntimeException()));
        Caller.Answer answer = finance.get(WATCH);
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.detail()).isEqualTo("no such user");
    }

    @Test
    void that_breaks_off_says_so_in_its_last_element() {
        messaging.watches((request, answers) -> {
            twoAnswers(answers);
            answers.onError(
                    Status.UNAVAILABLE.withDescription("10.0.0.7 is down").asRuntimeException());
        });
        Caller.Answer lines = finance.with("X-Request-Id", "r-1").get(WATCH);
        assertThat(lines.status()).isEqualTo(200);
        assertThat(lines.body().lines().toList().getLast())
                .startsWith("{\"problem\":{\"type\":")
                .contains("\"status\":503", "\"requestId\":\"r-1\"")
                .doesNotContain("10.0.0.7");
        String events = finance.with("Accept", EVENTS).get(WATCH).body();
        assertThat(events).contains("\n\nevent: problem\ndata: {\"type\":").doesNotContain("event: end");
    }

    @Test
    void of_answers_that_nobody_reads_is_not_read_from_the_service_either_and_ends_when_the_caller_goes() {
        AtomicInteger sent = new AtomicInteger();
        AtomicBoolean gone = new AtomicBoolean();
        Message large = text("x".repeat(KILOBYTES_16));
        messaging.watches((request, answers) -> {
            answers.setOnCancelHandler(() -> gone.set(true));
            answers.setOnReadyHandler(() -> {
                while (answers.isReady()) {
                    answers.onNext(large);
                    sent.incrementAndGet();
                }
            });
        });
        try (RawConnection reader = new RawConnection(gateway)) {
            reader.request("GET " + WATCH, headers("finance"));
            assertThat(reader.status()).isEqualTo("HTTP/1.1 200 OK");
            assertThat(reader.line()).contains("xxx");
            long standing = standingStill(sent::get);
            assertThat(standing * KILOBYTES_16).isLessThan(FAR_LESS);
            for (int i = 0; i < 3_000; i++) {
                assertThat(reader.line()).contains("xxx");
            }
            assertThat(sent.get()).as("it goes on when it is read").isGreaterThan((int) standing);
            assertThat(gone).isFalse();
        }
        await().atMost(Duration.ofSeconds(10)).untilTrue(gone);
    }

    private static long standingStill(java.util.function.IntSupplier count) {
        AtomicLong last = new AtomicLong(-1);
        await().pollInterval(Duration.ofMillis(500))
                .atMost(Duration.ofSeconds(20))
                .until(() -> last.getAndSet(count.getAsInt()) == count.getAsInt());
        return last.get();
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
                    "POST " + IMPORT, headers("finance", "Connection: close", "Transfer-Encoding: chunked", "Content-Type: " + LINES));
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
    void of_rows_comes_as_a_file_of_a_form_or_as_the_body() {
        String csv = "text,kind,tags,sub.subfield,sentCount\r\n"
                + "first,CARD,a;b,x,5\r\n\r\n\"second, \"\"quoted\"\"\nand long\",,,,\r\n";
        String form = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"m.csv\"\r\n"
                + "Content-Type: text/csv\r\n\r\n" + csv + "\r\n--b--\r\n";
        Caller.Answer asForm = send("multipart/form-data; boundary=b", form);
        assertThat(asForm.status()).as(asForm.body()).isEqualTo(200);
        assertThat(asForm.json().path("count").asInt()).isEqualTo(2);
        assertThat(asForm.json().path("lastText").asString()).isEqualTo("second, \"quoted\"\nand long");
        assertThat(send("text/csv", csv).json().path("count").asInt()).isEqualTo(2);
        AtomicReference<Message> first = new AtomicReference<>();
        messaging.imports(answer -> new Noting(answer, first));
        send("text/csv", csv.substring(0, csv.indexOf("\r\n\r\n")));
        assertThat(first.get().getTagsList()).containsExactly("a", "b");
        assertThat(first.get().getSub().getSubfield()).isEqualTo("x");
        assertThat(first.get().getSentCount()).isEqualTo(5);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "txt,kind | line 1: column txt: is not known here; did you mean text?",
                "text,labels | line 1: column labels: is a field that no cell can hold",
                "text,text | line 1: column text: is given twice",
                "text,kind~a,POSTER | line 2: kind: must be one of LETTER, CARD",
                "text~a,b | line 2: body: has 2 cells, but the first row names 1 columns",
                "text~\"a | line 2: has a quote that is not closed",
                "text~a\"b | line 2: has a quote within a cell that is not quoted",
            })
    void of_rows_that_do_not_fit_names_line_and_column(String csv, String violation) {
        Caller.Answer answer = send("text/csv", csv.replace('~', '\n'));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.violations()).containsExactly(violation);
    }

    @ParameterizedTest
    @CsvSource({
        "'--b\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\na\r\n--b--\r\n'",
        "'--b\r\n"
                + "Content-Disposition: form-data; name=\"f\"; filename=\"a\"\r\n\r\n"
                + "text\r\n"
                + "a\r\n"
                + "--b\r\n"
                + "Content-Disposition: form-data; name=\"g\"; filename=\"c\"\r\n\r\n"
                + "x\r\n"
                + "--b--\r\n"
                + "'",
        "'no form at all'",
        "'--b\r\nContent-Disposition: form-data; name=\"f\"; filename=\"a\"\r\n\r\ntext\r\na'",
    })
    void of_rows_in_a_form_that_is_not_one_file_is_refused(String form) {
        assertThat(send("multipart/form-data; boundary=b", form).status()).isEqualTo(400);
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
        Caller.Answer provider =
                lines.withToken(REALM.token("provider")).send("POST", "/v1/chats/42", BodyPublishers.ofString("{}"));
        assertThat(provider.status()).isEqualTo(403);
        assertThat(provider.reason()).isEqualTo("ROLE_REQUIRED");
        assertThat(messaging.calls()).isEqualTo(before);
        assertThat(lines.withToken(REALM.token("finance"))
                        .send("POST", "/v1/chats/42", BodyPublishers.ofString("{}"))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void ends_when_the_caller_would_wait_no_longer() {
        messaging.watches((request, answers) -> answers.onNext(text("a")));
        Caller.Answer answer = finance.with("X-Request-Timeout", "0.5").get(WATCH);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().lines().toList().getLast()).contains("DEADLINE_EXCEEDED");
    }

    /** Keeps the first message. */
    private record Noting(ServerCallStreamObserver<ImportSummary> answer, AtomicReference<Message> first)
            implements io.grpc.stub.StreamObserver<Message> {
        @Override
        public void onNext(Message message) {
            first.compareAndSet(null, message);
        }

        @Override
        public void onError(Throwable gone) {
            // The caller has gone.
        }

        @Override
        public void onCompleted() {
            answer.onNext(ImportSummary.getDefaultInstance());
            answer.onCompleted();
        }
    }
}
