package opcc.tracker.gateway.edge;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.util.ReferenceCountUtil;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the first bytes of a connection: HTTP/1.1 goes on as ever, without this handler; HTTP/2 with prior knowledge
 * ("PRI ") is led to the gRPC server.
 */
@SuppressWarnings(
        "FutureReturnValueIgnored") // A write or close that fails closes the channel, and that is listened to.
final class ProtocolSwitch extends ChannelInboundHandlerAdapter {

    /** No method of HTTP/1.1 may be called so. */
    private static final byte[] HTTP_2 = "PRI ".getBytes(StandardCharsets.US_ASCII);

    private final Supplier<SocketAddress> grpc;
    private @Nullable ByteBuf held;

    /** @param grpc where the gRPC server listens */
    ProtocolSwitch(Supplier<SocketAddress> grpc) {
        this.grpc = grpc;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (!(message instanceof ByteBuf bytes)) {
            context.fireChannelRead(message);
            return;
        }
        ByteBuf begun = held == null ? bytes : Unpooled.wrappedBuffer(held, bytes);
        held = null;
        int seen = Math.min(begun.readableBytes(), HTTP_2.length);
        for (int i = 0; i < seen; i++) {
            if (begun.getByte(begun.readerIndex() + i) != HTTP_2[i]) {
                context.pipeline().remove(this);
                context.pipeline().fireChannelRead(begun);
                return;
            }
        }
        if (seen < HTTP_2.length) {
            held = begun;
        } else {
            lead(context, begun);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (held == null) {
            context.fireChannelReadComplete();
        } else {
            context.read();
        }
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        if (held != null) {
            held.release();
            held = null;
        }
    }

    /** Connects on the same event loop, so that both sides are one thread's and need no lock. */
    private void lead(ChannelHandlerContext context, ByteBuf begun) {
        Channel outer = context.channel();
        List<String> names = new ArrayList<>(outer.pipeline().names());
        for (String name : names.subList(names.indexOf(context.name()) + 1, names.size())) {
            if (outer.pipeline().get(name) != null) {
                outer.pipeline().remove(name);
            }
        }
        Relay inner = new Relay();
        ChannelFuture connected = new Bootstrap()
                .group(outer.eventLoop())
                .channel(outer.getClass())
                .option(ChannelOption.AUTO_READ, false)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 2_000)
                .handler(inner)
                .connect(grpc.get());
        Relay relay = new Relay();
        relay.early.add(begun);
        outer.pipeline().addLast("relay", relay);
        outer.pipeline().remove(this);
        connected.addListener((ChannelFutureListener) future -> {
            if (!future.isSuccess() || !outer.isActive()) {
                relay.early.forEach(ReferenceCountUtil::release);
                future.channel().close();
                outer.close();
                return;
            }
            relay.begin(outer, future.channel());
            inner.begin(future.channel(), outer);
        });
    }

    /** Hands on what comes in to the other side, and asks for more only while that takes it. */
    private static final class Relay extends ChannelInboundHandlerAdapter {

        /** What came before the other side was there. */
        private final List<Object> early = new ArrayList<>();

        private @Nullable Channel other;

        void begin(Channel own, Channel to) {
            other = to;
            early.forEach(to::write);
            early.clear();
            to.flush();
            own.read();
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (other == null) {
                early.add(message);
            } else {
                other.write(message);
            }
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext context) {
            if (other != null) {
                other.flush();
                if (other.isWritable()) {
                    context.read();
                }
            }
        }

        @Override
        public void channelWritabilityChanged(ChannelHandlerContext context) {
            if (other != null && context.channel().isWritable()) {
                other.read();
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            if (other != null) {
                other.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close();
        }
    }
}
