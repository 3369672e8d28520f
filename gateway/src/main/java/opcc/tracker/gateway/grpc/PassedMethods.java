package opcc.tracker.gateway.grpc;

import com.google.protobuf.Descriptors.FileDescriptor;
import io.grpc.HandlerRegistry;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServiceDescriptor;
import io.grpc.protobuf.ProtoFileDescriptorSupplier;
import java.util.List;
import java.util.function.Function;
import opcc.tracker.gateway.contracts.Contracts;
import opcc.tracker.gateway.contracts.Rpc;
import opcc.tracker.gateway.problems.GatewayProblems;
import org.jspecify.annotations.Nullable;

/** The methods of the contracts as gRPC knows them, with messages that stay bytes. */
final class PassedMethods {

    private PassedMethods() {}

    static MethodDescriptor<byte[], byte[]> descriptor(Rpc rpc) {
        return MethodDescriptor.newBuilder(RawBytes.INSTANCE, RawBytes.INSTANCE)
                .setType(type(rpc))
                .setFullMethodName(rpc.grpcName())
                .setIdempotent(rpc.isRead())
                .setSafe(rpc.isRead())
                .build();
    }

    /** All services, each method handled as {@code handler} says. */
    static List<ServerServiceDefinition> services(Contracts contracts, Function<Rpc, PassedCall> handler) {
        return contracts.all().stream()
                .map(Rpc::service)
                .distinct()
                .map(service -> {
                    List<Rpc> rpcs = contracts.all().stream()
                            .filter(rpc -> rpc.service().equals(service))
                            .toList();
                    List<ServerMethodDefinition<byte[], byte[]>> methods = rpcs.stream()
                            .map(rpc -> ServerMethodDefinition.create(descriptor(rpc), handler.apply(rpc)))
                            .toList();
                    ServiceDescriptor.Builder described = ServiceDescriptor.newBuilder(service.getFullName())
                            .setSchemaDescriptor(new Schema(service.getFile()));
                    methods.forEach(method -> described.addMethod(method.getMethodDescriptor()));
                    ServerServiceDefinition.Builder defined = ServerServiceDefinition.builder(described.build());
                    methods.forEach(defined::addMethod);
                    return defined.build();
                })
                .toList();
    }

    /** Refuses whatever else is asked for. */
    static HandlerRegistry nothingElse() {
        return new HandlerRegistry() {
            @Override
            public ServerMethodDefinition<?, ?> lookupMethod(String name, @Nullable String authority) {
                MethodDescriptor<byte[], byte[]> unknown = MethodDescriptor.newBuilder(
                                RawBytes.INSTANCE, RawBytes.INSTANCE)
                        .setType(MethodType.UNKNOWN)
                        .setFullMethodName(name)
                        .build();
                return ServerMethodDefinition.create(unknown, (call, headers) -> {
                    Refused.close(call, GatewayProblems.unknownMethod());
                    return Refused.listener();
                });
            }
        };
    }

    private static MethodType type(Rpc rpc) {
        if (rpc.method().isClientStreaming()) {
            return rpc.method().isServerStreaming() ? MethodType.BIDI_STREAMING : MethodType.CLIENT_STREAMING;
        }
        return rpc.method().isServerStreaming() ? MethodType.SERVER_STREAMING : MethodType.UNARY;
    }

    /** For reflection. */
    private record Schema(FileDescriptor getFileDescriptor) implements ProtoFileDescriptorSupplier {}
}
