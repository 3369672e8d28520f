package opcc.tracker.gateway.grpc;

import io.grpc.BindableService;
import io.grpc.Server;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import opcc.tracker.gateway.contracts.Contracts;
import opcc.tracker.gateway.contracts.Rpc;
import opcc.tracker.gateway.routing.GatewaySettings;
import opcc.tracker.gateway.routing.ServiceTargets;
import opcc.tracker.gateway.security.Admission;
import opcc.tracker.v1.Access;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Serves native gRPC. It listens on loopback only; connections that speak HTTP/2 on the gateway's port are led here byte
 * for byte, see {@code edge}. Whoever finds the inner port meets the same policy.
 */
@Component
public final class GrpcServer implements SmartLifecycle {

    /** Ends before the web server does, through whose connections it is reached. */
    private static final int PHASE = DEFAULT_PHASE - 512;

    private static final int LARGEST_HEADERS = 16 << 10;
    private static final Duration LONGEST_DRAIN = Duration.ofMinutes(5);

    private final Server server;
    private final HealthStatusManager health = new HealthStatusManager();
    private volatile boolean running;

    GrpcServer(
            Contracts contracts,
            ServiceTargets targets,
            Admission admission,
            GatewaySettings settings,
            GrpcSettings own) {
        long usual = settings.bodyLimit().toBytes();
        Map<String, Access> access = new HashMap<>(Reflection.access(own.reflection()));
        long largest = usual;
        for (Rpc rpc : contracts.all()) {
            access.put(rpc.grpcName(), rpc.access());
            largest = Math.max(largest, rpc.bodyLimit(usual));
        }
        NettyServerBuilder builder = NettyServerBuilder.forAddress(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .directExecutor()
                .maxInboundMessageSize(Math.toIntExact(largest))
                .maxInboundMetadataSize(LARGEST_HEADERS)
                .maxConcurrentCallsPerConnection(own.callsPerConnection())
                .maxConnectionIdle(own.idle().toMillis(), TimeUnit.MILLISECONDS)
                .handshakeTimeout(15, TimeUnit.SECONDS)
                .keepAliveTime(1, TimeUnit.MINUTES)
                .permitKeepAliveTime(30, TimeUnit.SECONDS)
                .addServices(PassedMethods.services(
                        contracts,
                        rpc -> new PassedCall(
                                rpc,
                                targets.of(rpc.service().getFullName()),
                                rpc.isStream() ? own.streamDeadline() : settings.deadline(),
                                rpc.bodyLimit(usual))))
                .addService(health.getHealthService())
                .fallbackHandlerRegistry(PassedMethods.nothingElse());
        Reflection.services().forEach((BindableService service) -> builder.addService(service));
        server = builder
                // The last one stands first.
                .intercept(new AdmittedCalls(admission, access))
                .intercept(new LoggedCalls(name -> access.containsKey(name) || AdmittedCalls.isHealth(name)))
                .build();
    }

    /** Where it listens, once it runs. */
    public SocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getPort());
    }

    @Override
    public void start() {
        try {
            server.start();
        } catch (IOException e) {
            throw new UncheckedIOException("gRPC cannot be served", e);
        }
        server.getServices()
                .forEach(service ->
                        health.setStatus(service.getServiceDescriptor().getName(), ServingStatus.SERVING));
        running = true;
    }

    /** Callers that look after health go elsewhere before calls are refused. */
    @EventListener
    void readiness(AvailabilityChangeEvent<ReadinessState> event) {
        if (event.getState() == ReadinessState.REFUSING_TRAFFIC) {
            health.enterTerminalState();
        }
    }

    /** Takes no new calls and lets those under way finish; how long that may take is said for the whole application. */
    @Override
    public void stop(Runnable finished) {
        server.shutdown();
        Thread.ofVirtual().name("grpc-drain").start(() -> {
            try {
                server.awaitTermination(LONGEST_DRAIN.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                running = false;
                finished.run();
            }
        });
    }

    @Override
    public void stop() {
        running = false;
        server.shutdownNow();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
