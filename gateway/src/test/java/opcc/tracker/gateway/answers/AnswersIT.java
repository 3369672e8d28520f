package opcc.tracker.gateway.answers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.zip.GZIPInputStream;
import opcc.tracker.gateway.stage.Caller;
import opcc.tracker.gateway.stage.GatewayUnderTest;
import opcc.tracker.gateway.stage.KeyServerDouble;
import opcc.tracker.gateway.stage.Realm;
import opcc.tracker.gateway.stage.ScriptedService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("An answer through the gateway")
class AnswersIT {

    private static final Realm REALM = new Realm();
    private static final String DRAWS = "/v1/funds/f/draws";
    private static KeyServerDouble keys;
    private static ScriptedService funds;
    private static GatewayUnderTest gateway;
    private Caller finance;

    @BeforeAll
    static void start() {
        keys = new KeyServerDouble();
        keys.gives(REALM);
        funds = new ScriptedService();
        gateway = GatewayUnderTest.start(
                keys.uri(),
                "tracker.gateway.deadline=2s",
                "tracker.gateway.breaker.calls=4",
                "tracker.gateway.targets.FundsService=" + funds.address());
    }

    @AfterAll
    static void stop() {
        gateway.close();
        funds.close();
        keys.close();
    }

    @BeforeEach
    void callAsFinance() {
        funds.succeeds();
        finance = gateway.caller().withToken(REALM.token("finance"));
    }

    /** A draw is answered as it was sent. */
    private HttpResponse<byte[]> large(String acceptEncoding) {
        return finance.with("Accept-Encoding", acceptEncoding)
                .with("Content-Type", "application/json")
                .download("POST", DRAWS, "{\"reason\":\"" + "x".repeat(5_000) + "\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gzip | true",
                "deflate, GZIP;q=0.5 | true",
                "* | true",
                "identity | false",
                "gzip;q=0, * | false",
                "*;q=0 | false",
                "br | false",
            })
    void is_compressed_for_who_takes_it(String accept, boolean compressed) throws IOException {
        HttpResponse<byte[]> answer = large(accept);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Encoding").isPresent()).isEqualTo(compressed);
        assertThat(answer.headers().firstValue("Vary").orElse("")).contains("Accept-Encoding");
        byte[] body = answer.body();
        assertThat(answer.headers().firstValue("Content-Length")).hasValue("" + body.length);
        if (compressed) {
            assertThat(body.length).isLessThan(2_000);
            body = new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes();
        }
        assertThat(new String(body, StandardCharsets.UTF_8)).contains("x".repeat(5_000));
    }

    @Test
    void is_sent_plain_if_it_is_small() {
        assertThat(finance.with("Accept-Encoding", "gzip").get("/v1/funds/f").header("Content-Encoding"))
                .isEmpty();
    }

    @Test
    void may_be_large_and_compressed_on_another_thread() throws IOException {
        byte[] body = finance.with("Accept-Encoding", "gzip")
                .with("Content-Type", "application/json")
                .download("POST", DRAWS, "{\"reason\":\"" + "x".repeat(500_000) + "\"}")
                .body();
        assertThat(new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes())
                .hasSizeGreaterThan(500_000);
    }

    @Test
    void to_a_read_is_not_sent_again_to_who_has_it() {
        Caller.Answer first = finance.get("/v1/funds/f");
        String tag = first.header("ETag");
        assertThat(tag).matches("W/\"[A-Za-z0-9_-]{22}\"");
        assertThat(first.header("Cache-Control")).isEqualTo("no-store");
        for (String known : new String[] {tag, tag.substring(2), "\"other\", " + tag, "*"}) {
            Caller.Answer again = finance.with("If-None-Match", known).get("/v1/funds/f");
            assertThat(again.status()).as(known).isEqualTo(304);
            assertThat(again.body()).isEmpty();
            assertThat(again.header("ETag")).isEqualTo(tag);
            assertThat(again.header("Content-Type")).isEmpty();
        }
        Caller.Answer head = finance.with("If-None-Match", tag).send("HEAD", "/v1/funds/f", BodyPublishers.noBody());
        assertThat(head.status()).isEqualTo(304);
    }

    @Test
    void that_has_changed_is_sent() {
        String tag = finance.get("/v1/funds/f").header("ETag");
        Caller.Answer other = finance.with("If-None-Match", tag).get("/v1/funds/g");
        assertThat(other.status()).isEqualTo(200);
        assertThat(other.body()).contains("funds/g");
        assertThat(other.header("ETag")).isNotEqualTo(tag);
    }

    @Test
    void to_a_write_has_no_tag_and_is_always_sent() {
        Caller.Answer written = finance.with("If-None-Match", "*").post(DRAWS, "{}");
        assertThat(written.status()).isEqualTo(200);
        assertThat(written.header("ETag")).isEmpty();
    }

    @Test
    void is_not_given_to_who_may_not_read_though_they_name_its_tag() {
        String tag = finance.get("/v1/funds/f").header("ETag");
        assertThat(gateway.caller()
                        .with("If-None-Match", tag)
                        .get("/v1/funds/f")
                        .status())
                .isEqualTo(401);
        assertThat(gateway.caller()
                        .withToken(REALM.token("analyst"))
                        .with("If-None-Match", tag)
                        .get("/v1/funds/f")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void comes_to_a_compressed_request_too_within_the_limit_of_what_it_inflates_to() {
        Caller gzip = finance.with("Content-Encoding", "gzip").with("Content-Type", "application/json");
        byte[] good = Compression.compress("{\"reason\":\"a\"}".getBytes(StandardCharsets.UTF_8));
        assertThat(gzip.send("POST", DRAWS, BodyPublishers.ofByteArray(good)).body())
                .contains("\"reason\":\"a\"");
        byte[] bomb = Compression.compress(new byte[64 << 20]);
        assertThat(bomb.length).isLessThan(1 << 20);
        assertThat(gzip.send("POST", DRAWS, BodyPublishers.ofByteArray(bomb)).status())
                .isEqualTo(413);
        assertThat(gzip.send("POST", DRAWS, BodyPublishers.ofString("{}")).violations())
                .containsExactly("body: is not gzip, though Content-Encoding says so");
        assertThat(finance.with("Content-Encoding", "br").post(DRAWS, "{}").status())
                .isEqualTo(415);
    }

    @Test
    void is_waited_for_as_long_as_the_caller_says_and_no_longer_than_the_gateway_lets_them() {
        funds.hangs();
        Caller.Answer soon = timed(Duration.ofMillis(250), Duration.ofMillis(1_500), "0.25");
        assertThat(soon.reason()).isEqualTo("DEADLINE_EXCEEDED");
        timed(Duration.ofMillis(1_800), Duration.ofSeconds(6), "999999");
    }

    private Caller.Answer timed(Duration least, Duration most, String seconds) {
        long start = System.nanoTime();
        Caller.Answer answer = finance.with("X-Request-Timeout", seconds).get("/v1/funds/f");
        assertThat(answer.status()).isEqualTo(503);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(least, most);
        return answer;
    }

    @Test
    void that_callers_would_not_wait_for_does_not_make_the_service_count_as_failing() {
        funds.hangs();
        for (int i = 0; i < 8; i++) {
            finance.with("X-Request-Timeout", "0.001").get("/v1/funds/f");
        }
        funds.succeeds();
        assertThat(finance.get("/v1/funds/f").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "0.0", "-1", "1s", "1e3", "soon", "", "1,5", "1234567890"})
    void is_not_waited_for_a_time_that_is_none(String seconds) {
        Caller.Answer answer = finance.with("X-Request-Timeout", seconds).get("/v1/funds/f");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.violations())
                .containsExactly(
                        "X-Request-Timeout: must be one header with a number of seconds above zero such as 2.5");
        assertThat(finance.with("X-Request-Timeout", "1")
                        .with("X-Request-Timeout", "2")
                        .get("/v1/funds/f")
                        .status())
                .isEqualTo(400);
    }
}
