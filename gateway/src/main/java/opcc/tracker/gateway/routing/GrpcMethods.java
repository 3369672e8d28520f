package opcc.tracker.gateway.routing;

import com.google.protobuf.DynamicMessage;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.protobuf.ProtoUtils;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import opcc.tracker.gateway.contracts.Rpc;
import org.springframework.stereotype.Component;

/** The RPCs as grpc-java calls them, with messages that know their fields by the descriptors alone. */
@Component
final class GrpcMethods {

    private final Map<Rpc, MethodDescriptor<DynamicMessage, DynamicMessage>> methods = new ConcurrentHashMap<>();

    MethodDescriptor<DynamicMessage, DynamicMessage> of(Rpc rpc) {
        return methods.computeIfAbsent(rpc, GrpcMethods::method);
    }

    private static MethodDescriptor<DynamicMessage, DynamicMessage> method(Rpc rpc) {
        return MethodDescriptor.<DynamicMessage, DynamicMessage>newBuilder()
                .setType(type(rpc))
                .setFullMethodName(MethodDescriptor.generateFullMethodName(
                        rpc.service().getFullName(), rpc.method().getName()))
                .setRequestMarshaller(ProtoUtils.marshaller(
                        DynamicMessage.getDefaultInstance(rpc.method().getInputType())))
                .setResponseMarshaller(ProtoUtils.marshaller(
                        DynamicMessage.getDefaultInstance(rpc.method().getOutputType())))
                .build();
    }

    private static MethodType type(Rpc rpc) {
        if (rpc.takesStream()) {
            return rpc.answersStream() ? MethodType.BIDI_STREAMING : MethodType.CLIENT_STREAMING;
        }
        return rpc.answersStream() ? MethodType.SERVER_STREAMING : MethodType.UNARY;
    }
}
