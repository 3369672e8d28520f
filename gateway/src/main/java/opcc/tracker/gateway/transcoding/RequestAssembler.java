package opcc.tracker.gateway.transcoding;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes the request message of an RPC from the parts of an HTTP request. */
public final class RequestAssembler {

    private static final Set<String> NEVER_MASKED = Set.of("name", "etag");

    private RequestAssembler() {}

    /**
     * Makes the message. Path, query and body are all read before anything is reported.
     *
     * @param binding the rule that matched
     * @param pathValues the decoded values of the path's variables
     * @param rawQuery the query as it came; null if there is none
     * @param body the body; empty if there is none
     * @throws InvalidRequestException naming everything that does not fit
     */
    public static DynamicMessage assemble(
            HttpBinding binding, Map<String, String> pathValues, @Nullable String rawQuery, byte[] body) {
        return assemble(
                binding, pathValues, rawQuery, (request, violations) -> readBody(binding, body, request, violations));
    }

    /** Puts what a body holds into a request. */
    @FunctionalInterface
    public interface Body {

        /** Adds what is wrong to the violations; gives the fields that the body holds, as proto paths relative to it. */
        List<String> readInto(Message.Builder request, List<Violation> violations);
    }

    /** Makes the message as above, of a body that is not JSON. */
    public static DynamicMessage assemble(
            HttpBinding binding, Map<String, String> pathValues, @Nullable String rawQuery, Body body) {
        List<Violation> violations = new ArrayList<>();
        DynamicMessage.Builder request =
                DynamicMessage.newBuilder(binding.rpc().method().getInputType());
        List<String> present = body.readInto(request, violations);
        Set<FieldPath> queried = QueryParameters.read(rawQuery, binding, request, violations);
        takePath(binding, pathValues, request, violations);
        if (violations.isEmpty() && binding.method().equals("PATCH") && binding.bodyField() != null) {
            fillUpdateMask(request, unbound(present, binding), queried, violations);
        }
        if (!violations.isEmpty()) {
            throw new InvalidRequestException(violations);
        }
        return request.build();
    }

    private static List<String> readBody(
            HttpBinding binding, byte[] body, Message.Builder request, List<Violation> violations) {
        if (!binding.takesBody()) {
            if (body.length > 0) {
                violations.add(new Violation("body", "is not taken by this call"));
            }
            return List.of();
        }
        if (body.length == 0) {
            if (binding.bodyField() != null) {
                violations.add(new Violation("body", "is missing: a JSON object is needed"));
            }
            return List.of();
        }
        return JsonMessageReader.read(body, request, binding.bodyField(), violations);
    }

    private static void takePath(
            HttpBinding binding, Map<String, String> values, Message.Builder request, List<Violation> violations) {
        for (int i = 0; i < binding.pathFields().size(); i++) {
            FieldPath path = binding.pathFields().get(i);
            String text =
                    values.getOrDefault(binding.template().variables().get(i).fieldPath(), "");
            FieldDescriptor field = path.last();
            Message.Builder holder = path.holderIn(request);
            try {
                Object value = FieldValues.fromText(field, text);
                Object given = holder.getField(field);
                boolean isGiven = field.hasPresence() ? holder.hasField(field) : !given.equals(field.getDefaultValue());
                if (isGiven && !given.equals(value)) {
                    violations.add(new Violation(inBody(path, binding), "does not agree with the path"));
                }
                holder.setField(field, value);
            } catch (UnfitValueException e) {
                violations.add(new Violation(path.toString(), e.description()));
            }
        }
    }

    private static String inBody(FieldPath path, HttpBinding binding) {
        boolean inside = path.fields().getFirst().equals(binding.bodyField())
                && path.fields().size() > 1;
        return (inside ? new FieldPath(path.fields().subList(1, path.fields().size())) : path).toString();
    }

    /** What the path holds names the resource and is not changed, though the body may repeat it. */
    private static List<String> unbound(List<String> present, HttpBinding binding) {
        Set<String> bound = binding.pathFields().stream()
                .filter(path -> path.fields().getFirst().equals(binding.bodyField()))
                .map(path -> path.fields().stream()
                        .skip(1)
                        .map(FieldDescriptor::getName)
                        .collect(Collectors.joining(".")))
                .collect(Collectors.toSet());
        return present.stream().filter(path -> !bound.contains(path)).toList();
    }

    /** A PATCH that does not say what it changes changes what its body holds (AIP-134). */
    private static void fillUpdateMask(
            Message.Builder request, List<String> present, Set<FieldPath> queried, List<Violation> violations) {
        FieldDescriptor mask = request.getDescriptorForType().findFieldByName("update_mask");
        if (mask == null
                || mask.getJavaType() != JavaType.MESSAGE
                || !mask.getMessageType().getFullName().equals(WellKnownTypes.FIELD_MASK)
                || request.hasField(mask)
                || queried.stream().anyMatch(path -> path.last().equals(mask))) {
            return;
        }
        List<String> paths =
                present.stream().filter(path -> !NEVER_MASKED.contains(path)).toList();
        if (paths.isEmpty()) {
            violations.add(new Violation("body", "holds no field to change"));
            return;
        }
        request.setField(mask, WellKnownTypes.fieldMask(mask.getMessageType(), paths));
    }
}
