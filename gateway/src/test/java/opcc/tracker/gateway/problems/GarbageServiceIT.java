package opcc.tracker.gateway.problems;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCalls;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import opcc.tracker.gateway.stage.Caller;
import opcc.tracker.gateway.stage.GatewayUnderTest;
import opcc.tracker.gateway.stage.KeyServerDouble;
import opcc.tracker.gateway.stage.Realm;
import opcc.tracker.gateway.stage.ScriptedService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A service that answers garbage")
class GarbageServiceIT {

    private static final Realm REALM = new Realm();
    private static KeyServerDouble keys;

    @BeforeAll
    static void start() {
        keys = new KeyServerDouble();
        keys.gives(REALM);
    }

    @AfterAll
    static void stop() {
        keys.close();
    }

    private static GatewayUnderTest gateway(int port) {
        return GatewayUnderTest.start(
                keys.uri(),
                "tracker.gateway.deadline=2s",
                "tracker.gateway.breaker.calls=5",
                "tracker.gateway.breaker.pause=500ms",
                "tracker.gateway.targets.FundsService=127.0.0.1:" + port);
    }

    private static Caller.Answer ask(GatewayUnderTest gateway) {
        return gateway.caller().withToken(REALM.token("finance")).get("/v1/funds/f");
    }

    private static void assertToldPlainly(Caller.Answer answer) {
        assertThat(answer.status()).isIn(500, 503);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.body())
                .doesNotContain("127.0.0.1")
                .doesNotContain("rotobuf")
                .doesNotContain("xception");
    }

    @Test
    void instead_of_http_2_is_told_plainly_and_heard_again_once_it_is_mended() throws IOException {
        long seed = 5;
        byte[] noise = new byte[4_096];
        new Random(seed).nextBytes(noise);
        int port = assertToldPlainlyOf(noise, "noise of seed " + seed);
        assertToldPlainlyOf(
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello".getBytes(StandardCharsets.US_ASCII), "HTTP/1.1");
        try (GatewayUnderTest gateway = gateway(port)) {
            assertToldPlainly(ask(gateway));
            try (ScriptedService mended = new ScriptedService(port)) {
                await().atMost(Duration.ofSeconds(10)).until(() -> ask(gateway).status() == 200);
            }
        }
    }

    /** Gives the port, on which nobody listens any more. */
    private static int assertToldPlainlyOf(byte[] garbage, String what) throws IOException {
        try (ServerSocket service = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                GatewayUnderTest gateway = gateway(service.getLocalPort())) {
            Thread.ofVirtual().start(() -> sayToAll(service, garbage));
            for (int i = 0; i < 8; i++) {
                Caller.Answer answer = ask(gateway);
                assertThat(answer.status()).as(what).isIn(500, 503);
                assertToldPlainly(answer);
            }
            return service.getLocalPort();
        }
    }

    private static void sayToAll(ServerSocket service, byte[] garbage) {
        while (!service.isClosed()) {
            try (Socket caller = service.accept()) {
                caller.getOutputStream().write(garbage);
                caller.getOutputStream().flush();
            } catch (IOException gone) {
                // The next one.
            }
        }
    }

    @Test
    void as_a_message_is_told_plainly() throws IOException {
        byte[] noMessage = {(byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 1};
        MethodDescriptor.Marshaller<byte[]> raw = new MethodDescriptor.Marshaller<>() {
            @Override
            public InputStream stream(byte[] value) {
                return new ByteArrayInputStream(value);
            }

            @Override
            public byte[] parse(InputStream stream) {
                try {
                    return stream.readAllBytes();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        };
        MethodDescriptor<byte[], byte[]> getFund = MethodDescriptor.newBuilder(raw, raw)
                .setType(MethodDescriptor.MethodType.UNARY)
                .setFullMethodName("opcc.tracker.v1.FundsService/GetFund")
                .build();
        Server service = NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", 0))
                .addService(ServerServiceDefinition.builder("opcc.tracker.v1.FundsService")
                        .addMethod(getFund, ServerCalls.asyncUnaryCall((request, answer) -> {
                            answer.onNext(noMessage);
                            answer.onCompleted();
                        }))
                        .build())
                .build()
                .start();
        try (GatewayUnderTest gateway = gateway(service.getPort())) {
            for (int i = 0; i < 8; i++) {
                Caller.Answer answer = ask(gateway);
                assertThat(answer.status()).isEqualTo(500);
                assertToldPlainly(answer);
            }
        } finally {
            service.shutdownNow();
        }
    }
}
