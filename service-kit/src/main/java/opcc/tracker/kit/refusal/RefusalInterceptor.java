package opcc.tracker.kit.refusal;

import com.google.rpc.Code;
import com.mongodb.MongoConnectionPoolClearedException;
import com.mongodb.MongoException;
import com.mongodb.MongoNodeIsRecoveringException;
import com.mongodb.MongoNotPrimaryException;
import com.mongodb.MongoOperationTimeoutException;
import com.mongodb.MongoSocketException;
import com.mongodb.MongoTimeoutException;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one place where an exception becomes a status. What nobody foresaw is answered INTERNAL without its message, and
 * logged with its stack and without its message, since a message may quote data.
 */
public final class RefusalInterceptor implements ServerInterceptor {

    private static final Logger log = LoggerFactory.getLogger(RefusalInterceptor.class);

    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
        try {
            return new RefusingListener<>(next.startCall(call, headers), call);
        } catch (RuntimeException e) {
            close(call, e);
            return new ServerCall.Listener<>() {};
        }
    }

    private static void close(ServerCall<?, ?> call, RuntimeException e) {
        StatusRuntimeException answer = answer(call.getMethodDescriptor().getFullMethodName(), e);
        Metadata trailers = answer.getTrailers();
        call.close(answer.getStatus(), trailers == null ? new Metadata() : trailers);
    }

    private static StatusRuntimeException answer(String method, RuntimeException e) {
        if (e instanceof StatusRuntimeException relayed) {
            return relayed;
        }
        return StatusProto.toStatusRuntimeException(refusal(method, e).status());
    }

    private static Refusal refusal(String method, RuntimeException e) {
        if (e instanceof Refusal refusal) {
            return refusal;
        }
        if (e instanceof MongoOperationTimeoutException) {
            // The caller's time was over before the store's patience was; whoever called has been told so by the
            // deadline itself.
            return Refusal.of(
                    Code.DEADLINE_EXCEEDED,
                    "DEADLINE_EXCEEDED",
                    "The time that you gave was not enough. It may have been done or not: ask again with the same"
                            + " Idempotency-Key.",
                    Map.of());
        }
        if (isStoreAway(e)) {
            log.warn("{}: the store does not answer: {}", method, e.getClass().getSimpleName());
            return Refusal.unavailable(
                    "STORE_UNAVAILABLE", "The database does not answer at the moment. Try again in a moment.", 2);
        }
        log.error("{}: unexpected {} at {}", method, causes(e), frames(e));
        return Refusal.of(
                Code.INTERNAL,
                "INTERNAL",
                "Something went wrong on our side. Try again, and quote the request id if it stays so.",
                Map.of());
    }

    private static boolean isStoreAway(RuntimeException e) {
        return e instanceof MongoTimeoutException
                || e instanceof MongoSocketException
                || e instanceof MongoConnectionPoolClearedException
                || e instanceof MongoNotPrimaryException
                || e instanceof MongoNodeIsRecoveringException
                || (e instanceof MongoException mongo
                        && mongo.hasErrorLabel(MongoException.TRANSIENT_TRANSACTION_ERROR_LABEL));
    }

    private static String causes(Throwable e) {
        Throwable cause = e.getCause();
        return e.getClass().getName()
                + (cause == null ? "" : " caused by " + cause.getClass().getName());
    }

    private static String frames(Throwable e) {
        StringBuilder frames = new StringBuilder();
        StackTraceElement[] stack = e.getStackTrace();
        for (int i = 0; i < Math.min(stack.length, 12); i++) {
            frames.append("\n    ").append(stack[i]);
        }
        return frames.toString();
    }

    private static final class RefusingListener<Q> extends SimpleForwardingServerCallListener<Q> {
        private final ServerCall<?, ?> call;
        private boolean refused;

        RefusingListener(ServerCall.Listener<Q> delegate, ServerCall<?, ?> call) {
            super(delegate);
            this.call = call;
        }

        @Override
        public void onMessage(Q message) {
            guarded(() -> super.onMessage(message));
        }

        @Override
        public void onHalfClose() {
            guarded(super::onHalfClose);
        }

        private void guarded(Runnable step) {
            if (refused) {
                return;
            }
            try {
                step.run();
            } catch (RuntimeException e) {
                refused = true;
                close(call, e);
            }
        }
    }
}
