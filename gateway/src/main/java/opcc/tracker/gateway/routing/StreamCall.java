package opcc.tracker.gateway.routing;

import com.google.protobuf.DynamicMessage;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/**
 * A call with a stream on one side or both. A request is taken from its source only when the service is ready for one more, and
 * an answer is asked for only when the last one was written to the caller: neither side's slowness fills memory here.
 */
final class StreamCall {

    private final ClientCall<DynamicMessage, DynamicMessage> call;
    private final CallOutcome outcome;

    /** grpc-java never says that it is ready for the one message of a call that takes no more. */
    private final boolean single;

    private final AtomicBoolean told = new AtomicBoolean();
    private final Sender sender = new Sender();
    private @Nullable MonoSink<DynamicMessage> waiting;
    private @Nullable Throwable failure;
    private boolean ended;

    private StreamCall(ClientCall<DynamicMessage, DynamicMessage> call, boolean single, CallOutcome outcome) {
        this.call = call;
        this.single = single;
        this.outcome = outcome;
    }

    /** Starts the call; the requests are subscribed to at once. */
    static StreamCall start(
            Channel channel,
            MethodDescriptor<DynamicMessage, DynamicMessage> method,
            CallOptions options,
            Metadata headers,
            Flux<DynamicMessage> requests,
            CallOutcome outcome) {
        StreamCall stream = new StreamCall(
                channel.newCall(method, options), method.getType().clientSendsOneMessage(), outcome);
        stream.call.start(stream.new Answers(), headers);
        requests.subscribe(stream.sender);
        return stream;
    }

    /**
     * The next answer; empty when the stream has ended well. Ends in {@link CallFailedException} if the call failed, or in the
     * error of the requests if they did. To be asked for one at a time.
     */
    Mono<DynamicMessage> next() {
        return Mono.create(sink -> {
            if (isAwaited(sink)) {
                call.request(1);
            } else {
                finish(sink);
            }
        });
    }

    private synchronized boolean isAwaited(MonoSink<DynamicMessage> sink) {
        if (!ended) {
            waiting = sink;
        }
        return !ended;
    }

    /** Ends the call unless it has ended: nobody waits for it any more. */
    void leave() {
        if (end(new CallFailedException(Status.CANCELLED, new Metadata()))) {
            tell(CallOutcome::abandoned);
            sender.cancel();
            call.cancel("The caller has gone", null);
        }
    }

    private void broken(Throwable error) {
        MonoSink<DynamicMessage> sink = endAndTake(error);
        tell(CallOutcome::abandoned);
        call.cancel("The request cannot be read on", null);
        if (sink != null) {
            finish(sink);
        }
    }

    private synchronized boolean end(@Nullable Throwable why) {
        boolean first = !ended;
        if (first) {
            ended = true;
            failure = why;
        }
        return first;
    }

    private synchronized @Nullable MonoSink<DynamicMessage> endAndTake(@Nullable Throwable why) {
        end(why);
        return take();
    }

    private synchronized @Nullable MonoSink<DynamicMessage> take() {
        MonoSink<DynamicMessage> sink = waiting;
        waiting = null;
        return sink;
    }

    private void finish(MonoSink<DynamicMessage> sink) {
        Throwable why;
        synchronized (this) {
            why = failure;
        }
        if (why == null) {
            sink.success();
        } else {
            sink.error(why);
        }
    }

    private void tell(Consumer<CallOutcome> what) {
        if (told.compareAndSet(false, true)) {
            what.accept(outcome);
        }
    }

    private final class Answers extends ClientCall.Listener<DynamicMessage> {

        @Override
        public void onMessage(DynamicMessage message) {
            outcome.begun();
            MonoSink<DynamicMessage> sink = take();
            if (sink != null) {
                sink.success(message);
            }
        }

        @Override
        public void onReady() {
            sender.askIfReady();
        }

        @Override
        public void onClose(Status status, Metadata trailers) {
            MonoSink<DynamicMessage> sink;
            if (status.isOk()) {
                sink = endAndTake(null);
                tell(CallOutcome::answered);
            } else {
                CallFailedException why = CallFailedException.of(status, trailers);
                sink = endAndTake(why);
                tell(each -> each.failed(why));
            }
            sender.cancel();
            if (sink != null) {
                finish(sink);
            }
        }
    }

    /** Takes a request from the source only when the service is ready for it. */
    private final class Sender extends BaseSubscriber<DynamicMessage> {

        private final AtomicBoolean asked = new AtomicBoolean();

        @Override
        protected void hookOnSubscribe(Subscription subscription) {
            askIfReady();
        }

        void askIfReady() {
            if (upstream() != null && (single || call.isReady()) && asked.compareAndSet(false, true)) {
                request(1);
            }
        }

        @Override
        protected void hookOnNext(DynamicMessage message) {
            try {
                call.sendMessage(message);
            } catch (IllegalStateException e) {
                // The call was ended meanwhile from the other side.
                cancel();
                return;
            }
            asked.set(false);
            askIfReady();
        }

        @Override
        protected void hookOnComplete() {
            try {
                call.halfClose();
            } catch (IllegalStateException e) {
                // As above.
                cancel();
            }
        }

        @Override
        protected void hookOnError(Throwable error) {
            broken(error);
        }
    }
}
