package opcc.tracker.gateway.edge;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Cuts off a client that does not read its answer: some bytes must leave in each interval while any wait. */
final class StalledReaders extends ChannelInboundHandlerAdapter {

    private final long millis;
    private @Nullable Future<?> next;
    private @Nullable Object waiting;
    private long written;

    /** @param interval how long nothing at all may be read */
    StalledReaders(Duration interval) {
        this.millis = interval.toMillis();
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        next = context.executor().scheduleAtFixedRate(() -> look(context), millis, millis, TimeUnit.MILLISECONDS);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        stop();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        stop();
        context.fireChannelInactive();
    }

    @SuppressWarnings({"FutureReturnValueIgnored", "ReferenceEquality"}) // The same buffer, not an equal one.
    private void look(ChannelHandlerContext context) {
        ChannelOutboundBuffer buffer = context.channel().unsafe().outboundBuffer();
        Object first = buffer == null ? null : buffer.current();
        long progress = buffer == null ? 0 : buffer.currentProgress();
        if (first != null && first == waiting && progress == written) {
            context.close();
        }
        waiting = first;
        written = progress;
    }

    private void stop() {
        if (next != null) {
            next.cancel(false);
            next = null;
        }
    }
}
