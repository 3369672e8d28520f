package opcc.tracker.gateway.routing;

import com.google.protobuf.DynamicMessage;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/** One request, one answer, without a thread waiting in between. */
final class UnaryCall {

    private UnaryCall() {}

    /**
     * Calls once subscribed to; ends in a {@link CallFailedException} if the status is not OK.
     *
     * @param begin asked before the call is made, where it may throw; told how the call ended
     */
    static Mono<DynamicMessage> of(
            Channel channel,
            MethodDescriptor<DynamicMessage, DynamicMessage> method,
            CallOptions options,
            Metadata headers,
            DynamicMessage request,
            Supplier<CallOutcome> begin) {
        return Mono.create(sink -> {
            CallOutcome outcome = begin.get();
            ClientCall<DynamicMessage, DynamicMessage> call = channel.newCall(method, options);
            sink.onCancel(() -> call.cancel("The caller has gone", null));
            // However it ends: the first end counts.
            sink.onDispose(outcome::abandoned);
            call.start(new Answer(sink, outcome), headers);
            call.request(2);
            call.sendMessage(request);
            call.halfClose();
        });
    }

    private static final class Answer extends ClientCall.Listener<DynamicMessage> {

        private final MonoSink<DynamicMessage> sink;
        private final CallOutcome outcome;
        private @Nullable DynamicMessage message;

        Answer(MonoSink<DynamicMessage> sink, CallOutcome outcome) {
            this.sink = sink;
            this.outcome = outcome;
        }

        @Override
        public void onMessage(DynamicMessage received) {
            message = received;
        }

        @Override
        public void onClose(Status status, Metadata trailers) {
            if (!status.isOk()) {
                fail(CallFailedException.of(status, trailers));
            } else if (message == null) {
                fail(new CallFailedException(Status.INTERNAL.withDescription("no answer"), trailers));
            } else {
                outcome.answered();
                sink.success(message);
            }
        }

        private void fail(CallFailedException failure) {
            outcome.failed(failure);
            sink.error(failure);
        }
    }
}
