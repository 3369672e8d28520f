package opcc.tracker.gateway.problems;

import com.google.protobuf.Any;
import com.google.protobuf.Duration;
import com.google.rpc.BadRequest;
import com.google.rpc.BadRequest.FieldViolation;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;

/** A problem as gRPC tells it: {@code google.rpc.Status} with the same reason, words and violations. */
public final class ProblemStatus {

    private static final Metadata.Key<byte[]> DETAILS =
            Metadata.Key.of("grpc-status-details-bin", Metadata.BINARY_BYTE_MARSHALLER);

    private ProblemStatus() {}

    /** The status that a problem becomes, with its details in the trailers. */
    public static StatusRuntimeException of(Problem problem) {
        com.google.rpc.Status.Builder status = com.google.rpc.Status.newBuilder()
                .setCode(code(problem.status()).value())
                .setMessage(problem.detail())
                .addDetails(Any.pack(ErrorInfo.newBuilder()
                        .setDomain(GatewayProblems.DOMAIN)
                        .setReason(problem.reason())
                        .putAllMetadata(problem.metadata())
                        .build()));
        if (!problem.violations().isEmpty()) {
            BadRequest.Builder invalid = BadRequest.newBuilder();
            problem.violations()
                    .forEach(each -> invalid.addFieldViolations(
                            FieldViolation.newBuilder().setField(each.field()).setDescription(each.description())));
            status.addDetails(Any.pack(invalid.build()));
        }
        String retryAfter = problem.headers().get("Retry-After");
        if (retryAfter != null) {
            status.addDetails(Any.pack(RetryInfo.newBuilder()
                    .setRetryDelay(Duration.newBuilder().setSeconds(Long.parseLong(retryAfter)))
                    .build()));
        }
        return StatusProto.toStatusRuntimeException(status.build());
    }

    /**
     * How a service's failure is passed on to a gRPC caller: text and details only where they were written for callers,
     * as in {@link GrpcProblems}.
     *
     * @param trailers those of the service; only the details are left in them
     */
    public static Status passedOn(Status status, Metadata trailers) {
        if (status.isOk()) {
            return status;
        }
        boolean written = GrpcProblems.isWrittenForCallers(status, trailers);
        if (!written) {
            trailers.discardAll(DETAILS);
        }
        return Status.fromCode(status.getCode())
                .withDescription(written ? status.getDescription() : GrpcProblems.words(status.getCode()));
    }

    private static Status.Code code(int http) {
        return switch (http) {
            case 401 -> Status.Code.UNAUTHENTICATED;
            case 403 -> Status.Code.PERMISSION_DENIED;
            case 404, 405, 501 -> Status.Code.UNIMPLEMENTED;
            case 409 -> Status.Code.FAILED_PRECONDITION;
            case 413, 429, 431 -> Status.Code.RESOURCE_EXHAUSTED;
            case 499 -> Status.Code.CANCELLED;
            case 503 -> Status.Code.UNAVAILABLE;
            default -> http < 500 ? Status.Code.INVALID_ARGUMENT : Status.Code.INTERNAL;
        };
    }
}
