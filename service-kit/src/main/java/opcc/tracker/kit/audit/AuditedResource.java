package opcc.tracker.kit.audit;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which resource a request is about: a name that it holds, if that has the form of one, and nothing else of it. */
final class AuditedResource {

    private static final String PART = "[a-z]{1,40}/[a-z0-9-]{1,63}";
    private static final Pattern NAME =
            Pattern.compile(PART + "(/" + PART + ")?(/[a-z]{1,40})?|[a-z]{1,40}/[a-z0-9-]{1,63}/[a-z]{1,40}");

    private AuditedResource() {}

    /** The name, or {@code -}. */
    static String of(Message request) {
        String own = ofFields(request);
        if (!own.isEmpty()) {
            return own;
        }
        // An update names the resource within the resource.
        for (FieldDescriptor field : request.getDescriptorForType().getFields()) {
            if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE && !field.isRepeated()) {
                String nested = text((Message) request.getField(field), "name");
                if (!nested.isEmpty()) {
                    return nested;
                }
            }
        }
        return "-";
    }

    private static String ofFields(Message request) {
        String name = text(request, "name");
        if (!name.isEmpty()) {
            return name;
        }
        String parent = text(request, "parent");
        if (!parent.isEmpty()) {
            return parent;
        }
        // A new fund is named by its id alone.
        return text(request, "fund_id", "funds/");
    }

    private static String text(Message message, String field) {
        return text(message, field, "");
    }

    private static String text(Message message, String field, String before) {
        FieldDescriptor descriptor = message.getDescriptorForType().findFieldByName(field);
        return descriptor != null
                        && descriptor.getJavaType() == FieldDescriptor.JavaType.STRING
                        && !descriptor.isRepeated()
                ? written(before + message.getField(descriptor), NAME, "")
                : "";
    }

    /** The value if it has the form, else what stands for nothing. */
    static String written(@Nullable String value, Pattern form, String otherwise) {
        return value != null && form.matcher(value).matches() ? value : otherwise;
    }
}
