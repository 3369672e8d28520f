package opcc.tracker.gateway.routing;

import io.grpc.CallOptions;
import io.grpc.Metadata;
import io.grpc.Status;
import java.io.IOException;

/** A gRPC call ended with a status other than OK. */
final class CallFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Status status;
    private final transient Metadata trailers;
    private final boolean callersOwnDeadline;

    CallFailedException(Status status, Metadata trailers) {
        this(status, trailers, false);
    }

    private CallFailedException(Status status, Metadata trailers, boolean callersOwnDeadline) {
        super(status.getCode().name(), null, false, false);
        this.status = status;
        this.trailers = trailers;
        this.callersOwnDeadline = callersOwnDeadline;
    }

    /** What the end of a call with these options means. */
    static CallFailedException of(Status status, Metadata trailers, CallOptions options) {
        return new CallFailedException(
                isBroken(status) ? Status.UNAVAILABLE : status, trailers, options.getOption(CallTime.CALLERS_OWN));
    }

    /** grpc-java says UNKNOWN when a connection breaks while a call is being written to it. */
    private static boolean isBroken(Status status) {
        return status.getCode() == Status.Code.UNKNOWN && status.getCause() instanceof IOException;
    }

    Status status() {
        return status;
    }

    Metadata trailers() {
        return trailers;
    }

    /** Whether the service, rather than the request, is at fault; not for taking longer than the caller would wait. */
    boolean isOutage() {
        return status.getCode() == Status.Code.UNAVAILABLE
                || (status.getCode() == Status.Code.DEADLINE_EXCEEDED && !callersOwnDeadline);
    }
}
