package opcc.tracker.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import opcc.tracker.gateway.stage.GatewayUnderTest;
import opcc.tracker.gateway.stage.KeyServerDouble;
import opcc.tracker.gateway.stage.Realm;
import opcc.tracker.gateway.stage.ScriptedService;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A gateway process that is told to end (SIGTERM)")
class DrainIT {

    private static final Realm REALM = new Realm();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Test
    void says_that_it_is_not_ready_finishes_what_runs_and_takes_nothing_new() throws Exception {
        int port = GatewayUnderTest.closedPort();
        URI base = URI.create("http://127.0.0.1:" + port);
        try (KeyServerDouble keys = new KeyServerDouble();
                ScriptedService funds = new ScriptedService()) {
            keys.gives(REALM);
            Process gateway = start(port, keys, funds);
            try {
                await().atMost(Duration.ofSeconds(60)).until(() -> readiness(base) == 200);
                funds.hangs();
                HttpRequest request = HttpRequest.newBuilder(base.resolve("/v1/funds/f"))
                        .header("Authorization", "Bearer " + REALM.token("finance"))
                        .build();
                CompletableFuture<HttpResponse<String>> running = http.sendAsync(request, BodyHandlers.ofString());
                await().atMost(Duration.ofSeconds(10)).until(funds::isAsked);

                gateway.destroy();
                await().atMost(Duration.ofSeconds(5)).until(() -> readiness(base) == 503);
                await().atMost(Duration.ofSeconds(15)).until(() -> readiness(base) == 0);
                assertThat(gateway.isAlive()).as("still finishing").isTrue();
                assertThat(running).isNotDone();

                funds.answersThoseThatHang();
                assertThat(running.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
                assertThat(gateway.waitFor(20, TimeUnit.SECONDS)).as("ended").isTrue();
            } finally {
                gateway.destroyForcibly();
            }
        }
    }

    /** The status of readiness; 0 if nobody listens. */
    private int readiness(URI base) throws InterruptedException {
        try {
            // A connection of its own each time: those that are kept are told to go.
            return HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(base.resolve("/actuator/health/readiness"))
                                    .version(HttpClient.Version.HTTP_1_1)
                                    .build(),
                            BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException e) {
            return 0;
        }
    }

    private static Process start(int port, KeyServerDouble keys, ScriptedService funds) throws IOException {
        return new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-jar",
                        "target/gateway.jar",
                        "--server.port=" + port,
                        "--tracker.gateway.edge.drain-pause=2s",
                        "--tracker.gateway.deadline=30s",
                        "--tracker.gateway.token.issuer=" + Realm.ISSUER,
                        "--tracker.gateway.token.jwks-uri=" + keys.uri(),
                        "--tracker.gateway.targets.FundsService=" + funds.address()))
                .redirectErrorStream(true)
                .redirectOutput(Path.of("target", "drain.log").toFile())
                .start();
    }
}
