package opcc.tracker.gateway.routing;

import com.google.protobuf.DynamicMessage;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/** One request, one answer, without a thread waiting in between. */
final class UnaryCall {

    private UnaryCall() {}

    /** Calls once subscribed to; ends in a {@link CallFailedException} if the status is not OK. */
    static Mono<DynamicMessage> of(
            Channel channel,
            MethodDescriptor<DynamicMessage, DynamicMessage> method,
            CallOptions options,
            Metadata headers,
            DynamicMessage request) {
        return Mono.create(sink -> {
            ClientCall<DynamicMessage, DynamicMessage> call = channel.newCall(method, options);
            sink.onCancel(() -> call.cancel("The caller has gone", null));
            call.start(new Answer(sink), headers);
            call.request(2);
            call.sendMessage(request);
            call.halfClose();
        });
    }

    private static final class Answer extends ClientCall.Listener<DynamicMessage> {

        private final MonoSink<DynamicMessage> sink;
        private @Nullable DynamicMessage message;

        Answer(MonoSink<DynamicMessage> sink) {
            this.sink = sink;
        }

        @Override
        public void onMessage(DynamicMessage received) {
            message = received;
        }

        @Override
        public void onClose(Status status, Metadata trailers) {
            if (!status.isOk()) {
                sink.error(new CallFailedException(plain(status), trailers));
            } else if (message == null) {
                sink.error(new CallFailedException(Status.INTERNAL.withDescription("no answer"), trailers));
            } else {
                sink.success(message);
            }
        }

        private static Status plain(Status status) {
            if (isBroken(status)) {
                return Status.UNAVAILABLE;
            }
            return isUnreadable(status) ? Status.INTERNAL : status;
        }

        /** grpc-java itself cancels a call whose answer is no message; a service that cancels brings no cause along. */
        private static boolean isUnreadable(Status status) {
            return status.getCode() == Status.Code.CANCELLED && status.getCause() != null;
        }

        /** grpc-java says UNKNOWN when a connection breaks while a call is being written to it. */
        private static boolean isBroken(Status status) {
            return status.getCode() == Status.Code.UNKNOWN && status.getCause() instanceof IOException;
        }
    }
}
