package opcc.tracker.gateway.openapi;

import build.buf.validate.FieldRules;
import com.google.api.FieldBehavior;
import com.google.api.FieldBehaviorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import opcc.tracker.gateway.contracts.Comments;

/** JSON Schemas of messages and enums, as protobuf's JSON mapping writes them. */
final class Schemas {

    private final Comments comments;
    private final ComponentNames names = new ComponentNames();
    private final Map<String, Object> components = new TreeMap<>();

    Schemas(Comments comments) {
        this.comments = comments;
    }

    /** The schemas that were referred to, by name. */
    Map<String, Object> components() {
        return components;
    }

    /** A reference to the schema of a whole message. */
    Map<String, Object> message(Descriptor type) {
        return reference(type, "", Set.of(), true);
    }

    /** A reference to the schema of a message of which nothing is required, for PATCH. */
    Map<String, Object> update(Descriptor type) {
        return reference(type, "Update", Set.of(), false);
    }

    /** A reference to the schema of a request without the fields that are taken from the path. */
    Map<String, Object> requestWithout(Descriptor type, Set<String> fields) {
        return reference(type, "", fields, true);
    }

    /** The schema of a field, with its comment and its rules. */
    Map<String, Object> field(FieldDescriptor field) {
        FieldRules rules = FieldConstraints.of(field);
        Map<String, Object> schema = new LinkedHashMap<>();
        if (field.isMapField()) {
            schema.put("type", "object");
            schema.put("additionalProperties", value(field.getMessageType().findFieldByNumber(2), rules));
        } else if (field.isRepeated()) {
            schema.put("type", "array");
            schema.put("items", value(field, rules.getRepeated().getItems()));
            FieldConstraints.addList(schema, rules);
        } else {
            schema.putAll(value(field, rules));
        }
        String text = (comments.of(field) + " " + FieldConstraints.inWords(rules)).strip();
        if (!text.isEmpty()) {
            schema.put("description", text);
        }
        if (behaves(field, FieldBehavior.OUTPUT_ONLY) || behaves(field, FieldBehavior.IDENTIFIER)) {
            schema.put("readOnly", true);
        }
        if (behaves(field, FieldBehavior.INPUT_ONLY)) {
            schema.put("writeOnly", true);
        }
        return schema;
    }

    /** Whether the contracts say so of a field. */
    static boolean behaves(FieldDescriptor field, FieldBehavior behavior) {
        return field.getOptions().getExtension(FieldBehaviorProto.fieldBehavior).contains(behavior);
    }

    private Map<String, Object> value(FieldDescriptor field, FieldRules rules) {
        Map<String, Object> schema = new LinkedHashMap<>();
        switch (field.getType()) {
            case INT32, SINT32, SFIXED32 -> put(schema, "integer", "int32");
            case UINT32, FIXED32 -> {
                put(schema, "integer", "int64");
                schema.put("minimum", 0);
            }
            case INT64, SINT64, SFIXED64 -> {
                put(schema, "string", "int64");
                schema.put("pattern", "^-?[0-9]+$");
            }
            case UINT64, FIXED64 -> {
                put(schema, "string", "uint64");
                schema.put("pattern", "^[0-9]+$");
            }
            case FLOAT -> put(schema, "number", "float");
            case DOUBLE -> put(schema, "number", "double");
            case BOOL -> schema.put("type", "boolean");
            case STRING -> schema.put("type", "string");
            case BYTES -> {
                schema.put("type", "string");
                schema.put("contentEncoding", "base64");
            }
            case ENUM -> schema.putAll(enumeration(field.getEnumType()));
            case MESSAGE, GROUP -> schema.putAll(known(field.getMessageType()));
        }
        FieldConstraints.addValue(schema, rules);
        return schema;
    }

    private static void put(Map<String, Object> schema, String type, String format) {
        schema.put("type", type);
        schema.put("format", format);
    }

    private Map<String, Object> known(Descriptor type) {
        return switch (type.getFullName()) {
            case "google.protobuf.Timestamp" -> JsonObject.of("type", "string", "format", "date-time");
            case "google.protobuf.Duration" ->
                JsonObject.of("type", "string", "pattern", "^-?[0-9]+(\\.[0-9]{1,9})?s$");
            case "google.protobuf.FieldMask" -> JsonObject.of("type", "string");
            case "google.protobuf.Struct" -> JsonObject.of("type", "object");
            case "google.protobuf.ListValue" -> JsonObject.of("type", "array", "items", JsonObject.of());
            case "google.protobuf.Value" -> JsonObject.of();
            case "google.protobuf.Empty" -> JsonObject.of("type", "object");
            default ->
                type.getFile().getFullName().equals("google/protobuf/wrappers.proto")
                        ? value(type.findFieldByNumber(1), FieldRules.getDefaultInstance())
                        : message(type);
        };
    }

    private Map<String, Object> enumeration(EnumDescriptor type) {
        String name = names.of(type, "");
        if (!components.containsKey(name)) {
            StringBuilder text = new StringBuilder(comments.of(type));
            for (EnumValueDescriptor value : type.getValues()) {
                text.append("\n- `")
                        .append(value.getName())
                        .append("`: ")
                        .append(comments.ofValue(type, value.getName()));
            }
            Map<String, Object> schema = new LinkedHashMap<>();
            schema.put("type", "string");
            schema.put(
                    "enum",
                    type.getValues().stream().map(EnumValueDescriptor::getName).toList());
            schema.put("description", text.toString());
            components.put(name, schema);
        }
        return JsonObject.of("$ref", "#/components/schemas/" + name);
    }

    private Map<String, Object> reference(Descriptor type, String suffix, Set<String> without, boolean mayRequire) {
        String name = names.of(type, suffix);
        if (!components.containsKey(name)) {
            Map<String, Object> schema = new LinkedHashMap<>();
            // Before its fields, since a message may hold itself.
            components.put(name, schema);
            schema.put("type", "object");
            Map<String, Object> properties = new LinkedHashMap<>();
            List<String> required = new ArrayList<>();
            for (FieldDescriptor field : type.getFields()) {
                if (!without.contains(field.getName())) {
                    properties.put(field.getJsonName(), field(field));
                    if (mayRequire && behaves(field, FieldBehavior.REQUIRED)) {
                        required.add(field.getJsonName());
                    }
                }
            }
            schema.put("properties", properties);
            if (!required.isEmpty()) {
                schema.put("required", required);
            }
            schema.put("additionalProperties", false);
            schema.put("description", comments.of(type));
        }
        return JsonObject.of("$ref", "#/components/schemas/" + name);
    }
}
