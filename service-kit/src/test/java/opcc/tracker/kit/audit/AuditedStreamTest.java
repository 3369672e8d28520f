package opcc.tracker.kit.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoTimeoutException;
import io.grpc.Context;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.Status;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import opcc.tracker.kit.authentication.Caller;
import opcc.tracker.v1.OutcomeStreamServiceGrpc;
import opcc.tracker.v1.StreamOutcomesRequest;
import opcc.tracker.v1.StreamOutcomesResponse;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A stream's answers can't be held until it ends: each is an event of its own. */
class AuditedStreamTest {

    private static final Caller CALLER =
            new Caller("subject", "provider.unseen", Set.of(), Set.of(), "providers/unseen");

    private final List<String> happened = new ArrayList<>();
    private @Nullable Status closed;

    @Test
    void every_answer_leaves_after_its_event_is_kept_and_the_end_is_an_event_too() {
        stream(event -> happened.add(event.call() + " " + event.result()), 2);

        assertThat(happened)
                .containsExactly(
                        "StreamOutcomes OK",
                        "answer 1",
                        "StreamOutcomes OK",
                        "answer 2",
                        "StreamOutcomes OK",
                        "end OK");
    }

    @Test
    void an_answer_that_cannot_be_recorded_ends_the_stream_and_nothing_follows_it() {
        stream(
                event -> {
                    if (happened.size() == 1) {
                        throw new MongoTimeoutException("the store does not answer");
                    }
                },
                3);

        assertThat(happened).containsExactly("answer 1", "end UNAVAILABLE");
    }

    /** Sends so many batches, each of which is answered, and ends. */
    private void stream(AuditTrail trail, int batches) {
        AuditInterceptor audit = new AuditInterceptor(trail, Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
        CALLER.in(Context.current()).run(() -> {
            ServerCall.Listener<StreamOutcomesRequest> listener = audit.interceptCall(
                    new RecordedCall(), new Metadata(), (audited, headers) -> new ServerCall.Listener<>() {
                        @Override
                        public void onMessage(StreamOutcomesRequest batch) {
                            audited.sendMessage(StreamOutcomesResponse.newBuilder()
                                    .setNumber(batch.getNumber())
                                    .build());
                        }

                        @Override
                        public void onHalfClose() {
                            audited.close(Status.OK, new Metadata());
                        }
                    });
            for (int number = 1; number <= batches; number++) {
                listener.onMessage(
                        StreamOutcomesRequest.newBuilder().setNumber(number).build());
            }
            listener.onHalfClose();
        });
    }

    private final class RecordedCall extends ServerCall<StreamOutcomesRequest, StreamOutcomesResponse> {
        @Override
        public void request(int messages) {}

        @Override
        public void sendHeaders(Metadata headers) {}

        @Override
        public void sendMessage(StreamOutcomesResponse message) {
            happened.add("answer " + message.getNumber());
        }

        @Override
        public void close(Status status, Metadata trailers) {
            assertThat(closed).as("closed once").isNull();
            closed = status;
            happened.add("end " + status.getCode());
        }

        @Override
        public boolean isCancelled() {
            return false;
        }

        @Override
        public MethodDescriptor<StreamOutcomesRequest, StreamOutcomesResponse> getMethodDescriptor() {
            return OutcomeStreamServiceGrpc.getStreamOutcomesMethod();
        }
    }
}
