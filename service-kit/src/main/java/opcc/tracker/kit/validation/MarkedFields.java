package opcc.tracker.kit.validation;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Message;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** Finds the fields of a message, however deep, that bear an option, and does not look where there can be none. */
final class MarkedFields {

    private final Predicate<FieldDescriptor> marked;
    private final Map<Descriptor, List<FieldDescriptor>> ways = new ConcurrentHashMap<>();

    /** Those that {@code marked} holds of. */
    MarkedFields(Predicate<FieldDescriptor> marked) {
        this.marked = marked;
    }

    /** Takes a marked field. */
    interface Visitor {
        /** The field of {@code message}, which may be unset, and the path that leads to it. */
        void visit(Message message, FieldDescriptor field, String path);
    }

    /** Visits all marked fields of a message; their paths begin with {@code prefix}. */
    void forEach(Message message, String prefix, Visitor visitor) {
        for (FieldDescriptor field : ways(message.getDescriptorForType())) {
            String path = prefix + field.getName();
            if (marked.test(field)) {
                visitor.visit(message, field, path);
            }
            if (field.getJavaType() == JavaType.MESSAGE && field.isRepeated()) {
                for (int i = 0; i < message.getRepeatedFieldCount(field); i++) {
                    forEach((Message) message.getRepeatedField(field, i), path + "[" + i + "].", visitor);
                }
            } else if (field.getJavaType() == JavaType.MESSAGE && message.hasField(field)) {
                forEach((Message) message.getField(field), path + ".", visitor);
            }
        }
    }

    /** The fields of a kind of message that are marked, or lead to such. */
    private List<FieldDescriptor> ways(Descriptor type) {
        List<FieldDescriptor> known = ways.get(type);
        if (known == null) {
            known = type.getFields().stream()
                    .filter(field -> leads(field, new HashSet<>()))
                    .toList();
            ways.put(type, known);
        }
        return known;
    }

    private boolean leads(FieldDescriptor field, Set<Descriptor> seen) {
        return marked.test(field)
                || field.getJavaType() == JavaType.MESSAGE
                        && seen.add(field.getMessageType())
                        && field.getMessageType().getFields().stream().anyMatch(each -> leads(each, seen));
    }
}
