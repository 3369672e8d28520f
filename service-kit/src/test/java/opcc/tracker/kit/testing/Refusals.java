package opcc.tracker.kit.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.rpc.BadRequest;
import com.google.rpc.BadRequest.FieldViolation;
import com.google.rpc.Code;
import com.google.rpc.ErrorInfo;
import com.google.rpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What a service refused a call with, read as a client reads it. */
public final class Refusals {

    private final Status status;

    private Refusals(Status status) {
        this.status = status;
    }

    /** The refusal of {@code call}, which must be refused. */
    public static Refusals of(ThrowingCallable call) {
        StatusRuntimeException thrown = catchThrowableOfType(StatusRuntimeException.class, call);
        assertThat(thrown).as("the call is refused").isNotNull();
        Status status = StatusProto.fromThrowable(thrown);
        assertThat(status).as("google.rpc.Status of %s", thrown.getStatus()).isNotNull();
        return new Refusals(status);
    }

    /** The code. */
    public Code code() {
        return Code.forNumber(status.getCode());
    }

    /** The message. */
    public String message() {
        return status.getMessage();
    }

    /** The {@code ErrorInfo} reason; empty if there is none. */
    public String reason() {
        return detail(ErrorInfo.class).map(ErrorInfo::getReason).orElse("");
    }

    /** The {@code ErrorInfo} metadata. */
    public Map<String, String> metadata() {
        return detail(ErrorInfo.class).map(ErrorInfo::getMetadataMap).orElse(Map.of());
    }

    /** What is wrong, by field; two faults of one field are joined by a semicolon. */
    public Map<String, String> violations() {
        return detail(BadRequest.class).stream()
                .flatMap(request -> request.getFieldViolationsList().stream())
                .collect(Collectors.toMap(
                        FieldViolation::getField, FieldViolation::getDescription, (a, b) -> a + "; " + b));
    }

    /** A detail of the status. */
    public <T extends Message> Optional<T> detail(Class<T> type) {
        for (Any any : status.getDetailsList()) {
            if (any.is(type)) {
                try {
                    return Optional.of(any.unpack(type));
                } catch (InvalidProtocolBufferException e) {
                    throw new IllegalStateException(e);
                }
            }
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return status.toString();
    }
}
