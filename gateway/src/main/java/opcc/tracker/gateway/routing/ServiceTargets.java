package opcc.tracker.gateway.routing;

import com.google.protobuf.Descriptors.ServiceDescriptor;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.channel.ChannelOption;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import opcc.tracker.gateway.contracts.Contracts;
import opcc.tracker.gateway.contracts.Rpc;
import opcc.tracker.gateway.protection.Guard;
import opcc.tracker.gateway.protection.Places;
import opcc.tracker.gateway.protection.ProtectionSettings;
import opcc.tracker.gateway.protection.Retries;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/** The services of the contracts with their channels, one channel an address. */
@Component
public final class ServiceTargets implements DisposableBean {

    private static final int CONNECT_MILLIS = 2_000;
    private static final int LARGEST_ANSWER = 16 << 20;

    private final Map<String, ManagedChannel> channels = new HashMap<>();
    private final Map<String, Places> places = new HashMap<>();
    private final Map<String, ServiceTarget> targets = new HashMap<>();
    private final Map<String, Rpc> rpcs = new HashMap<>();

    /** @throws IllegalStateException naming the service, if no address is configured for it */
    ServiceTargets(Contracts contracts, GatewaySettings settings, ProtectionSettings protection) {
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
                channels.computeIfAbsent(address, ServiceTargets::connect),
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

    private static ManagedChannel connect(String address) {
        return NettyChannelBuilder.forTarget("dns:///" + address)
                .usePlaintext()
                .directExecutor()
                .withOption(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
                .keepAliveTime(5, TimeUnit.MINUTES)
                .maxInboundMessageSize(LARGEST_ANSWER)
                .userAgent("tracker-gateway")
                .build();
    }

    @Override
    public void destroy() throws InterruptedException {
        channels.values().forEach(ManagedChannel::shutdown);
        for (ManagedChannel channel : channels.values()) {
            if (!channel.awaitTermination(5, TimeUnit.SECONDS)) {
                channel.shutdownNow();
            }
        }
    }
}
