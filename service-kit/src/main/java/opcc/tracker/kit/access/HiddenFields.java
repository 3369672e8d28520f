package opcc.tracker.kit.access;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import opcc.tracker.kit.authentication.Caller;
import opcc.tracker.v1.AccessProto;
import opcc.tracker.v1.RoleEnum.Role;

/** Clears from an answer the fields whose {@code shown_to} option names none of the caller's roles. */
final class HiddenFields {

    private final Map<Descriptor, Boolean> hidesSomething = new ConcurrentHashMap<>();

    Message clear(Message answer, Caller caller) {
        return hides(answer.getDescriptorForType()) ? cleared(answer, caller) : answer;
    }

    private Message cleared(Message message, Caller caller) {
        Message.Builder copy = message.toBuilder();
        message.getAllFields().forEach((field, value) -> {
            if (isHidden(field, caller)) {
                copy.clearField(field);
            } else if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE && hides(field.getMessageType())) {
                copy.setField(
                        field,
                        value instanceof List<?> list
                                ? list.stream()
                                        .map(item -> cleared((Message) item, caller))
                                        .toList()
                                : cleared((Message) value, caller));
            }
        });
        return copy.build();
    }

    private static boolean isHidden(FieldDescriptor field, Caller caller) {
        List<Role> shownTo = field.getOptions().getExtension(AccessProto.shownTo);
        return !shownTo.isEmpty() && shownTo.stream().noneMatch(caller.roles()::contains);
    }

    private boolean hides(Descriptor type) {
        Boolean known = hidesSomething.get(type);
        if (known == null) {
            known = hides(type, new HashSet<>());
            hidesSomething.put(type, known);
        }
        return known;
    }

    private static boolean hides(Descriptor type, Set<Descriptor> seen) {
        return seen.add(type)
                && type.getFields().stream()
                        .anyMatch(field -> field.getOptions().getExtensionCount(AccessProto.shownTo) > 0
                                || (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE
                                        && hides(field.getMessageType(), seen)));
    }
}
