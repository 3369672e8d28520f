package opcc.tracker.gateway.streaming;

import static opcc.tracker.gateway.streaming.MessagingStage.EVENTS;
import static opcc.tracker.gateway.streaming.MessagingStage.FAR_LESS;
import static opcc.tracker.gateway.streaming.MessagingStage.KILOBYTES_16;
import static opcc.tracker.gateway.streaming.MessagingStage.LINES;
import static opcc.tracker.gateway.streaming.MessagingStage.headers;
import static opcc.tracker.gateway.streaming.MessagingStage.standingStill;
import static opcc.tracker.gateway.streaming.MessagingStage.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import messaging.Message;
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

@DisplayName("A stream of answers through the gateway")
class AnswerStreamsIT {

    private static final String WATCH = "/v1/users/me/messages:watch";
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

    private static void twoAnswers(ServerCallStreamObserver<Message> answers) {
        answers.onNext(text("a"));
        answers.onNext(text("b\nc"));
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

    @Test
    void ends_when_the_caller_would_wait_no_longer() {
        messaging.watches((request, answers) -> answers.onNext(text("a")));
        Caller.Answer answer = finance.with("X-Request-Timeout", "0.5").get(WATCH);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().lines().toList().getLast()).contains("DEADLINE_EXCEEDED");
    }
}
