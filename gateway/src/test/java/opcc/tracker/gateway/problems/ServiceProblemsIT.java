package opcc.tracker.gateway.problems;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.rpc.BadRequest;
import com.google.rpc.BadRequest.FieldViolation;
import com.google.rpc.Code;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import io.grpc.Status;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import opcc.tracker.gateway.stage.Caller;
import opcc.tracker.gateway.stage.GatewayUnderTest;
import opcc.tracker.gateway.stage.KeyServerDouble;
import opcc.tracker.gateway.stage.Realm;
import opcc.tracker.gateway.stage.ScriptedService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("What a service says went wrong")
class ServiceProblemsIT {

    private static final Realm REALM = new Realm();
    private static KeyServerDouble keys;
    private static ScriptedService funds;
    private static GatewayUnderTest gateway;

    @BeforeAll
    static void start() {
        keys = new KeyServerDouble();
        keys.gives(REALM);
        funds = new ScriptedService();
        gateway = GatewayUnderTest.start(
                keys.uri(),
                "tracker.gateway.breaker.calls=5",
                "tracker.gateway.breaker.pause=500ms",
                "tracker.gateway.targets.FundsService=" + funds.address());
    }

    @AfterAll
    static void stop() {
        gateway.close();
        funds.close();
        keys.close();
    }

    @AfterEach
    void mend() {
        funds.succeeds();
        await().atMost(Duration.ofSeconds(20)).until(() -> getFund().status() == 200);
    }

    private static Caller finance() {
        return gateway.caller().withToken(REALM.token("finance"));
    }

    private static Caller.Answer getFund() {
        return finance().get("/v1/funds/f");
    }

    @ParameterizedTest
    @CsvSource({
        "INVALID_ARGUMENT, 400",
        "OUT_OF_RANGE, 400",
        "UNAUTHENTICATED, 401",
        "PERMISSION_DENIED, 403",
        "NOT_FOUND, 404",
        "FAILED_PRECONDITION, 409",
        "ALREADY_EXISTS, 409",
        "ABORTED, 409",
        "RESOURCE_EXHAUSTED, 429",
        "CANCELLED, 499",
        "INTERNAL, 500",
        "UNKNOWN, 500",
        "DATA_LOSS, 500",
        "UNIMPLEMENTED, 501",
        "UNAVAILABLE, 503",
        "DEADLINE_EXCEEDED, 503",
    })
    void becomes_a_problem_with_the_status_of_its_code(Status.Code code, int status) {
        funds.failsWith(code.toStatus().withDescription("10.0.0.1:9092 refused Jane Doe"));
        Caller.Answer answer = getFund();
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.json().path("status").asInt()).isEqualTo(status);
        assertThat(answer.json().path("title").asString()).isNotBlank();
        assertThat(answer.json().path("type").asString()).startsWith("urn:problem:tracker.opcc:");
        assertThat(answer.json().path("requestId").asString()).isEqualTo(answer.header("X-Request-Id"));
        if (status == 401) {
            assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
        }
        if (status == 429 || status == 503) {
            assertThat(answer.header("Retry-After")).isEqualTo("2");
        }
        if (status == 401 || status >= 429) {
            assertThat(answer.body()).doesNotContain("Jane").doesNotContain("10.0.0.1");
        }
    }

    @Test
    void that_wants_a_second_factor_says_so_as_clients_understand_it() {
        funds.failsWith(
                Code.UNAUTHENTICATED,
                "Sign in again.",
                ErrorInfo.newBuilder()
                        .setReason("INSUFFICIENT_USER_AUTHENTICATION")
                        .setDomain("tracker.opcc")
                        .putMetadata("acrValues", "second-factor")
                        .putMetadata("maxAge", "300")
                        .build());

        Caller.Answer answer = getFund();

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.reason()).isEqualTo("INSUFFICIENT_USER_AUTHENTICATION");
        assertThat(answer.detail()).isEqualTo("Sign in again.");
        assertThat(answer.header("WWW-Authenticate"))
                .isEqualTo("Bearer realm=\"tracker\", error=\"insufficient_user_authentication\","
                        + " acr_values=\"second-factor\", max_age=\"300\"");
    }

    @Test
    void keeps_its_reason_words_and_amounts() {
        funds.failsWith(
                Code.FAILED_PRECONDITION,
                "The fund holds 100.00 pounds, the draw needs 130.00.",
                ErrorInfo.newBuilder()
                        .setDomain("tracker.opcc")
                        .setReason("INSUFFICIENT_FUNDS")
                        .putMetadata("availablePence", "10000")
                        .build());
        Caller.Answer answer = getFund();
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.reason()).isEqualTo("INSUFFICIENT_FUNDS");
        assertThat(answer.detail()).isEqualTo("The fund holds 100.00 pounds, the draw needs 130.00.");
        assertThat(answer.json().path("metadata").path("availablePence").asString())
                .isEqualTo("10000");
        assertThat(answer.json().path("type").asString()).isEqualTo("urn:problem:tracker.opcc:insufficient-funds");
    }

    @Test
    void names_fields_as_the_caller_wrote_them() {
        funds.failsWith(
                Code.INVALID_ARGUMENT,
                "The request is not valid.",
                BadRequest.newBuilder()
                        .addFieldViolations(violation("draw.lines[0].unit_price_pence", "must be at least 1"))
                        .addFieldViolations(violation("draw.reason", "is required"))
                        .addFieldViolations(violation("parent", "is too long"))
                        .addFieldViolations(violation("draw", "is required"))
                        .build());
        Caller.Answer answer = finance().post("/v1/funds/f/draws", "{}");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.violations())
                .containsExactly(
                        "lines[0].unitPricePence: must be at least 1",
                        "reason: is required",
                        "parent: is too long",
                        "body: is required");
    }

    private static FieldViolation violation(String field, String description) {
        return FieldViolation.newBuilder()
                .setField(field)
                .setDescription(description)
                .build();
    }

    @Test
    void is_passed_on_with_when_to_try_again() {
        funds.failsWith(
                Code.RESOURCE_EXHAUSTED,
                "Too many requests.",
                RetryInfo.newBuilder()
                        .setRetryDelay(com.google.protobuf.Duration.newBuilder().setSeconds(17))
                        .build());
        assertThat(getFund().header("Retry-After")).isEqualTo("17");
    }

    @Test
    void that_something_behind_it_is_away_shuts_nobody_out_from_the_service_itself() {
        funds.failsWith(
                Code.UNAVAILABLE,
                "Users cannot be read at the moment.",
                ErrorInfo.newBuilder()
                        .setDomain("tracker.opcc")
                        .setReason("USERS_UNAVAILABLE")
                        .build(),
                RetryInfo.newBuilder()
                        .setRetryDelay(com.google.protobuf.Duration.newBuilder().setSeconds(5))
                        .build());
        int asked = funds.timesAsked();
        for (int i = 0; i < 12; i++) {
            Caller.Answer refused = getFund();
            assertThat(refused.reason()).isEqualTo("USERS_UNAVAILABLE");
            assertThat(refused.header("Retry-After")).isEqualTo("5");
        }
        assertThat(funds.timesAsked() - asked)
                .as("a service that says when to come again is not asked before")
                .isEqualTo(12);

        funds.succeeds();
        assertThat(getFund().status()).as("the very next call").isEqualTo(200);
    }

    @Test
    void of_another_domain_is_not_passed_on_as_our_own() {
        funds.failsWith(
                Code.NOT_FOUND,
                "There is no such fund.",
                ErrorInfo.newBuilder().setDomain("elsewhere").setReason("ODD").build());
        assertThat(getFund().reason()).isEqualTo("NOT_FOUND");
    }

    @Test
    void inside_is_told_to_nobody() {
        funds.failsWith(
                Code.INTERNAL,
                "NullPointerException at FundsLedger.java:17",
                ErrorInfo.newBuilder()
                        .setDomain("tracker.opcc")
                        .setReason("BUG")
                        .putMetadata("sql", "secret")
                        .build());
        Caller.Answer answer = getFund();
        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.reason()).isEqualTo("INTERNAL");
        assertThat(answer.body())
                .doesNotContain("Null")
                .doesNotContain("secret")
                .doesNotContain("BUG");
    }

    @Test
    void is_not_waited_for_once_the_caller_has_gone() throws IOException {
        funds.hangs();
        String request =
                "GET /v1/funds/f HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer " + REALM.token("finance") + "\r\n\r\n";
        try (Socket socket = new Socket("127.0.0.1", gateway.port())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            await().atMost(Duration.ofSeconds(5)).until(funds::isAsked);
        }
        await().atMost(Duration.ofSeconds(5)).until(funds::sawItsCallerGo);
    }

    @Test
    void is_nothing_while_it_is_down_and_heard_again_soon_after_it_is_back() {
        assertThat(getFund().status()).as("once everything is loaded").isEqualTo(200);
        int port = funds.port();
        funds.close();
        for (int i = 0; i < 8; i++) {
            long start = System.nanoTime();
            Caller.Answer answer = getFund();
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.header("Retry-After")).isNotEmpty();
            assertThat(answer.body()).doesNotContain("127.0.0.1").doesNotContain("refused");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
        }
        assertThat(getFund().reason()).isEqualTo("SERVICE_UNAVAILABLE");
        funds = new ScriptedService(port);
        await().atMost(Duration.ofSeconds(10)).until(() -> getFund().status() == 200);
    }
}
