package opcc.tracker.outcomes.streams;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.BadRequest;
import com.google.rpc.BadRequest.FieldViolation;
import com.google.rpc.Code;
import com.google.rpc.Status;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import opcc.tracker.kit.idempotency.Command;
import opcc.tracker.kit.idempotency.CommandDigest;
import opcc.tracker.kit.refusal.Refusal;
import opcc.tracker.kit.validation.RequestValidation;
import opcc.tracker.outcomes.intake.BatchIntake;
import opcc.tracker.v1.Outcome;
import opcc.tracker.v1.OutcomeFault;
import opcc.tracker.v1.StreamOutcomesRequest;
import opcc.tracker.v1.StreamOutcomesResponse;
import org.springframework.stereotype.Component;

/**
 * Takes in the batches of streams. A batch's id follows from provider, stream and number, so that whatever connection brings
 * it again finds it. Nothing is kept of a stream itself: any process may go on with it.
 */
@Component
public class StreamIntake {

    private static final Pattern PLACE = Pattern.compile("outcomes\\[(\\d+)]\\.(.*)");

    private final BatchIntake intake;
    private final RequestValidation validation;
    private final CommandDigest digest;

    StreamIntake(BatchIntake intake, RequestValidation validation, CommandDigest digest) {
        this.intake = intake;
        this.validation = validation;
        this.digest = digest;
    }

    /** Stores a batch of {@code provider}, whose services the caller may report for, or says what is wrong with it. */
    public StreamOutcomesResponse take(StreamOutcomesRequest batch, String provider) {
        StreamOutcomesResponse.Builder answer =
                StreamOutcomesResponse.newBuilder().setNumber(batch.getNumber());
        List<FieldViolation> violations = violations(batch.getOutcomesList());
        if (!violations.isEmpty()) {
            return withFaults(answer, Refusal.invalid(violations), violations.size());
        }
        try {
            return answer.setTakenCount(intake.take(command(batch, provider), batch.getOutcomesList(), provider))
                    .build();
        } catch (Refusal refusal) {
            return switch (Code.forNumber(refusal.status().getCode())) {
                case INVALID_ARGUMENT -> withFaults(answer, refusal, 0);
                case ABORTED ->
                    throw Refusal.of(
                            Code.ABORTED,
                            "BATCH_CHANGED",
                            "Batch " + batch.getNumber()
                                    + " of this stream is stored with other records. Send what changed"
                                    + " under a number of its own.",
                            Map.of("number", "" + batch.getNumber()));
                default -> throw refusal;
            };
        }
    }

    /** What the protos ask of each outcome; of a single call it is asked before the call comes here. */
    private List<FieldViolation> violations(List<Outcome> outcomes) {
        List<FieldViolation> violations = new ArrayList<>();
        for (int i = 0; i < outcomes.size(); i++) {
            violations.addAll(validation.violations(outcomes.get(i), "outcomes[" + i + "]."));
        }
        return violations;
    }

    private Command command(StreamOutcomesRequest batch, String provider) {
        // The stream's id has no line break, the provider's name neither.
        String id = "batch of a stream\n" + provider + "\n" + batch.getStream() + "\n" + batch.getNumber();
        return new Command(digest.of(id.getBytes(StandardCharsets.UTF_8)), digest.of(records(batch)));
    }

    private static byte[] records(StreamOutcomesRequest batch) {
        return ByteString.copyFrom(batch.getOutcomesList().stream()
                        .map(Outcome::toByteString)
                        .map(record ->
                                ByteString.copyFromUtf8(record.size() + "\n").concat(record))
                        .toList())
                .toByteArray();
    }

    /** The faults that the refusal lists. */
    private static StreamOutcomesResponse withFaults(
            StreamOutcomesResponse.Builder answer, Refusal refusal, int count) {
        List<FieldViolation> listed = listed(refusal.status());
        for (FieldViolation violation : listed) {
            Matcher place = PLACE.matcher(violation.getField());
            OutcomeFault.Builder fault = answer.addFaultsBuilder().setReason(violation.getDescription());
            if (place.matches()) {
                fault.setIndex(Integer.parseInt(place.group(1))).setField(place.group(2));
            } else {
                fault.setField(violation.getField());
            }
        }
        return answer.setFaultCount(Math.max(count, listed.size())).build();
    }

    private static List<FieldViolation> listed(Status status) {
        for (Any detail : status.getDetailsList()) {
            if (detail.is(BadRequest.class)) {
                try {
                    return detail.unpack(BadRequest.class).getFieldViolationsList();
                } catch (InvalidProtocolBufferException e) {
                    throw new IllegalStateException(e);
                }
            }
        }
        return List.of();
    }
}
