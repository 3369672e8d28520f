package opcc.tracker.local.processes;

import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Whether a part does its work yet. */
@FunctionalInterface
public interface Readiness {

    /** Looks once, for at most a few seconds. */
    boolean isReady() throws InterruptedException;

    /** Ready once something listens on the port. */
    static Readiness tcp(String host, int port) {
        return () -> {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(host, port), 2_000);
                return true;
            } catch (IOException e) {
                return false;
            }
        };
    }

    /** Ready once the address answers 200. */
    static Readiness http(URI address) {
        return () -> {
            try (HttpClient client = HttpClient.newBuilder()
                    .connectTimeout(Duration.ofSeconds(2))
                    .build()) {
                HttpRequest request = HttpRequest.newBuilder(address)
                        .timeout(Duration.ofSeconds(5))
                        .build();
                return client.send(request, BodyHandlers.discarding()).statusCode() == 200;
            } catch (IOException e) {
                return false;
            }
        };
    }

    /** Ready once the server's gRPC health service says SERVING. */
    static Readiness grpcHealth(int port) {
        return () -> {
            if (!tcp("127.0.0.1", port).isReady()) {
                return false;
            }
            ManagedChannel channel =
                    NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
            try {
                return HealthGrpc.newBlockingStub(channel)
                                .withDeadlineAfter(5, TimeUnit.SECONDS)
                                .check(HealthCheckRequest.getDefaultInstance())
                                .getStatus()
                        == ServingStatus.SERVING;
            } catch (StatusRuntimeException e) {
                return false;
            } finally {
                channel.shutdownNow();
            }
        };
    }
}
