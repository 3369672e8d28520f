package opcc.tracker.kit.serving;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Gives a call without a deadline one of thirty seconds, so that nothing hangs for ever. A stream of requests may last as long
 * as the caller's token; {@link IdleLimit} ends it when nothing comes. A stream of answers ends when its contract says so.
 */
public final class DeadlineInterceptor implements ServerInterceptor {

    private static final long DEFAULT_SECONDS = 30;

    private final ScheduledExecutorService scheduler;

    /** Cancels with {@code scheduler}. */
    public DeadlineInterceptor(ScheduledExecutorService scheduler) {
        this.scheduler = scheduler;
    }

    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
        Context context = Context.current();
        boolean stream = call.getMethodDescriptor().getType() != MethodType.UNARY;
        if (context.getDeadline() != null || stream) {
            return next.startCall(call, headers);
        }
        return Contexts.interceptCall(
                context.withDeadlineAfter(DEFAULT_SECONDS, TimeUnit.SECONDS, scheduler), call, headers, next);
    }
}
