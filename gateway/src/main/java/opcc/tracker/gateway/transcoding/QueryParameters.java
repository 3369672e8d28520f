package opcc.tracker.gateway.transcoding;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Descriptors.OneofDescriptor;
import com.google.protobuf.Message;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Takes the fields of a request from the query: nested ones by dots, lists by repetition. */
final class QueryParameters {

    private static final int MOST_PARAMETERS = 500;

    private final HttpBinding binding;
    private final Message.Builder into;
    private final List<Violation> violations;
    private final Set<FieldPath> seen = new HashSet<>();

    private QueryParameters(HttpBinding binding, Message.Builder into, List<Violation> violations) {
        this.binding = binding;
        this.into = into;
        this.violations = violations;
    }

    /**
     * Reads a query.
     *
     * @param rawQuery percent-encoded as it came; null if there is none
     * @return the fields that were given
     */
    static Set<FieldPath> read(
            @Nullable String rawQuery, HttpBinding binding, Message.Builder into, List<Violation> violations) {
        QueryParameters parameters = new QueryParameters(binding, into, violations);
        if (rawQuery != null && !rawQuery.isEmpty()) {
            parameters.readAll(rawQuery);
        }
        return parameters.seen;
    }

    private void readAll(String rawQuery) {
        String[] pairs = rawQuery.split("&");
        if (pairs.length > MOST_PARAMETERS) {
            violations.add(new Violation("query", "holds more than " + MOST_PARAMETERS + " parameters"));
            return;
        }
        for (String pair : pairs) {
            int equals = pair.indexOf('=');
            String name = PercentCoding.decodeQuery(equals < 0 ? pair : pair.substring(0, equals));
            String value = PercentCoding.decodeQuery(equals < 0 ? "" : pair.substring(equals + 1));
            if (name == null || value == null) {
                violations.add(new Violation("query", "is not well-formed percent-encoded UTF-8"));
            } else if (!pair.isEmpty()) {
                String problem = take(name, value);
                if (problem != null) {
                    violations.add(new Violation(FieldNames.shown(name), problem));
                }
            }
        }
    }

    /** Sets one field; says what is wrong, or null. */
    private @Nullable String take(String name, String value) {
        if (binding.wholeBody()) {
            return "is not taken from the query; give it in the body";
        }
        Descriptor request = into.getDescriptorForType();
        FieldPath path = FieldPath.find(request, name);
        if (path == null) {
            return unknown(request, name);
        }
        if (binding.pathFields().stream().anyMatch(path::overlaps)) {
            return "is taken from the path";
        }
        if (path.fields().getFirst().equals(binding.bodyField())) {
            return "is taken from the body";
        }
        FieldDescriptor field = path.last();
        if (!seen.add(path) && !field.isRepeated()) {
            return "is given twice";
        }
        if (field.getJavaType() == JavaType.MESSAGE && field.isRepeated()) {
            return "cannot be given in the query";
        }
        try {
            Object converted = FieldValues.fromText(field, value);
            Message.Builder holder = path.holderIn(into);
            FieldDescriptor other = otherOfOneof(holder, field);
            if (other != null) {
                return "cannot be given together with " + other.getJsonName();
            }
            if (field.isRepeated()) {
                holder.addRepeatedField(field, converted);
            } else {
                holder.setField(field, converted);
            }
            return null;
        } catch (UnfitValueException e) {
            return e.description();
        }
    }

    private static @Nullable FieldDescriptor otherOfOneof(Message.Builder holder, FieldDescriptor field) {
        OneofDescriptor oneof = field.getRealContainingOneof();
        FieldDescriptor set = oneof == null ? null : holder.getOneofFieldDescriptor(oneof);
        return field.equals(set) ? null : set;
    }

    private static String unknown(Descriptor request, String name) {
        int dot = name.lastIndexOf('.');
        if (dot > 0) {
            FieldPath holder = FieldPath.find(request, name.substring(0, dot));
            if (holder != null && !holder.last().isRepeated() && holder.last().getJavaType() == JavaType.MESSAGE) {
                return FieldNames.of(holder.last().getMessageType()).unknown(name.substring(dot + 1));
            }
        }
        return FieldNames.of(request).unknown(name);
    }
}
