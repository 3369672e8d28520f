package opcc.tracker.gateway.streaming;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerResponse;

/**
 * Tells when all that was written to a connection has been taken by the socket. The HTTP server itself asks for up to 128 pieces
 * ahead of what it has written.
 */
final class SocketWrites {

    private SocketWrites() {}

    /** Completes when nothing of what was written so far waits any more; fails if the connection breaks. */
    static Mono<Void> taken(ServerHttpResponse response) {
        AtomicReference<Channel> found = new AtomicReference<>();
        if (ServerHttpResponseDecorator.getNativeResponse(response) instanceof HttpServerResponse http) {
            http.withConnection(connection -> found.set(connection.channel()));
        }
        Channel channel = found.get();
        return channel == null ? Mono.empty() : taken(channel);
    }

    /** A write of nothing is done when those before it are; the HTTP encoder lets it pass as it is. */
    private static Mono<Void> taken(Channel channel) {
        return Mono.create(sink -> channel.eventLoop()
                .execute(() -> channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(written -> {
                    if (written.isSuccess()) {
                        sink.success();
                    } else {
                        sink.error(written.cause());
                    }
                })));
    }
}
