package opcc.tracker.kit.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Context;
import io.grpc.Deadline;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.Status;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import opcc.tracker.v1.UploadsServiceGrpc;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A call whose caller gave it no deadline")
class DeadlineInterceptorTest {

    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();

    @AfterEach
    void stop() {
        scheduler.shutdownNow();
    }

    private <Q, A> @Nullable Deadline deadlineOf(MethodDescriptor<Q, A> method) {
        AtomicReference<@Nullable Deadline> seen = new AtomicReference<>();
        new DeadlineInterceptor(scheduler).interceptCall(new CallOf<>(method), new Metadata(), (call, headers) -> {
            seen.set(Context.current().getDeadline());
            return new ServerCall.Listener<Q>() {};
        });
        return seen.get();
    }

    @Test
    void gets_half_a_minute_for_one_answer() {
        Deadline deadline = deadlineOf(UploadsServiceGrpc.getGetUploadMethod());

        assertThat(deadline).isNotNull();
        assertThat(deadline.timeRemaining(TimeUnit.SECONDS)).isBetween(20L, 30L);
    }

    @Test
    void goes_on_for_as_long_as_its_contract_says_if_it_answers_a_stream() {
        assertThat(deadlineOf(UploadsServiceGrpc.getWatchUploadMethod())).isNull();
    }

    private static final class CallOf<Q, A> extends ServerCall<Q, A> {
        private final MethodDescriptor<Q, A> method;

        CallOf(MethodDescriptor<Q, A> method) {
            this.method = method;
        }

        @Override
        public void request(int messages) {}

        @Override
        public void sendHeaders(Metadata headers) {}

        @Override
        public void sendMessage(A message) {}

        @Override
        public void close(Status status, Metadata trailers) {}

        @Override
        public boolean isCancelled() {
            return false;
        }

        @Override
        public MethodDescriptor<Q, A> getMethodDescriptor() {
            return method;
        }
    }
}
