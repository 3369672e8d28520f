package opcc.tracker.kit.audit;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.health.v1.HealthGrpc;
import java.util.regex.Pattern;
import opcc.tracker.kit.authentication.Caller;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a line to the log {@code audit} for every call of an authenticated caller: who, what, on which resource, with
 * what result. Of the request only the resource's name is written, and only if it has the form of one.
 */
public final class AuditInterceptor implements ServerInterceptor {

    private static final Logger log = LoggerFactory.getLogger("audit");
    private static final Metadata.Key<String> REQUEST_ID =
            Metadata.Key.of("x-request-id", Metadata.ASCII_STRING_MARSHALLER);
    private static final Pattern RESOURCE_NAME =
            Pattern.compile("[a-z]+/[a-z0-9-]{1,63}(/[a-z]+/[a-z0-9-]{1,63}){0,2}");
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9-]{1,64}");

    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
        if (HealthGrpc.SERVICE_NAME.equals(call.getMethodDescriptor().getServiceName())) {
            return next.startCall(call, headers);
        }
        String caller = Caller.current().subject();
        String method = call.getMethodDescriptor().getBareMethodName();
        String requestId = written(headers.get(REQUEST_ID), TOKEN);
        String[] resource = {"-"};
        ServerCall<Q, R> audited = new SimpleForwardingServerCall<>(call) {
            @Override
            public void close(Status status, Metadata trailers) {
                log.info(
                        "caller={} call={} resource={} result={} request={}",
                        caller,
                        method,
                        resource[0],
                        status.getCode(),
                        requestId);
                super.close(status, trailers);
            }
        };
        return new SimpleForwardingServerCallListener<>(next.startCall(audited, headers)) {
            @Override
            public void onMessage(Q request) {
                resource[0] = resource((Message) request);
                super.onMessage(request);
            }
        };
    }

    private static String resource(Message request) {
        for (String field : new String[] {"name", "parent"}) {
            FieldDescriptor descriptor = request.getDescriptorForType().findFieldByName(field);
            if (descriptor != null && descriptor.getJavaType() == FieldDescriptor.JavaType.STRING) {
                return written((String) request.getField(descriptor), RESOURCE_NAME);
            }
        }
        return "-";
    }

    private static String written(@Nullable String value, Pattern form) {
        return value != null && form.matcher(value).matches() ? value : "-";
    }
}
