package opcc.tracker.kit.serving;

import com.google.rpc.Code;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import opcc.tracker.kit.refusal.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * Ends a stream of requests when the caller is waited for too long. Only waiting counts: from when a message is asked for to
 * when it comes, never the time in which one is worked on. Other calls pass.
 */
public final class IdleLimit implements ServerInterceptor {

    private final ScheduledExecutorService scheduler;
    private final Duration longest;

    /** Waits for a message {@code longest}, measured with {@code scheduler}. */
    public IdleLimit(ScheduledExecutorService scheduler, Duration longest) {
        this.scheduler = scheduler;
        this.longest = longest;
    }

    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
        if (call.getMethodDescriptor().getType().clientSendsOneMessage()) {
            return next.startCall(call, headers);
        }
        WatchedCall<Q, R> watched = new WatchedCall<>(call);
        return new SimpleForwardingServerCallListener<>(next.startCall(watched, headers)) {
            @Override
            public void onMessage(Q message) {
                watched.hasCome();
                super.onMessage(message);
            }

            @Override
            public void onHalfClose() {
                watched.hasCome();
                super.onHalfClose();
            }

            @Override
            public void onCancel() {
                watched.hasCome();
                super.onCancel();
            }
        };
    }

    /** A call is no thing for two threads, and the watch ends it from a thread of its own. */
    private final class WatchedCall<Q, R> extends SimpleForwardingServerCall<Q, R> {
        private @Nullable ScheduledFuture<?> watch;
        private boolean ended;

        WatchedCall(ServerCall<Q, R> call) {
            super(call);
        }

        @Override
        public synchronized void request(int messages) {
            if (!ended) {
                hasCome();
                watch = scheduler.schedule(this::end, longest.toMillis(), TimeUnit.MILLISECONDS);
                super.request(messages);
            }
        }

        synchronized void hasCome() {
            if (watch != null) {
                watch.cancel(false);
                watch = null;
            }
        }

        private synchronized void end() {
            if (watch != null && !ended) {
                StatusRuntimeException idle = StatusProto.toStatusRuntimeException(Refusal.of(
                                Code.DEADLINE_EXCEEDED,
                                "STREAM_IDLE",
                                "Nothing came for " + longest.toSeconds() + " seconds, so the stream is ended.",
                                Map.of())
                        .status());
                Metadata trailers = idle.getTrailers();
                close(idle.getStatus(), trailers == null ? new Metadata() : trailers);
            }
        }

        @Override
        public synchronized void sendHeaders(Metadata headers) {
            if (!ended) {
                super.sendHeaders(headers);
            }
        }

        @Override
        public synchronized void sendMessage(R message) {
            if (!ended) {
                super.sendMessage(message);
            }
        }

        @Override
        public synchronized void close(Status status, Metadata trailers) {
            hasCome();
            if (!ended) {
                ended = true;
                super.close(status, trailers);
            }
        }
    }
}
