package opcc.tracker.gateway.plain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import opcc.tracker.gateway.stage.GatewayUnderTest;
import opcc.tracker.gateway.stage.KeyServerDouble;
import opcc.tracker.gateway.stage.RawConnection;
import opcc.tracker.gateway.stage.Realm;
import opcc.tracker.gateway.stage.ScriptedService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A connection with plain calls and others")
class PlainConnectionIT {

    private static final long SEED = 20261127;
    private static final Realm REALM = new Realm();
    private static KeyServerDouble keys;
    private static ScriptedService funds;
    private static GatewayUnderTest gateway;
    private final String token = REALM.token("finance", "requester");

    @BeforeAll
    static void start() {
        keys = new KeyServerDouble();
        keys.gives(REALM);
        funds = new ScriptedService();
        gateway = GatewayUnderTest.start(
                keys.uri(), "server.netty.idle-timeout=3s", "tracker.gateway.targets.FundsService=" + funds.address());
    }

    @AfterAll
    static void stop() {
        gateway.close();
        funds.close();
        keys.close();
    }

    private String get(String path, String id, String... headers) {
        StringBuilder request = new StringBuilder("GET " + path + " HTTP/1.1\r\nHost: tracker\r\nX-Request-Id: " + id
                + "\r\nAuthorization: Bearer " + token + "\r\n");
        List.of(headers).forEach(header -> request.append(header).append("\r\n"));
        return request.append("\r\n").toString();
    }

    private String post(String id, int length) {
        return "POST /v1/funds/f/draws HTTP/1.1\r\nHost: tracker\r\nX-Request-Id: " + id + "\r\nAuthorization: Bearer "
                + token + "\r\nContent-Type: application/json\r\nContent-Length: " + length + "\r\n\r\n";
    }

    @Test
    void answers_in_the_order_of_the_requests_however_many_come_at_once() {
        try (RawConnection connection = new RawConnection(gateway)) {
            StringBuilder all = new StringBuilder();
            for (int i = 0; i < 400; i++) {
                all.append(get(i % 3 == 0 ? "/v1/nothing" : "/v1/funds/f" + i, "r" + i));
            }
            connection.send(all.toString());
            for (int i = 0; i < 400; i++) {
                RawConnection.Answer answer = connection.answer();
                assertThat(answer.headers()).containsEntry("X-Request-Id", "r" + i);
                assertThat(answer.status()).isEqualTo(i % 3 == 0 ? "HTTP/1.1 404 Not Found" : "HTTP/1.1 200 OK");
            }
        }
    }

    @Test
    void answers_what_comes_in_pieces_and_in_heaps() throws InterruptedException {
        Random random = new Random(SEED);
        String draw = "{\"reason\":\"EMERGENCY_ACCOMMODATION\"}";
        try (RawConnection connection = new RawConnection(gateway)) {
            for (int round = 0; round < 60; round++) {
                StringBuilder sent = new StringBuilder();
                List<String> ids = new ArrayList<>();
                for (int i = random.nextInt(1, 5); i > 0; i--) {
                    String id = "r" + round + "-" + i;
                    ids.add(id);
                    sent.append(
                            switch (random.nextInt(5)) {
                                case 0 -> get("/v1/funds/a%20b", id);
                                case 1 -> get("/actuator/health", id);
                                case 2 -> post(id, draw.length()) + draw;
                                case 3 -> get("/v1/funds/f", id, "Origin: https://elsewhere.example");
                                default -> get("/v1/funds/f", id);
                            });
                }
                int cut = random.nextInt(sent.length());
                connection.send(sent.substring(0, cut));
                TimeUnit.MILLISECONDS.sleep(random.nextInt(4)); // What comes in one packet is the network's choice.
                connection.send(sent.substring(cut));
                for (String id : ids) {
                    assertThat(connection.answer().headers())
                            .as("seed %d, round %d", SEED, round)
                            .containsEntry("X-Request-Id", id);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 20, 300})
    void waits_for_the_rest_of_a_body(int millis) throws InterruptedException {
        String draw = "{\"reason\":\"EMERGENCY_ACCOMMODATION\"}";
        try (RawConnection connection = new RawConnection(gateway)) {
            for (int i = 0; i < 2; i++) {
                connection.send(post("r" + i, draw.length()) + draw.substring(0, 5));
                TimeUnit.MILLISECONDS.sleep(millis);
                connection.send(draw.substring(5));
                RawConnection.Answer answer = connection.answer();
                assertThat(answer.status()).isEqualTo("HTTP/1.1 200 OK");
                assertThat(answer.headers()).containsEntry("X-Request-Id", "r" + i);
            }
        }
    }

    @Test
    void goes_on_after_a_body_that_is_larger_than_is_taken() {
        try (RawConnection connection = new RawConnection(gateway)) {
            connection.send(post("large", 2 << 20) + "x".repeat(2 << 20) + get("/v1/funds/f", "next"));
            assertThat(connection.answer().status()).startsWith("HTTP/1.1 413");
            RawConnection.Answer next = connection.answer();
            assertThat(next.status()).isEqualTo("HTTP/1.1 200 OK");
            assertThat(next.headers()).containsEntry("X-Request-Id", "next");
        }
    }

    @Test
    void is_closed_once_it_is_idle_and_not_before() throws InterruptedException {
        try (RawConnection connection = new RawConnection(gateway)) {
            long start = System.nanoTime();
            for (int i = 0; System.nanoTime() - start < Duration.ofSeconds(4).toNanos(); i++) {
                connection.send(get("/v1/funds/f", "r" + i));
                assertThat(connection.answer().status()).isEqualTo("HTTP/1.1 200 OK");
                TimeUnit.MILLISECONDS.sleep(100);
            }
            assertThat(connection.isClosed()).isTrue();
        }
    }

    @Test
    void is_closed_after_the_answer_if_the_caller_says_so() {
        try (RawConnection connection = new RawConnection(gateway)) {
            connection.send(get("/v1/funds/f", "last", "Connection: close") + get("/v1/funds/f", "too-late"));
            RawConnection.Answer last = connection.answer();
            assertThat(last.status()).isEqualTo("HTTP/1.1 200 OK");
            assertThat(last.headers()).containsEntry("Connection", "close");
            assertThat(connection.isClosed()).isTrue();
        }
    }

    @Test
    void takes_its_caller_along_to_the_service_when_they_go() {
        funds.hangs();
        try (RawConnection connection = new RawConnection(gateway)) {
            connection.send(get("/v1/funds/f", "gone"));
            await().atMost(Duration.ofSeconds(5)).until(funds::isAsked);
        } finally {
            funds.succeeds();
        }
        await().atMost(Duration.ofSeconds(5)).until(funds::sawItsCallerGo);
    }
}
