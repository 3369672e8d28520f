package opcc.tracker.gateway.routing;

import com.google.protobuf.Descriptors.ServiceDescriptor;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import opcc.tracker.gateway.contracts.Contracts;
import opcc.tracker.gateway.contracts.Rpc;
import opcc.tracker.gateway.protection.Guard;
import opcc.tracker.gateway.protection.Places;
import opcc.tracker.gateway.protection.ProtectionSettings;
import opcc.tracker.gateway.protection.Retries;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.stereotype.Component;
import reactor.netty.resources.LoopResources;

/** The services of the contracts with their channels, one {@link NearChannel} an address. */
@Component
public final class ServiceTargets implements SmartLifecycle {

    private static final Duration DRAIN = Duration.ofSeconds(5);

    private static final int CONNECT_MILLIS = 2_000;
    private static final int LARGEST_ANSWER = 16 << 20;

    private final Map<String, NearChannel> channels = new HashMap<>();
    private final Map<String, Places> places = new HashMap<>();
    private final Map<String, ServiceTarget> targets = new HashMap<>();
    private final Map<String, Rpc> rpcs = new HashMap<>();
    private final LoopResources resources;
    private final List<EventLoop> loops = new ArrayList<>();
    private volatile boolean running;

    /** @throws IllegalStateException naming the service, if no address is configured for it */
    ServiceTargets(
            Contracts contracts,
            GatewaySettings settings,
            ProtectionSettings protection,
            ReactorResourceFactory server) {
        resources = server.getLoopResources();
        resources.onServer(LoopResources.DEFAULT_NATIVE).forEach(loop -> loops.add((EventLoop) loop));
        for (Rpc rpc : contracts.all()) {
            rpcs.put(rpc.grpcName(), rpc);
            targets.computeIfAbsent(rpc.service().getFullName(), name -> target(rpc.service(), settings, protection));
        }
    }

    private ServiceTarget target(ServiceDescriptor service, GatewaySettings settings, ProtectionSettings protection) {
        String address = settings.targets().get(service.getName());
        if (address == null || address.isBlank()) {
            throw new IllegalStateException(
                    "No address for " + service.getFullName() + ": set tracker.gateway.targets." + service.getName());
        }
        GatewaySettings.Breaker breaker = settings.breaker();
        return new ServiceTarget(
                channels.computeIfAbsent(
                        address, each -> new NearChannel(loops, loop -> connect(each, resources, loop))),
                new Guard(
                        service.getName(),
                        places.computeIfAbsent(address, each -> new Places(each, protection)),
                        breaker.calls(),
                        breaker.failureRate(),
                        breaker.pause()),
                new Retries(protection),
                settings.deadline(),
                this::rpc);
    }

    private Rpc rpc(String grpcName) {
        Rpc rpc = rpcs.get(grpcName);
        if (rpc == null) {
            throw new IllegalStateException("No RPC " + grpcName);
        }
        return rpc;
    }

    /** The target of a service of the contracts, by its full name. */
    public ServiceTarget of(String service) {
        ServiceTarget target = targets.get(service);
        if (target == null) {
            throw new IllegalStateException("No target for " + service);
        }
        return target;
    }

    private static ManagedChannel connect(String address, LoopResources resources, EventLoop loop) {
        return NettyChannelBuilder.forTarget("dns:///" + address)
                .usePlaintext()
                .directExecutor()
                .eventLoopGroup(loop)
                .channelType(resources.onChannelClass(SocketChannel.class, loop))
                .withOption(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
                .keepAliveTime(5, TimeUnit.MINUTES)
                .maxInboundMessageSize(LARGEST_ANSWER)
                .userAgent("tracker-gateway")
                .build();
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        try {
            for (NearChannel channel : channels.values()) {
                channel.shutdown(DRAIN);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** After the servers have stopped, and before their event loops do, which phase 0 ends. */
    @Override
    public int getPhase() {
        return 1;
    }
}
