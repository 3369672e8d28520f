package opcc.tracker.gateway.routing;

import io.grpc.Metadata;
import io.grpc.Status;
import java.io.IOException;
import opcc.tracker.gateway.problems.GrpcProblems;
import opcc.tracker.gateway.problems.ProblemException;
import opcc.tracker.gateway.transcoding.HttpBinding;

/** A gRPC call ended with a status other than OK. */
final class CallFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Status status;
    private final transient Metadata trailers;

    CallFailedException(Status status, Metadata trailers) {
        super(status.getCode().name(), null, false, false);
        this.status = status;
        this.trailers = trailers;
    }

    /** What the end of a call means. */
    static CallFailedException of(Status status, Metadata trailers) {
        return new CallFailedException(plain(status), trailers);
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

    /** What the caller of this rule is told. */
    ProblemException problem(HttpBinding binding) {
        return new ProblemException(GrpcProblems.of(status, trailers, binding));
    }

    Status status() {
        return status;
    }

    Metadata trailers() {
        return trailers;
    }
}
