package opcc.tracker.kit.audit;

import com.google.protobuf.Message;
import com.mongodb.MongoException;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.protobuf.StatusProto;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;
import opcc.tracker.kit.authentication.Caller;
import opcc.tracker.kit.refusal.Refusal;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records every call of an authenticated caller, in the log {@code audit} and in the {@link AuditTrail}: who, what, on
 * which resource, with what result. No answer leaves before its event is kept: if it can't be, the caller gets
 * UNAVAILABLE, and a write that was carried out is found again by its idempotency key.
 */
public final class AuditInterceptor implements ServerInterceptor {

    private static final Logger log = LoggerFactory.getLogger("audit");
    private static final Metadata.Key<String> REQUEST_ID =
            Metadata.Key.of("x-request-id", Metadata.ASCII_STRING_MARSHALLER);
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9-]{1,64}");

    private final AuditTrail trail;
    private final Clock clock;

    /** Keeps events in {@code trail}. */
    public AuditInterceptor(AuditTrail trail, Clock clock) {
        this.trail = trail;
        this.clock = clock;
    }

    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
        if (HealthGrpc.SERVICE_NAME.equals(call.getMethodDescriptor().getServiceName())) {
            return next.startCall(call, headers);
        }
        AuditedCall<Q, R> audited =
                new AuditedCall<>(call, Caller.current(), AuditedResource.written(headers.get(REQUEST_ID), TOKEN, "-"));
        return new SimpleForwardingServerCallListener<>(next.startCall(audited, headers)) {
            @Override
            public void onMessage(Q request) {
                audited.resource = AuditedResource.of((Message) request);
                super.onMessage(request);
            }
        };
    }

    /** Holds the answer of a call until its event is kept. */
    private final class AuditedCall<Q, R> extends SimpleForwardingServerCall<Q, R> {
        private final Caller caller;
        private final String requestId;
        private String resource = "-";
        private @Nullable R answer;
        private boolean refused;

        AuditedCall(ServerCall<Q, R> call, Caller caller, String requestId) {
            super(call);
            this.caller = caller;
            this.requestId = requestId;
        }

        /** One answer is held until the call ends; of a stream of answers each is an event, kept before it leaves. */
        @Override
        public void sendMessage(R message) {
            if (getMethodDescriptor().getType().serverSendsOneMessage()) {
                answer = message;
            } else if (!refused) {
                if (isKept(Status.OK)) {
                    super.sendMessage(message);
                } else {
                    refuse();
                }
            }
        }

        @Override
        public void close(Status status, Metadata trailers) {
            if (refused) {
                return;
            }
            if (!isKept(status) && status.isOk()) {
                refuse();
                return;
            }
            // A refusal shows and does nothing; it is told as it is.
            R held = answer;
            if (held != null && status.isOk()) {
                super.sendMessage(held);
            }
            super.close(status, trailers);
        }

        private boolean isKept(Status status) {
            AuditEvent event = new AuditEvent(
                    caller.subject(),
                    caller.username(),
                    String.valueOf(getMethodDescriptor().getBareMethodName()),
                    resource,
                    status.getCode().name(),
                    clock.instant().truncatedTo(ChronoUnit.MILLIS),
                    requestId);
            log.info(
                    "caller={} call={} resource={} result={} request={}",
                    event.subject(),
                    event.call(),
                    event.resource(),
                    event.result(),
                    event.requestId());
            try {
                if (status.getCode() == Status.Code.UNAVAILABLE) {
                    trail.recordUnawaited(event);
                } else {
                    trail.record(event);
                }
                return true;
            } catch (MongoException e) {
                log.warn("the event could not be kept: {}", e.getClass().getSimpleName());
                return false;
            }
        }

        private void refuse() {
            refused = true;
            StatusRuntimeException refusal = StatusProto.toStatusRuntimeException(Refusal.unavailable(
                            "AUDIT_UNAVAILABLE",
                            "What you did can't be recorded at the moment, so it is not answered. Try again with the"
                                    + " same Idempotency-Key in a moment.",
                            2)
                    .status());
            Metadata trailers = refusal.getTrailers();
            super.close(refusal.getStatus(), trailers == null ? new Metadata() : trailers);
        }
    }
}
