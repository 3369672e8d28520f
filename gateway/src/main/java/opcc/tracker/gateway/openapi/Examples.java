package opcc.tracker.gateway.openapi;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import opcc.tracker.gateway.contracts.Comments;
import opcc.tracker.gateway.transcoding.HttpBinding;
import org.jspecify.annotations.Nullable;

/** Puts an example beside the schema of each body. Answers of the same message share one, which is a component. */
final class Examples {

    private static final String JSON = "application/json";
    private static final String LINES = "application/x-ndjson";

    private final ExampleJson json;
    private final ComponentNames names = new ComponentNames();
    private final Map<String, Object> components = new TreeMap<>();

    Examples(Comments comments) {
        this.json = new ExampleJson(comments);
    }

    /** The examples that were referred to, by name. */
    Map<String, Object> components() {
        return components;
    }

    /** Adds an example to what a request's body may be, by media type. */
    void addToRequest(HttpBinding binding, Set<String> boundFields, Map<String, Object> content) {
        if (media(content) instanceof Map<?, ?> media) {
            Object example = request(binding, boundFields);
            if (example != null) {
                put(media, "example", example);
            }
        }
    }

    /** Adds an example to what the answer's body may be, by media type. */
    void addToAnswer(HttpBinding binding, Map<String, Object> content) {
        if (media(content) instanceof Map<?, ?> media) {
            FieldDescriptor field = binding.responseField();
            if (field == null) {
                put(
                        media,
                        "examples",
                        JsonObject.of("answer", shared(binding.rpc().method().getOutputType())));
            } else {
                Object example = json.field(field, false);
                if (example != null) {
                    put(media, "example", example);
                }
            }
        }
    }

    /** An example of a parameter of the query; null if it may be left out, so that trying the call begins without it. */
    @Nullable
    Object parameter(FieldDescriptor field, boolean required) {
        return required ? json.field(field, true) : null;
    }

    private @Nullable Object request(HttpBinding binding, Set<String> boundFields) {
        Descriptor request = binding.rpc().method().getInputType();
        FieldDescriptor field = binding.bodyField();
        if (field == null) {
            return json.request(request, boundFields);
        }
        if (field.getJavaType() != JavaType.MESSAGE || field.isRepeated()) {
            return json.field(field, true);
        }
        return json.request(field.getMessageType(), Set.of());
    }

    private Map<String, Object> shared(Descriptor type) {
        String name = names.of(type, "");
        if (!components.containsKey(name)) {
            components.put(name, JsonObject.of("value", json.answer(type)));
        }
        return JsonObject.of("$ref", "#/components/examples/" + name);
    }

    /** Where an example goes: JSON, or the lines of a stream, of which it is one. */
    private static @Nullable Object media(Map<String, Object> content) {
        return content.getOrDefault(JSON, content.get(LINES));
    }

    @SuppressWarnings("unchecked")
    private static void put(Map<?, ?> media, String name, Object value) {
        ((Map<String, Object>) media).put(name, value);
    }
}
