package opcc.tracker.kit.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoTimeoutException;
import io.grpc.Context;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.Status;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import opcc.tracker.kit.authentication.Caller;
import opcc.tracker.v1.CreateFundRequest;
import opcc.tracker.v1.Draw;
import opcc.tracker.v1.FundsServiceGrpc;
import opcc.tracker.v1.Policy;
import opcc.tracker.v1.RejectDrawRequest;
import opcc.tracker.v1.UpdatePolicyRequest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AuditInterceptorTest {

    private static final Instant NOW = Instant.parse("2026-07-15T10:00:00Z");
    private static final Caller CALLER =
            new Caller("subject", "finance.westmercia", Set.of(), Set.of("west-mercia"), null);
    private static final RejectDrawRequest REQUEST = RejectDrawRequest.newBuilder()
            .setName("funds/wm-emergency/draws/d7")
            .setReason("some words of the request")
            .build();

    private final List<AuditEvent> events = new ArrayList<>();
    private final RecordedCall call = new RecordedCall();

    @Test
    void an_event_says_who_what_on_which_resource_with_what_result_and_nothing_else() {
        handle(events::add, Status.OK);

        assertThat(events)
                .containsExactly(new AuditEvent(
                        "subject",
                        "finance.westmercia",
                        "RejectDraw",
                        "funds/wm-emergency/draws/d7",
                        "OK",
                        NOW,
                        "request-1"));
        assertThat(events.getFirst().root()).isEqualTo("funds/wm-emergency");
        assertThat(call.answers).hasSize(1);
    }

    @Test
    void no_answer_leaves_before_its_event_is_kept() {
        List<Integer> answersWhenKept = new ArrayList<>();

        handle(event -> answersWhenKept.add(call.answers.size()), Status.OK);

        assertThat(answersWhenKept).containsExactly(0);
        assertThat(call.answers).hasSize(1);
    }

    @Test
    void what_cannot_be_recorded_is_not_answered() {
        handle(AuditInterceptorTest::away, Status.OK);

        assertThat(call.answers).isEmpty();
        assertThat(call.closed).isNotNull().extracting(Status::getCode).isEqualTo(Status.Code.UNAVAILABLE);
    }

    @Test
    void a_refusal_is_told_even_if_it_cannot_be_recorded() {
        handle(AuditInterceptorTest::away, Status.PERMISSION_DENIED);

        assertThat(call.closed).isNotNull().extracting(Status::getCode).isEqualTo(Status.Code.PERMISSION_DENIED);
    }

    @Test
    void a_resource_is_named_wherever_the_request_has_its_name_and_only_if_it_is_one() {
        assertThat(AuditedResource.of(UpdatePolicyRequest.newBuilder()
                        .setPolicy(Policy.newBuilder().setName("funds/wm-emergency/policy"))
                        .build()))
                .isEqualTo("funds/wm-emergency/policy");
        assertThat(AuditedResource.of(
                        CreateFundRequest.newBuilder().setFundId("wm-emergency").build()))
                .isEqualTo("funds/wm-emergency");
        assertThat(AuditedResource.of(
                        REQUEST.toBuilder().setName("a name, 01905 123456").build()))
                .isEqualTo("-");
    }

    private static void away(AuditEvent event) {
        throw new MongoTimeoutException("the store does not answer");
    }

    /** Handles {@link #REQUEST} with an answer and this status. */
    private void handle(AuditTrail trail, Status status) {
        ServerCallHandler<RejectDrawRequest, Draw> handler = (audited, headers) -> new ServerCall.Listener<>() {
            @Override
            public void onHalfClose() {
                audited.sendMessage(Draw.getDefaultInstance());
                audited.close(status, new Metadata());
            }
        };
        Metadata headers = new Metadata();
        headers.put(Metadata.Key.of("x-request-id", Metadata.ASCII_STRING_MARSHALLER), "request-1");
        CALLER.in(Context.current()).run(() -> {
            ServerCall.Listener<RejectDrawRequest> listener =
                    new AuditInterceptor(trail, Clock.fixed(NOW, ZoneOffset.UTC)).interceptCall(call, headers, handler);
            listener.onMessage(REQUEST);
            listener.onHalfClose();
        });
    }

    private static final class RecordedCall extends ServerCall<RejectDrawRequest, Draw> {
        private final List<Draw> answers = new ArrayList<>();
        private @Nullable Status closed;

        @Override
        public void request(int messages) {}

        @Override
        public void sendHeaders(Metadata headers) {}

        @Override
        public void sendMessage(Draw message) {
            answers.add(message);
        }

        @Override
        public void close(Status status, Metadata trailers) {
            closed = status;
        }

        @Override
        public boolean isCancelled() {
            return false;
        }

        @Override
        public MethodDescriptor<RejectDrawRequest, Draw> getMethodDescriptor() {
            return FundsServiceGrpc.getRejectDrawMethod();
        }
    }
}
