package opcc.tracker.gateway.routing;

import com.google.protobuf.Descriptors.ServiceDescriptor;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.channel.ChannelOption;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import opcc.tracker.gateway.contracts.Contracts;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/** The services of the contracts with their channels, one channel an address. */
@Component
final class ServiceTargets implements DisposableBean {

    private static final int CONNECT_MILLIS = 2_000;
    private static final int LARGEST_ANSWER = 16 << 20;

    private final Map<String, ManagedChannel> channels = new HashMap<>();
    private final Map<String, ServiceTarget> targets = new HashMap<>();
    private final Map<String, String> addresses = new HashMap<>();

    /** @throws IllegalStateException naming the service, if no address is configured for it */
    ServiceTargets(Contracts contracts, GatewaySettings settings) {
        for (ServiceDescriptor service : contracts.services()) {
            String address = settings.targets().get(service.getName());
            if (address == null || address.isBlank()) {
                throw new IllegalStateException(
                        "No address for " + service.getFullName() + ": set tracker.gateway.targets." + service.getName());
            }
            ManagedChannel channel = channels.computeIfAbsent(address, ServiceTargets::connect);
            targets.put(service.getFullName(), new ServiceTarget(service.getName(), channel, settings.breaker()));
            addresses.put(service.getFullName(), address);
        }
    }

    /** The target of a service of the contracts, by its full name. */
    ServiceTarget of(String service) {
        ServiceTarget target = targets.get(service);
        if (target == null) {
            throw new IllegalStateException("No target for " + service);
        }
        return target;
    }

    /** The address of a service, {@code host:port}. */
    String addressOf(ServiceDescriptor service) {
        return String.valueOf(addresses.get(service.getFullName()));
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
