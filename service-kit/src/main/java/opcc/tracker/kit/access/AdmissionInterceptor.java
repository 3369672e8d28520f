package opcc.tracker.kit.access;

import com.google.protobuf.Message;
import com.google.rpc.Code;
import io.grpc.Context;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.protobuf.ProtoMethodDescriptorSupplier;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import opcc.tracker.kit.authentication.Caller;
import opcc.tracker.kit.refusal.Refusal;
import opcc.tracker.kit.validation.RequestValidation;
import org.jspecify.annotations.Nullable;

/**
 * Admits a request to its handler only if its RPC's options allow it. In this order: the caller's role (403), the
 * request's validity (400), its scope (404, or 403 for an area named outright), separation of duties (403). Of a stream of
 * requests that is done for each message. Answers lose the fields that the caller may not see.
 */
public final class AdmissionInterceptor implements ServerInterceptor {

    private final Map<String, Optional<AccessRule>> rules = new ConcurrentHashMap<>();
    private final HiddenFields hiddenFields = new HiddenFields();
    private final RequestValidation validation;
    private final ResourceScopes scopes;

    /** Looks up with {@code scopes} to whom a resource belongs. */
    public AdmissionInterceptor(RequestValidation validation, ResourceScopes scopes) {
        this.validation = validation;
        this.scopes = scopes;
    }

    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
        if (HealthGrpc.SERVICE_NAME.equals(call.getMethodDescriptor().getServiceName())) {
            return next.startCall(call, headers);
        }
        AccessRule rule = rule(call.getMethodDescriptor());
        Caller caller = Caller.current();
        ServerCall<Q, R> clearing = new SimpleForwardingServerCall<>(call) {
            @Override
            @SuppressWarnings("unchecked") // clearing fields keeps the type
            public void sendMessage(R answer) {
                super.sendMessage((R) hiddenFields.clear((Message) answer, caller));
            }
        };
        return new SimpleForwardingServerCallListener<>(next.startCall(clearing, headers)) {
            private @Nullable Context admitted;

            @Override
            @SuppressWarnings("unchecked") // filling a field keeps the type
            public void onMessage(Q request) {
                Message filled = rule.withOnlyArea(caller, (Message) request);
                Visibility visibility = admit(rule, caller, filled);
                Context context = visibility.in(Context.current());
                admitted = context;
                // A unary handler is called when the request has ended, that of a stream at each message.
                context.run(() -> super.onMessage((Q) filled));
            }

            @Override
            public void onHalfClose() {
                Context context = admitted;
                if (context == null) {
                    throw Refusal.of(Code.INVALID_ARGUMENT, "INVALID_REQUEST", "The request has no message.", Map.of());
                }
                context.run(super::onHalfClose);
            }
        };
    }

    private Visibility admit(AccessRule rule, Caller caller, Message request) {
        rule.requireRole(caller, request, scopes);
        validation.require(request);
        Visibility visibility = rule.requireScope(caller, request, scopes);
        rule.requireSeparation(caller, request, scopes);
        return visibility;
    }

    private AccessRule rule(MethodDescriptor<?, ?> method) {
        return rules.computeIfAbsent(
                        method.getFullMethodName(),
                        name -> method.getSchemaDescriptor() instanceof ProtoMethodDescriptorSupplier proto
                                ? AccessRule.of(proto.getMethodDescriptor())
                                : Optional.empty())
                .orElseThrow(() -> Refusal.denied(
                        "NOT_DECLARED", "This call is open to nobody.", Map.of("method", method.getFullMethodName())));
    }
}
