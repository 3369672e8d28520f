package opcc.tracker.gateway.transcoding;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A field of a message or of a message inside it, such as {@code provider.name}; never inside a list or map. */
record FieldPath(List<FieldDescriptor> fields) {

    /** Finds a path written in proto or JSON names; null if there is no such field. */
    static @Nullable FieldPath find(Descriptor type, String dotted) {
        List<FieldDescriptor> fields = new ArrayList<>();
        Descriptor within = type;
        for (String name : dotted.split("\\.", -1)) {
            FieldDescriptor last = fields.isEmpty() ? null : fields.getLast();
            if (last != null) {
                if (last.isRepeated() || last.getJavaType() != FieldDescriptor.JavaType.MESSAGE) {
                    return null;
                }
                within = last.getMessageType();
            }
            FieldDescriptor field = FieldNames.of(within).find(name);
            if (field == null) {
                return null;
            }
            fields.add(field);
        }
        return new FieldPath(List.copyOf(fields));
    }

    FieldDescriptor last() {
        return fields.getLast();
    }

    /** Whether this path names the same field as the other, one around it or one inside it. */
    boolean overlaps(FieldPath other) {
        int common = Math.min(fields.size(), other.fields.size());
        return fields.subList(0, common).equals(other.fields.subList(0, common));
    }

    /** The builder of the message that holds the last field. */
    Message.Builder holderIn(Message.Builder root) {
        Message.Builder holder = root;
        for (FieldDescriptor field : fields.subList(0, fields.size() - 1)) {
            holder = holder.getFieldBuilder(field);
        }
        return holder;
    }

    /** In JSON names. */
    @Override
    public String toString() {
        return fields.stream().map(FieldDescriptor::getJsonName).collect(Collectors.joining("."));
    }
}
