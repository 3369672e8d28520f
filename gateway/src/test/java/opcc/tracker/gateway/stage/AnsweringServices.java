package opcc.tracker.gateway.stage;

import com.google.protobuf.ByteString;
import io.grpc.HandlerRegistry;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerMethodDefinition;
import io.grpc.Status;
import io.grpc.netty.NettyServerBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import opcc.tracker.gateway.contracts.Contracts;
import opcc.tracker.gateway.contracts.Rpc;
import opcc.tracker.v1.File;

/** All services of the contracts at once: every call is answered with an empty message, or with a small file. */
public final class AnsweringServices extends HandlerRegistry implements AutoCloseable {

    private static final List<Status.Code> REFUSALS = List.of(
            Status.Code.INVALID_ARGUMENT,
            Status.Code.FAILED_PRECONDITION,
            Status.Code.NOT_FOUND,
            Status.Code.PERMISSION_DENIED,
            Status.Code.ABORTED,
            Status.Code.INTERNAL);

    private final Map<String, Rpc> rpcs = Contracts.load().rpcs().stream()
            .collect(Collectors.toMap(
                    rpc -> rpc.service().getFullName() + "/" + rpc.method().getName(), rpc -> rpc));
    private final boolean refusesSome;
    private final Server server;

    private AnsweringServices(boolean refusesSome) {
        this.refusesSome = refusesSome;
        server = NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", 0))
                .fallbackHandlerRegistry(this)
                .build();
    }

    public static AnsweringServices start() {
        return start(false);
    }

    /** Services that refuse every fourth request or so; the same request always in the same way. */
    public static AnsweringServices startMoody() {
        return start(true);
    }

    private static AnsweringServices start(boolean refusesSome) {
        AnsweringServices services = new AnsweringServices(refusesSome);
        try {
            services.server.start();
            return services;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The settings that send a gateway's calls of every service here. */
    public String[] targets() {
        return Contracts.load().services().stream()
                .map(service -> "tracker.gateway.targets." + service.getName() + "=127.0.0.1:" + server.getPort())
                .toArray(String[]::new);
    }

    @Override
    public ServerMethodDefinition<?, ?> lookupMethod(String name, String authority) {
        Rpc rpc = rpcs.get(name);
        if (rpc == null) {
            return null;
        }
        byte[] answer = rpc.mediaTypes().isEmpty()
                ? new byte[0]
                : File.newBuilder()
                        .setContent(ByteString.copyFromUtf8("a"))
                        .setContentType(rpc.mediaTypes().getFirst())
                        .setFileName("a.csv")
                        .build()
                        .toByteArray();
        MethodDescriptor<byte[], byte[]> method = MethodDescriptor.<byte[], byte[]>newBuilder()
                .setType(rpc.isStream() ? MethodType.BIDI_STREAMING : MethodType.UNARY)
                .setFullMethodName(name)
                .setRequestMarshaller(new Bytes())
                .setResponseMarshaller(new Bytes())
                .build();
        return ServerMethodDefinition.create(method, new Answering(answer, refusesSome));
    }

    private record Answering(byte[] answer, boolean refusesSome) implements ServerCallHandler<byte[], byte[]> {
        @Override
        public ServerCall.Listener<byte[]> startCall(ServerCall<byte[], byte[]> call, Metadata headers) {
            call.request(Integer.MAX_VALUE);
            return new ServerCall.Listener<>() {
                private int mood = 1;

                @Override
                public void onMessage(byte[] message) {
                    mood = Arrays.hashCode(message);
                }

                @Override
                public void onHalfClose() {
                    if (refusesSome && Math.floorMod(mood, 4) == 0) {
                        Status.Code code = REFUSALS.get(Math.floorMod(mood / 4, REFUSALS.size()));
                        call.close(Status.fromCode(code).withDescription("No."), new Metadata());
                        return;
                    }
                    call.sendHeaders(new Metadata());
                    call.sendMessage(answer);
                    call.close(Status.OK, new Metadata());
                }
            };
        }
    }

    private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {
        @Override
        public InputStream stream(byte[] value) {
            return new ByteArrayInputStream(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
            try {
                return stream.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public void close() {
        server.shutdownNow();
    }
}
