package opcc.tracker.kit.validation;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.google.rpc.BadRequest.FieldViolation;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import opcc.tracker.kit.refusal.Refusal;
import opcc.tracker.v1.AccessProto;
import opcc.tracker.v1.Distinct;

/** Holds lists to their option {@code distinct}: no two elements share a field. */
final class DistinctElements {

    private final MarkedFields lists =
            new MarkedFields(field -> field.getOptions().hasExtension(AccessProto.distinct));

    void find(Message message, String prefix, List<FieldViolation> violations) {
        lists.forEach(message, prefix, (holder, list, path) -> {
            Distinct rule = list.getOptions().getExtension(AccessProto.distinct);
            if (isTwice(holder, list, rule.getBy())) {
                violations.add(Refusal.violation(path, rule.getMessage()));
            }
        });
    }

    private static boolean isTwice(Message holder, FieldDescriptor list, String by) {
        FieldDescriptor compared = list.getMessageType().findFieldByName(by);
        Set<Object> seen = new HashSet<>();
        for (int i = 0; i < holder.getRepeatedFieldCount(list); i++) {
            if (!seen.add(((Message) holder.getRepeatedField(list, i)).getField(compared))) {
                return true;
            }
        }
        return false;
    }
}
