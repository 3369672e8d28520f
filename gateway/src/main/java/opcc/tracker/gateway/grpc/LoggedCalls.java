package opcc.tracker.gateway.grpc;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import opcc.tracker.gateway.audit.AccessLog;
import opcc.tracker.gateway.tracing.RequestId;
import opcc.tracker.gateway.tracing.TraceContext;

/** The first interceptor: gives a call its id and trace, and the access log its line. */
final class LoggedCalls implements ServerInterceptor {

    private static final Metadata.Key<String> REQUEST_ID =
            Metadata.Key.of(RequestId.HEADER, Metadata.ASCII_STRING_MARSHALLER);
    private static final Metadata.Key<String> TRACE =
            Metadata.Key.of(TraceContext.HEADER, Metadata.ASCII_STRING_MARSHALLER);

    private final Predicate<String> isKnown;

    /** @param isKnown whether there is a method of this name */
    LoggedCalls(Predicate<String> isKnown) {
        this.isKnown = isKnown;
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        long start = System.nanoTime();
        String name = call.getMethodDescriptor().getFullMethodName();
        CallFacts facts = new CallFacts(
                RequestId.choose(headers.get(REQUEST_ID)),
                TraceContext.choose(headers.get(TRACE)),
                isKnown.test(name) ? name : "-",
                new AtomicReference<>());
        ServerCall<Q, A> logged = new SimpleForwardingServerCall<>(call) {

            private boolean headersSent;

            @Override
            public void sendHeaders(Metadata answer) {
                headersSent = true;
                answer.put(REQUEST_ID, facts.requestId());
                super.sendHeaders(answer);
            }

            @Override
            public void close(Status status, Metadata trailers) {
                if (!headersSent) {
                    trailers.put(REQUEST_ID, facts.requestId());
                }
                AccessLog.log(
                        facts.requestId(),
                        facts.method(),
                        "gRPC",
                        status.getCode().name(),
                        start);
                super.close(status, trailers);
            }
        };
        return Contexts.interceptCall(Context.current().withValue(CallFacts.KEY, facts), logged, headers, next);
    }
}
