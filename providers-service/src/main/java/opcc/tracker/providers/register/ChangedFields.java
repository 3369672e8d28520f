package opcc.tracker.providers.register;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.FieldMask;
import com.google.protobuf.Message;
import com.google.rpc.BadRequest.FieldViolation;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import opcc.tracker.kit.refusal.Refusal;

/**
 * What an update changes, by AIP-134: the fields that its mask names, all with {@code *}, or all that the sent entry
 * holds if there is no mask. Name, times and etag are not the caller's to change and are passed over, so that what was
 * read can be sent back whole. Fields change as a whole: a list is replaced.
 */
final class ChangedFields {

    private static final Set<String> KEPT = Set.of("name", "create_time", "update_time", "etag");

    private final Set<FieldDescriptor> fields;

    private ChangedFields(Set<FieldDescriptor> fields) {
        this.fields = fields;
    }

    static ChangedFields of(FieldMask mask, Message sent) {
        Set<FieldDescriptor> fields = new LinkedHashSet<>(named(mask, sent));
        fields.removeIf(field -> KEPT.contains(field.getName()));
        if (fields.isEmpty()) {
            throw Refusal.invalid("update_mask", "names nothing that can be changed");
        }
        return new ChangedFields(fields);
    }

    private static List<FieldDescriptor> named(FieldMask mask, Message sent) {
        Descriptor type = sent.getDescriptorForType();
        if (mask.getPathsCount() == 0) {
            return List.copyOf(sent.getAllFields().keySet());
        }
        if (mask.getPathsList().equals(List.of("*"))) {
            return type.getFields();
        }
        List<FieldDescriptor> fields = new ArrayList<>();
        List<FieldViolation> violations = new ArrayList<>();
        for (int i = 0; i < mask.getPathsCount(); i++) {
            FieldDescriptor field = type.findFieldByName(mask.getPaths(i));
            if (field == null) {
                violations.add(Refusal.violation("update_mask", "item " + (i + 1) + " is not a field of the entry"));
            } else {
                fields.add(field);
            }
        }
        if (!violations.isEmpty()) {
            throw Refusal.invalid(violations);
        }
        return fields;
    }

    /** {@code stored} with the changed fields as they are in {@code sent}. */
    @SuppressWarnings("unchecked") // the builder of a T builds a T
    <T extends Message> T applied(T stored, T sent) {
        Message.Builder changed = stored.toBuilder();
        for (FieldDescriptor field : fields) {
            if (field.hasPresence() && !sent.hasField(field)) {
                changed.clearField(field);
            } else {
                changed.setField(field, sent.getField(field));
            }
        }
        return (T) changed.build();
    }
}
