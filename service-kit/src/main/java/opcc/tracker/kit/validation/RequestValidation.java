package opcc.tracker.kit.validation;

import build.buf.protovalidate.Validator;
import build.buf.protovalidate.ValidatorFactory;
import build.buf.protovalidate.exceptions.ValidationException;
import build.buf.validate.FieldPath;
import build.buf.validate.FieldPathElement;
import com.google.protobuf.Message;
import com.google.rpc.BadRequest.FieldViolation;
import java.util.ArrayList;
import java.util.List;
import opcc.tracker.kit.refusal.Refusal;

/** Holds a message to the validation options of its proto and refuses free text that looks like personal data. */
public final class RequestValidation {

    private final Validator validator = ValidatorFactory.newBuilder().build();
    private final DistinctElements distinct = new DistinctElements();
    private final PersonalData personalData = new PersonalData();

    /** Refuses {@code message} with all its violations, their fields spelt from the message's root. */
    public void require(Message message) {
        require(message, "");
    }

    /** Refuses {@code message} with all its violations, their fields spelt with {@code prefix} before them. */
    public void require(Message message, String prefix) {
        List<FieldViolation> violations = violations(message, prefix);
        if (!violations.isEmpty()) {
            throw Refusal.invalid(violations);
        }
    }

    /** All that is wrong with {@code message}, the fields spelt with {@code prefix} before them. */
    public List<FieldViolation> violations(Message message, String prefix) {
        List<FieldViolation> violations = new ArrayList<>();
        try {
            for (var violation : validator.validate(message).getViolations()) {
                var proto = violation.toProto();
                violations.add(Refusal.violation(prefix + spell(proto.getField()), PlainWords.of(violation)));
            }
        } catch (ValidationException e) {
            throw new IllegalStateException(
                    "the rules of " + message.getDescriptorForType().getFullName(), e);
        }
        distinct.find(message, prefix, violations);
        personalData.find(message, prefix, violations);
        return violations;
    }

    private static String spell(FieldPath path) {
        StringBuilder spelt = new StringBuilder();
        for (FieldPathElement element : path.getElementsList()) {
            spelt.append(spelt.isEmpty() ? "" : ".").append(element.getFieldName());
            if (element.hasIndex()) {
                spelt.append('[').append(element.getIndex()).append(']');
            } else if (element.hasStringKey()) {
                spelt.append("[\"").append(element.getStringKey()).append("\"]");
            }
        }
        return spelt.toString();
    }
}
