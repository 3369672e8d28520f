package opcc.tracker.kit.access;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.List;

/** A path to a string field of a request, such as {@code fund.area} or {@code outcomes.service}. */
final class FieldPath {

    private final String path;
    private final List<FieldDescriptor> fields;

    FieldPath(Descriptor request, String path) {
        this.path = path;
        this.fields = new ArrayList<>();
        Descriptor type = request;
        for (String name : path.split("\\.")) {
            FieldDescriptor field = type.findFieldByName(name);
            if (field == null) {
                throw new IllegalStateException("no field " + path + " in " + request.getFullName());
            }
            fields.add(field);
            if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
                type = field.getMessageType();
            }
        }
        if (fields.getLast().getJavaType() != FieldDescriptor.JavaType.STRING) {
            throw new IllegalStateException(path + " in " + request.getFullName() + " is not a string");
        }
    }

    /** All the values at the path, each once; repeated fields on the way give several, unset ones the empty string. */
    List<String> values(Message message) {
        List<String> values = new ArrayList<>();
        collect(message, 0, values);
        return values.stream().distinct().toList();
    }

    private void collect(Message message, int depth, List<String> values) {
        FieldDescriptor field = fields.get(depth);
        Object value = message.getField(field);
        for (Object item : value instanceof List<?> list ? list : List.of(value)) {
            if (item instanceof Message nested) {
                collect(nested, depth + 1, values);
            } else {
                values.add((String) item);
            }
        }
    }

    /** The message with {@code value} at the path, which must lead through no repeated field. */
    Message with(Message message, String value) {
        return with(message, 0, value);
    }

    private Message with(Message message, int depth, String value) {
        FieldDescriptor field = fields.get(depth);
        Object present = message.getField(field);
        Object changed = present instanceof Message nested ? with(nested, depth + 1, value) : value;
        return message.toBuilder().setField(field, changed).build();
    }

    /** Whether the field holds one area code itself, not the name of a resource that has one. */
    boolean isAreaCode() {
        return fields.getLast().getName().equals("area") && fields.stream().noneMatch(FieldDescriptor::isRepeated);
    }

    @Override
    public String toString() {
        return path;
    }
}
