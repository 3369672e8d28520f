package opcc.tracker.gateway.routing;

import io.grpc.Metadata;
import io.grpc.Status;

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

    Status status() {
        return status;
    }

    Metadata trailers() {
        return trailers;
    }
}
