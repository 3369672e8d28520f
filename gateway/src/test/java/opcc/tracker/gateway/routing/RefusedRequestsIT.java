package opcc.tracker.gateway.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A request that the gateway refuses by itself")
class RefusedRequestsIT {

    private static final Realm REALM = new Realm();
    private static final String DRAWS = "/v1/funds/f/draws";
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
                "tracker.gateway.targets.FundsService=" + funds.address(),
                "tracker.gateway.targets.ReceiptsService=" + funds.address());
    }

    @AfterAll
    static void stop() {
        gateway.close();
        funds.close();
        keys.close();
    }

    private static Caller finance() {
        return gateway.caller().withToken(REALM.token("finance"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"lines\":[{\"quantity\":\"two\"}]} | lines[0].quantity: must be a whole number",
                "{\"lines\":[{\"unitPrice\":1}]} | lines[0].unitPrice: is not known here; did you mean unitPricePence?",
                "{\"reason\":5} | reason: must be text, but is a number",
                "{\"reason\":\"a\",\"reason\":\"b\"} | reason: is given twice",
                "{\"reason\":\"a\" | reason: is not valid JSON: it ends too early at line 1, column 14",
                "nonsense | body: is not valid JSON at line 1, column 9",
            })
    void for_its_body_names_the_field(String json, String violation) {
        Caller.Answer answer = finance().post(DRAWS, json);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.reason()).isEqualTo("INVALID_REQUEST");
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.violations()).singleElement().asString().startsWith(violation.replaceAll(", column.*", ""));
        assertThat(answer.body()).doesNotContain("xception");
    }

    @Test
    void for_its_query_names_the_parameter() {
        Caller.Answer answer = finance().get(DRAWS + "?pageSize=x&stat=PAID");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.violations())
                .containsExactly("pageSize: must be a whole number", "stat: is not known here; did you mean state?");
    }

    @Test
    void for_a_body_of_20_megabytes_is_told_so() {
        byte[] large = "x".repeat(20 << 20).getBytes(StandardCharsets.UTF_8);
        Caller json = finance().with("Content-Type", "application/json");
        Caller.Answer sized = json.send("POST", DRAWS, BodyPublishers.ofByteArray(large));
        assertThat(sized.status()).isEqualTo(413);
        assertThat(sized.reason()).isEqualTo("BODY_TOO_LARGE");
        Caller.Answer chunked =
                json.send("POST", DRAWS, BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)));
        assertThat(chunked.status()).isEqualTo(413);
        assertThat(chunked.json().path("metadata").path("limitBytes").asString())
                .isEqualTo("1048576");
        assertThat(finance().get("/v1/funds/f").status()).isEqualTo(200);
    }

    @Test
    void for_a_body_just_over_the_limit_but_not_just_under() {
        String under = "{\"reason\":\"" + "x".repeat((1 << 20) - 13) + "\"}";
        assertThat(finance().post(DRAWS, under).status()).isEqualTo(200);
        assertThat(finance().post(DRAWS, under + "  ").status()).isEqualTo(413);
    }

    @Test
    void for_a_body_over_the_larger_limit_that_its_contract_declares() {
        String receipts = DRAWS + "/d1/receipts";
        String sixMegabytes = "{\"content\":\"" + "A".repeat(6 << 20) + "\"}";
        assertThat(finance().post(receipts, sixMegabytes).status())
                .as("goes through to the service, which here does not know the call")
                .isEqualTo(501);
        Caller.Answer answer = finance().post(receipts, sixMegabytes + " ".repeat(1 << 20));
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.json().path("metadata").path("limitBytes").asString()).isEqualTo("7340032");
        assertThat(finance().post(receipts, " ".repeat(20 << 20)).status()).isEqualTo(413);
        assertThat(finance().post(DRAWS, sixMegabytes).status())
                .as("elsewhere the usual limit holds")
                .isEqualTo(413);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/xml",
                "application/x-www-form-urlencoded",
                "nonsense",
                "application/json;charset=utf-16",
                "application/problem+json"
            })
    void for_its_content_type(String type) {
        Caller.Answer answer = finance().with("Content-Type", type).send("POST", DRAWS, BodyPublishers.ofString("{}"));
        assertThat(answer.status()).isEqualTo(415);
        assertThat(answer.reason()).isEqualTo("UNSUPPORTED_MEDIA_TYPE");
    }

    @Test
    void for_being_encoded_as_only_others_do_but_not_for_having_no_content_type() {
        assertThat(finance().send("POST", DRAWS, BodyPublishers.ofString("{}")).status())
                .isEqualTo(200);
        assertThat(finance()
                        .with("Content-Encoding", "deflate")
                        .post(DRAWS, "{}")
                        .status())
                .isEqualTo(415);
        assertThat(finance()
                        .with("Content-Type", "Application/JSON; charset=UTF-8")
                        .send("POST", DRAWS, BodyPublishers.ofString("{}"))
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/xml | 406",
                "text/html, application/json;q=0 | 406",
                "nonsense | 406",
                "*/* | 200",
                "text/html, */*;q=0.1 | 200",
                "application/* | 200",
                "application/json | 200"
            })
    void for_accepting_no_json(String accept, int status) {
        assertThat(finance().with("Accept", accept).get("/v1/funds/f").status()).isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/v1",
                "/v1/fund",
                "/v1/funds/f:burn",
                "/v2/funds",
                "/actuator",
                "/actuator/env",
                "/v1/funds/",
                "/favicon.png",
                "/index.html",
                "/webjars/x"
            })
    void for_a_path_that_does_not_exist(String path) {
        Caller.Answer answer = finance().get(path);
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.reason()).isEqualTo("PATH_NOT_FOUND");
        assertThat(gateway.caller().get(path).status()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/funds/%2e%2e",
                "/v1/funds/f/../g",
                "/v1/funds//x",
                "/v1/funds/a%00b",
                "/v1/funds/a%2500b",
                "/v1/funds/a;b=c"
            })
    void for_a_path_that_tries_to_climb_or_to_hide_something(String path) {
        Caller.Answer answer = finance().get(path);
        assertThat(answer.status()).isIn(400, 404);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    }

    @Test
    void for_its_method_is_told_the_right_ones() {
        Caller.Answer answer = finance().send("DELETE", "/v1/funds", BodyPublishers.noBody());
        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.header("Allow")).isEqualTo("GET, HEAD, POST");
        assertThat(finance().get("/v1/funds/f/draws/d:approve").header("Allow")).isEqualTo("POST");
        assertThat(finance().send("BREW", "/v1/funds", BodyPublishers.noBody()).status())
                .isEqualTo(405);
        assertThat(gateway.caller()
                        .send("DELETE", "/v1/funds", BodyPublishers.noBody())
                        .status())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET /v1/%zz HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n | 400",
                "GET /v1/fu nds HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n | 400",
                "GET /v1/fu^nds HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n | 400",
                "nonsense\\r\\n\\r\\n | 400",
                "GET /v1/funds HTTP/1.1\\r\\nHost: a\\r\\nBad Header: x\\r\\n\\r\\n | 400",
                "POST /v1/funds HTTP/1.1\\r\\nHost: a\\r\\nContent-Length: x\\r\\n\\r\\n | 400",
                "POST /v1/funds HTTP/1.1\\r\\nHost: a\\r\\nContent-Length: 1\\r\\nContent-Length: 2\\r\\n\\r\\n | 400",
            })
    void for_not_being_http_is_a_problem_too(String raw, int status) throws IOException {
        String request = raw.replace("\\r\\n", "\r\n");
        assertProblem(exchange(request), status);
    }

    @Test
    void for_too_large_a_header_or_too_long_a_path_is_a_problem_too() throws IOException {
        String header = "GET /v1/funds HTTP/1.1\r\nHost: a\r\nX: " + "x".repeat(20_000) + "\r\n\r\n";
        assertProblem(exchange(header), 431);
        assertProblem(exchange("GET /" + "x".repeat(10_000) + " HTTP/1.1\r\nHost: a\r\n\r\n"), 414);
    }

    private static void assertProblem(String response, int status) {
        assertThat(response).startsWith("HTTP/1.1 " + status + " ");
        assertThat(response).containsIgnoringCase("content-type: application/problem+json");
        assertThat(response).contains("\"status\":" + status).doesNotContain("xception");
    }

    private static String exchange(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", gateway.port())) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            byte[] buffer = new byte[4096];
            int read = socket.getInputStream().read(buffer);
            return read < 0 ? "" : new String(buffer, 0, read, StandardCharsets.US_ASCII);
        }
    }
}
