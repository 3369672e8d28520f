package opcc.tracker.kit.refusal;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.BadRequest;
import com.google.rpc.BadRequest.FieldViolation;
import com.google.rpc.Status;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RefusalTest {

    @Test
    void ofVeryManyViolationsAsManyAreListedAsFitIntoTheTrailersOfACall() throws InvalidProtocolBufferException {
        List<FieldViolation> violations = IntStream.range(0, 1000)
                .mapToObj(i -> Refusal.violation("outcomes[" + i + "].quarter", "is in the future"))
                .toList();

        Status status = Refusal.invalid(violations).status();

        List<FieldViolation> listed =
                status.getDetails(1).unpack(BadRequest.class).getFieldViolationsList();
        assertThat(status.getSerializedSize()).isLessThan(8192 * 3 / 4);
        assertThat(listed).isNotEmpty().isEqualTo(violations.subList(0, listed.size()));
        assertThat(status.getMessage())
                .isEqualTo("1000 fields of the request are not valid; the first " + listed.size() + " are listed.");
    }

    @Test
    void aFewViolationsAreAllListed() throws InvalidProtocolBufferException {
        List<FieldViolation> violations =
                List.of(Refusal.violation("fund.area", "is missing"), Refusal.violation("fund.name", "is missing"));

        Status status = Refusal.invalid(violations).status();

        assertThat(status.getMessage()).isEqualTo("2 fields of the request are not valid.");
        assertThat(status.getDetails(1).unpack(BadRequest.class).getFieldViolationsList())
                .isEqualTo(violations);
    }
}
