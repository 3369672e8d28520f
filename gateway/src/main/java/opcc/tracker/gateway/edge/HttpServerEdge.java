package opcc.tracker.gateway.edge;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.util.ReferenceCountUtil;
import java.time.Duration;
import opcc.tracker.gateway.audit.RefusalAudit;
import opcc.tracker.gateway.grpc.GrpcServer;
import opcc.tracker.gateway.plain.PlainCalls;
import opcc.tracker.gateway.problems.GatewayProblems;
import opcc.tracker.gateway.problems.Problem;
import opcc.tracker.gateway.problems.ProblemJson;
import opcc.tracker.gateway.tracing.RequestId;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;
import reactor.netty.NettyPipeline;

/**
 * What happens before a request is one: the HTTP server refuses a malformed request line, too large a header or too slow
 * a sender by itself and with an empty body. Here such answers become problems like all others.
 */
@Component
final class HttpServerEdge implements WebServerFactoryCustomizer<NettyReactiveWebServerFactory> {

    static {
        // Without it reactor-netty 1.3.6 forgets to read from a connection whose next request comes before the last
        // answer
        // is closed off, and that request hangs (its issue 4361; decision 0024). To be dropped with the release that
        // mends it.
        if (System.getProperty("reactor.netty.http.server.lastFlushWhenNoRead") == null) {
            System.setProperty("reactor.netty.http.server.lastFlushWhenNoRead", "true");
        }
    }

    private static final Duration SLOWEST_READ = Duration.ofSeconds(15);

    /** Bodies that are read as a whole have a shorter time of their own; this one is for streams of requests. */
    private static final Duration SLOWEST_REQUEST = Duration.ofMinutes(16);

    private final EdgeSettings settings;
    private final ObjectProvider<GrpcServer> grpc;
    private final ObjectProvider<PlainCalls> plain;

    HttpServerEdge(EdgeSettings settings, ObjectProvider<GrpcServer> grpc, ObjectProvider<PlainCalls> plain) {
        this.plain = plain;
        this.settings = settings;
        this.grpc = grpc;
    }

    @Override
    public void customize(NettyReactiveWebServerFactory factory) {
        factory.addServerCustomizers(server -> server.readTimeout(SLOWEST_READ)
                .requestTimeout(SLOWEST_REQUEST)
                .doOnChannelInit((observer, channel, address) -> {
                    if (channel.pipeline().get(NettyPipeline.HttpCodec) != null) {
                        channel.pipeline().addAfter(NettyPipeline.HttpCodec, "problems", EmptyRefusals.INSTANCE);
                        if (settings.plainCalls()) {
                            channel.pipeline()
                                    .addAfter(
                                            "problems",
                                            "plain",
                                            plain.getObject().connection(settings.headers()));
                        }
                        channel.pipeline()
                                .addFirst(
                                        "protocol",
                                        new ProtocolSwitch(
                                                () -> grpc.getObject().address()));
                    }
                    channel.pipeline().addFirst("stalled", new StalledReaders(settings.stalledAfter()));
                }));
    }

    @Sharable
    private static final class EmptyRefusals extends ChannelOutboundHandlerAdapter {

        private static final EmptyRefusals INSTANCE = new EmptyRefusals();

        @Override
        public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) throws Exception {
            if (message instanceof FullHttpResponse response
                    && response.status().code() >= 400
                    && !response.content().isReadable()
                    && !response.headers().contains(HttpHeaderNames.CONTENT_TYPE)) {
                FullHttpResponse replaced = withProblem(response);
                ReferenceCountUtil.release(response);
                super.write(context, replaced, promise);
            } else {
                super.write(context, message, promise);
            }
        }

        private static FullHttpResponse withProblem(FullHttpResponse response) {
            Problem problem = problem(response.status().code());
            String requestId = RequestId.choose(response.headers().get(RequestId.HEADER));
            RefusalAudit.log(requestId, "-", null, "-", "-", problem.status(), problem.reason());
            byte[] body = ProblemJson.write(problem, requestId);
            FullHttpResponse replaced = new DefaultFullHttpResponse(
                    response.protocolVersion(), response.status(), Unpooled.wrappedBuffer(body));
            replaced.headers()
                    .set(response.headers())
                    .set(RequestId.HEADER, requestId)
                    .set(HttpHeaderNames.CONTENT_TYPE, ProblemJson.MEDIA_TYPE)
                    .set(HttpHeaderNames.CONTENT_LENGTH, body.length)
                    .set("X-Content-Type-Options", "nosniff")
                    .set("Cache-Control", "no-store");
            return replaced;
        }

        private static Problem problem(int status) {
            return switch (status) {
                case 400 -> GatewayProblems.malformed("The request line or a header is not well-formed HTTP.");
                case 408 -> GatewayProblems.bodyTooSlow();
                case 413, 431 ->
                    Problem.of(status, "HEADERS_TOO_LARGE", "The headers are larger than this server takes.");
                case 414 -> Problem.of(status, "URI_TOO_LONG", "The path and query are longer than this server takes.");
                default ->
                    status < 500
                            ? Problem.of(status, "MALFORMED_REQUEST", "The request cannot be understood.")
                            : GatewayProblems.internal();
            };
        }
    }
}
