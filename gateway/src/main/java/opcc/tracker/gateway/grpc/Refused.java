package opcc.tracker.gateway.grpc;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.StatusRuntimeException;
import java.util.Objects;
import opcc.tracker.gateway.audit.RefusalAudit;
import opcc.tracker.gateway.problems.Problem;
import opcc.tracker.gateway.problems.ProblemStatus;

/** Ends a call with a problem. */
final class Refused {

    private Refused() {}

    /** A listener for a call that is over. */
    static <Q> ServerCall.Listener<Q> listener() {
        return new ServerCall.Listener<>() {};
    }

    static void close(ServerCall<?, ?> call, Problem problem) {
        CallFacts facts = CallFacts.KEY.get();
        RefusalAudit.log(
                facts.requestId(),
                facts.trace(),
                facts.caller().get(),
                facts.method(),
                "gRPC",
                problem.status(),
                problem.reason());
        StatusRuntimeException status = ProblemStatus.of(problem);
        call.close(status.getStatus(), Objects.requireNonNullElseGet(status.getTrailers(), Metadata::new));
    }
}
