package opcc.tracker.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.google.protobuf.ByteString;
import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import opcc.tracker.gateway.stage.Caller;
import opcc.tracker.gateway.stage.GatewayUnderTest;
import opcc.tracker.gateway.stage.KeyServerDouble;
import opcc.tracker.gateway.stage.Realm;
import opcc.tracker.gateway.stage.ScriptedService;
import opcc.tracker.v1.ExportOutcomeTableRequest;
import opcc.tracker.v1.File;
import opcc.tracker.v1.MeasuresServiceGrpc;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@DisplayName("The edge")
class HygieneIT {

    private static final Realm REALM = new Realm();
    private static final int LARGE = 12 << 20;
    private static final String SUBJECT = "f0000000-0000-0000-0000-000000000001";
    private static KeyServerDouble keys;
    private static ScriptedService funds;
    private static Server measures;
    private static GatewayUnderTest gateway;
    private final ListAppender<ILoggingEvent> audit = new ListAppender<>();
    private final ListAppender<ILoggingEvent> access = new ListAppender<>();

    @BeforeAll
    static void start() throws IOException {
        keys = new KeyServerDouble();
        keys.gives(REALM);
        funds = new ScriptedService();
        measures = NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", 0))
                .addService(new LargeFiles())
                .build()
                .start();
        gateway = GatewayUnderTest.start(
                keys.uri(),
                "tracker.gateway.edge.stalled-after=1s",
                "tracker.gateway.body-timeout=1s",
                "tracker.gateway.targets.FundsService=" + funds.address(),
                "tracker.gateway.targets.MeasuresService=127.0.0.1:" + measures.getPort());
    }

    @AfterAll
    static void stop() {
        gateway.close();
        funds.close();
        measures.shutdownNow();
        keys.close();
    }

    @BeforeEach
    void listen() {
        audit.start();
        access.start();
        logger("audit").addAppender(audit);
        logger("access").addAppender(access);
    }

    @AfterEach
    void listenNoMore() {
        logger("audit").detachAppender(audit);
        logger("access").detachAppender(access);
    }

    private static Logger logger(String name) {
        return (Logger) LoggerFactory.getLogger(name);
    }

    private static Caller finance() {
        return gateway.caller().withToken(REALM.token("finance"));
    }

    private JsonNode lastRefusal() {
        await().atMost(Duration.ofSeconds(5)).until(() -> !audit.list.isEmpty());
        return JsonMapper.shared().readTree(audit.list.getLast().getFormattedMessage());
    }

    @Test
    void takes_so_many_headers_and_no_more_though_they_have_one_name() {
        Caller few = finance();
        for (int i = 0; i < 40; i++) {
            few = few.with("X-Filler", "x");
        }
        assertThat(few.get("/v1/funds/f").status()).isEqualTo(200);
        Caller many = few;
        for (int i = 0; i < 40; i++) {
            many = many.with("X-Filler", "x");
        }
        Caller.Answer refused = many.get("/v1/funds/f");
        assertThat(refused.status()).isEqualTo(431);
        assertThat(refused.reason()).isEqualTo("HEADERS_TOO_LARGE");
        assertThat(lastRefusal().path("reason").asString()).isEqualTo("HEADERS_TOO_LARGE");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense",
                "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01"
            })
    void begins_a_trace_anew_where_there_is_no_valid_one(String trace) {
        finance().with("traceparent", trace).get("/v1/funds/f");
        assertThat(funds.lastHeader("traceparent")).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-00");
        finance().get("/v1/funds/f");
        assertThat(funds.lastHeader("traceparent")).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-00");
    }

    @Test
    void notes_who_was_refused_what_and_why() {
        Caller.Answer nobody = gateway.caller().get("/v1/funds/jane-doe?filter=jane");
        assertThat(nobody.status()).isEqualTo(401);
        JsonNode unknown = lastRefusal();
        assertThat(unknown.path("requestId").asString()).isEqualTo(nobody.header("X-Request-Id"));
        assertThat(unknown.path("caller").asString()).isEqualTo("unknown");
        assertThat(unknown.path("rpc").asString()).isEqualTo("GetFund");
        assertThat(unknown.path("path").asString()).isEqualTo("GET /v1/{name=funds/*}");
        assertThat(unknown.path("status").asInt()).isEqualTo(401);
        assertThat(unknown.path("reason").asString()).isEqualTo("TOKEN_MISSING");

        gateway.caller().withToken(REALM.token("analyst")).get("/v1/funds/jane-doe?filter=jane");
        JsonNode foreign = lastRefusal();
        assertThat(foreign.path("caller").asString()).isEqualTo(SUBJECT);
        assertThat(foreign.path("roles").get(0).asString()).isEqualTo("analyst");
        assertThat(foreign.path("status").asInt()).isEqualTo(403);
        assertThat(foreign.path("reason").asString()).isEqualTo("ROLE_REQUIRED");
        assertThat(foreign.path("trace").asString()).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-00");
    }

    @Test
    void notes_refusals_of_what_is_not_even_http() throws IOException {
        try (Socket socket = new Socket("127.0.0.1", gateway.port())) {
            socket.getOutputStream().write("NOT HTTP jane\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            socket.setSoTimeout(5_000);
            socket.getInputStream().readAllBytes();
        }
        assertThat(lastRefusal().path("reason").asString()).isEqualTo("MALFORMED_REQUEST");
    }

    @Test
    void logs_neither_tokens_nor_paths_nor_queries_nor_bodies() {
        String token = REALM.token("finance");
        Caller caller = gateway.caller().withToken(token);
        caller.get("/v1/funds/jane-doe?filter=jane");
        caller.get("/v1/jane-doe?filter=jane");
        caller.post("/v1/funds/jane-doe/draws", "{\"jane\":\"jane\"}");
        gateway.caller().withToken("jane").get("/v1/funds/jane-doe");
        await().atMost(Duration.ofSeconds(5)).until(() -> access.list.size() >= 4);
        List<String> lines = Stream.concat(audit.list.stream(), access.list.stream())
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
        assertThat(lines).hasSizeGreaterThanOrEqualTo(6).noneMatch(line -> line.contains("jane"));
        assertThat(lines).noneMatch(line -> line.contains(token.substring(token.length() - 20)));
    }

    @Test
    void does_not_wait_long_for_who_sends_slowly() throws IOException {
        try (Socket socket = new Socket("127.0.0.1", gateway.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write(("POST /v1/funds/f/draws HTTP/1.1\r\n"
                                    + "Host: a\r\n"
                                    + "Content-Length: 100\r\n"
                                    + "Authorization: Bearer "
                                    + REALM.token("requester") + "\r\n\r\n{\"reason\":")
                            .getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                    .startsWith("HTTP/1.1 408")
                    .contains("BODY_TOO_SLOW");
        }
    }

    @Test
    void cuts_off_who_does_not_read_the_answer() throws Exception {
        try (Socket socket = askForLargeFile()) {
            await().pollDelay(Duration.ofSeconds(4)).until(() -> true);
            assertThat(readToTheEnd(socket, 0))
                    .as("bytes of %d that came", LARGE)
                    .isLessThan(LARGE);
        }
    }

    @Test
    void waits_for_who_reads_slowly_but_steadily() throws Exception {
        try (Socket socket = askForLargeFile()) {
            assertThat(readToTheEnd(socket, 250)).isGreaterThanOrEqualTo(LARGE);
        }
    }

    private static Socket askForLargeFile() throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(64 << 10);
        socket.connect(new InetSocketAddress("127.0.0.1", gateway.port()));
        socket.setSoTimeout(10_000);
        socket.getOutputStream()
                .write(("GET /v1/outcomeTables:export HTTP/1.1\r\n"
                                + "Host: a\r\n"
                                + "Connection: close\r\n"
                                + "Authorization: Bearer "
                                + REALM.token("analyst") + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
        return socket;
    }

    /** Reads in steps of half a megabyte with a pause between them. */
    private static long readToTheEnd(Socket socket, int pauseMillis) {
        long total = 0;
        try (InputStream in = socket.getInputStream()) {
            while (true) {
                int read = in.readNBytes(512 << 10).length;
                if (read == 0) {
                    return total;
                }
                total += read;
                await().pollDelay(Duration.ofMillis(pauseMillis)).until(() -> true);
            }
        } catch (IOException cutOff) {
            return total;
        }
    }

    private static final class LargeFiles extends MeasuresServiceGrpc.MeasuresServiceImplBase {
        @Override
        public void exportOutcomeTable(ExportOutcomeTableRequest request, StreamObserver<File> answer) {
            answer.onNext(File.newBuilder()
                    .setContent(ByteString.copyFrom(new byte[LARGE]))
                    .setContentType("text/csv")
                    .setFileName("large.csv")
                    .build());
            answer.onCompleted();
        }
    }
}
