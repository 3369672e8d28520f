package opcc.tracker.gateway.routing;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Channels to one address, one for each event loop of the HTTP server: a call is made on the thread that read its request,
 * and its answer comes in on the thread that writes it. Handing over to another thread and back costs more than the rest of
 * the call. Calls from elsewhere, such as native gRPC's, are spread over them.
 */
final class NearChannel extends Channel {

    private final List<EventLoop> loops;
    private final List<ManagedChannel> channels = new ArrayList<>();

    /** @param connect makes the channel whose connections are this event loop's; nothing is connected before the first call */
    NearChannel(List<EventLoop> loops, Function<EventLoop, ManagedChannel> connect) {
        this.loops = List.copyOf(loops);
        loops.forEach(loop -> channels.add(connect.apply(loop)));
    }

    @Override
    public <Q, A> ClientCall<Q, A> newCall(MethodDescriptor<Q, A> method, CallOptions options) {
        return nearest().newCall(method, options);
    }

    private ManagedChannel nearest() {
        for (int i = 0; i < loops.size(); i++) {
            if (loops.get(i).inEventLoop()) {
                return channels.get(i);
            }
        }
        return channels.get(ThreadLocalRandom.current().nextInt(channels.size()));
    }

    @Override
    public String authority() {
        return channels.getFirst().authority();
    }

    /** Connects again at the next call, however long that was to be waited with. */
    void resetConnectBackoff() {
        channels.forEach(ManagedChannel::resetConnectBackoff);
    }

    /** Takes no more calls and lets those under way end within this time. */
    void shutdown(Duration patience) throws InterruptedException {
        channels.forEach(ManagedChannel::shutdown);
        long end = System.nanoTime() + patience.toNanos();
        for (ManagedChannel channel : channels) {
            if (!channel.awaitTermination(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                channel.shutdownNow();
            }
        }
    }
}
