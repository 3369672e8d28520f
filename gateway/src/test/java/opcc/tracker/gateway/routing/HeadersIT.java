package opcc.tracker.gateway.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import opcc.tracker.gateway.stage.Caller;
import opcc.tracker.gateway.stage.GatewayUnderTest;
import opcc.tracker.gateway.stage.KeyServerDouble;
import opcc.tracker.gateway.stage.Realm;
import opcc.tracker.gateway.stage.ScriptedService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A header")
class HeadersIT {

    private static final Realm REALM = new Realm();
    private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    private static KeyServerDouble keys;
    private static ScriptedService funds;
    private static GatewayUnderTest gateway;
    private static String token;

    @BeforeAll
    static void start() {
        keys = new KeyServerDouble();
        keys.gives(REALM);
        funds = new ScriptedService();
        gateway = GatewayUnderTest.start(keys.uri(), "tracker.gateway.targets.FundsService=" + funds.address());
        token = REALM.token("finance");
    }

    @AfterAll
    static void stop() {
        gateway.close();
        funds.close();
        keys.close();
    }

    private static Caller finance() {
        return gateway.caller().withToken(token);
    }

    @Test
    void travels_on_if_the_service_needs_it() {
        Caller.Answer answer = finance()
                .with("Idempotency-Key", "k-1!")
                .with("X-Request-Id", "request-1")
                .with("traceparent", TRACE)
                .with("X-Secret", "s")
                .get("/v1/funds/f");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("X-Request-Id")).isEqualTo("request-1");
        assertThat(funds.lastHeader("authorization")).isEqualTo("Bearer " + token);
        assertThat(funds.lastHeader("idempotency-key")).isEqualTo("k-1!");
        assertThat(funds.lastHeader("x-request-id")).isEqualTo("request-1");
        assertThat(funds.lastHeader("traceparent")).isEqualTo(TRACE);
        assertThat(funds.lastHeader("x-secret")).isNull();
    }

    @Test
    void that_names_a_request_is_replaced_if_it_is_unfit_for_a_log() {
        Caller.Answer answer = finance().with("X-Request-Id", "a b;drop").get("/v1/funds/f");
        assertThat(answer.header("X-Request-Id")).matches("[0-9a-f-]{36}");
        assertThat(funds.lastHeader("x-request-id")).isEqualTo(answer.header("X-Request-Id"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "a\tb", ""})
    void of_idempotency_must_be_visible_ascii(String key) {
        Caller.Answer answer = finance().with("Idempotency-Key", key).post("/v1/funds/f/draws", "{}");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.violations()).singleElement().asString().startsWith("Idempotency-Key: must be");
    }

    @Test
    void of_idempotency_must_not_be_longer_than_128_characters_or_given_twice() {
        assertThat(finance().with("Idempotency-Key", "k".repeat(128)).get("/v1/funds/f").status()).isEqualTo(200);
        assertThat(finance().with("Idempotency-Key", "k".repeat(129)).get("/v1/funds/f").status()).isEqualTo(400);
        assertThat(finance()
                        .with("Idempotency-Key", "a")
                        .with("Idempotency-Key", "b")
                        .get("/v1/funds/f")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void of_security_is_on_every_answer_and_none_names_the_server() {
        for (Caller.Answer answer : new Caller.Answer[] {
            finance().get("/v1/funds/f"), gateway.caller().get("/v1/funds/f"), finance().get("/nothing")
        }) {
            assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
            assertThat(answer.header("Content-Security-Policy")).startsWith("default-src 'none'");
            assertThat(answer.header("Strict-Transport-Security")).isNotEmpty();
            assertThat(answer.headers().firstValue("Server")).isEmpty();
            assertThat(answer.headers().firstValue("X-Powered-By")).isEmpty();
        }
    }

    @Test
    void of_another_origin_opens_nothing() {
        Caller preflight = gateway.caller()
                .with("Origin", "https://evil.example")
                .with("Access-Control-Request-Method", "POST");
        Caller.Answer answer = preflight.send("OPTIONS", "/v1/funds", BodyPublishers.noBody());
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.headers().map().keySet()).noneMatch(name -> name.startsWith("access-control"));
        Caller.Answer simple = finance().with("Origin", "https://evil.example").get("/v1/funds/f");
        assertThat(simple.headers().map().keySet()).noneMatch(name -> name.startsWith("access-control"));
    }
}
