package opcc.tracker.gateway.transcoding;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Descriptors.OneofDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

/**
 * Reads JSON into a message by protobuf's JSON mapping, strictly: an unknown field, a wrong type, a field given twice or
 * a number out of range is reported with its path, and reading goes on to find what else is wrong. Values are never
 * repeated in what is reported.
 */
final class JsonMessageReader {

    private static final int MOST_VIOLATIONS = 100;

    private final JsonParser json;
    private final List<Violation> violations;
    private final List<String> fieldsPresent = new ArrayList<>();

    private JsonMessageReader(JsonParser json, List<Violation> violations) {
        this.json = json;
        this.violations = violations;
    }

    /**
     * Reads a whole body into a message, or into one field of it.
     *
     * @param utf8 the body
     * @param into the message
     * @param field the field that the body holds; null if the body is the message itself
     * @param violations where to add what is wrong
     * @return the fields that the body holds as proto paths, relative to the body; of messages inside, their fields
     */
    static List<String> read(
            byte[] utf8, Message.Builder into, @Nullable FieldDescriptor field, List<Violation> violations) {
        String text = Json.decode(utf8);
        if (text == null) {
            violations.add(new Violation("body", "is not UTF-8 text"));
            return List.of();
        }
        try (JsonParser json = Json.FACTORY.createParser(ObjectReadContext.empty(), text)) {
            JsonMessageReader reader = new JsonMessageReader(json, violations);
            reader.readDocument(into, field);
            return reader.fieldsPresent;
        }
    }

    private void readDocument(Message.Builder into, @Nullable FieldDescriptor field) {
        try {
            json.nextToken();
            if (field == null) {
                readFields(into, "", "");
            } else if (field.getJavaType() == JavaType.MESSAGE
                    && !field.isRepeated()
                    && Json.isPlainMessage(field.getMessageType())) {
                Message.Builder part = into.getFieldBuilder(field);
                readFields(part, "", "");
            } else {
                readField(into, field, "");
            }
            if (json.nextToken() != null) {
                report("", "holds more than one JSON value");
            }
        } catch (JacksonException e) {
            violations.add(Json.malformed(e, json));
        } catch (TooManyViolations e) {
            // What was found so far is enough for the caller to work on.
        }
    }

    /** Reads an object's fields; the parser stands at its first token. */
    private void readFields(Message.Builder into, String path, @Nullable String maskPath) {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            wrongType(path, "an object");
            return;
        }
        FieldNames names = FieldNames.of(into.getDescriptorForType());
        Set<FieldDescriptor> seen = new HashSet<>();
        Map<OneofDescriptor, String> chosen = new HashMap<>();
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = json.currentName();
            String fieldPath = path.isEmpty() ? FieldNames.shown(name) : path + "." + FieldNames.shown(name);
            FieldDescriptor field = names.find(name);
            json.nextToken();
            if (field == null) {
                report(fieldPath, names.unknown(name));
                json.skipChildren();
            } else if (!seen.add(field)) {
                report(fieldPath, "is given twice");
                json.skipChildren();
            } else if (json.currentToken() == JsonToken.VALUE_NULL && !Json.takesNull(field)) {
                present(maskPath, field);
            } else if (field.getRealContainingOneof() != null
                    && chosen.putIfAbsent(field.getRealContainingOneof(), name) != null) {
                report(fieldPath, "cannot be given together with " + chosen.get(field.getRealContainingOneof()));
                json.skipChildren();
            } else {
                readPresent(into, field, fieldPath, maskPath);
            }
        }
    }

    private void readPresent(Message.Builder into, FieldDescriptor field, String path, @Nullable String maskPath) {
        boolean inner = maskPath != null
                && field.getJavaType() == JavaType.MESSAGE
                && !field.isRepeated()
                && Json.isPlainMessage(field.getMessageType());
        int before = fieldsPresent.size();
        if (inner) {
            Message.Builder part = into.newBuilderForField(field);
            readFields(part, path, maskPath + field.getName() + ".");
            into.setField(field, part.build());
        } else {
            readField(into, field, path);
        }
        if (fieldsPresent.size() == before) {
            present(maskPath, field);
        }
    }

    private void present(@Nullable String maskPath, FieldDescriptor field) {
        if (maskPath != null) {
            fieldsPresent.add(maskPath + field.getName());
        }
    }

    private void readField(Message.Builder into, FieldDescriptor field, String path) {
        if (field.isMapField()) {
            readMap(into, field, path);
        } else if (field.isRepeated()) {
            readList(into, field, path);
        } else {
            Object value = readValue(field, path);
            if (value != null) {
                into.setField(field, value);
            }
        }
    }

    private void readList(Message.Builder into, FieldDescriptor field, String path) {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            wrongType(path, "a list");
            return;
        }
        for (int i = 0; json.nextToken() != JsonToken.END_ARRAY; i++) {
            String itemPath = path + "[" + i + "]";
            Object value = readValue(field, itemPath);
            if (value != null) {
                into.addRepeatedField(field, value);
            }
        }
    }

    private void readMap(Message.Builder into, FieldDescriptor field, String path) {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            wrongType(path, "an object");
            return;
        }
        FieldDescriptor keyField = field.getMessageType().findFieldByNumber(1);
        FieldDescriptor valueField = field.getMessageType().findFieldByNumber(2);
        Set<Object> seen = new HashSet<>();
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = json.currentName();
            String entryPath = path + "[\"" + FieldNames.shown(name) + "\"]";
            json.nextToken();
            Object key = null;
            try {
                key = FieldValues.fromText(keyField, name);
            } catch (UnfitValueException e) {
                report(entryPath, "has a key that " + e.description());
            }
            Object value = readValue(valueField, entryPath);
            if (key != null && !seen.add(key)) {
                report(entryPath, "is given twice");
            } else if (key != null && value != null) {
                into.addRepeatedField(
                        field,
                        into.newBuilderForField(field)
                                .setField(keyField, key)
                                .setField(valueField, value)
                                .build());
            }
        }
    }

    /** Reads one value and leaves the parser at its last token; null if it was reported. */
    private @Nullable Object readValue(FieldDescriptor field, String path) {
        if (field.getJavaType() == JavaType.MESSAGE) {
            return readMessage(field.getMessageType(), path);
        }
        JsonToken token = json.currentToken();
        String text = isTextOrNumber(token) ? json.getString() : "";
        try {
            return switch (field.getJavaType()) {
                case INT, LONG -> isTextOrNumber(token) ? FieldValues.integer(field, text) : notA(field, path);
                case FLOAT, DOUBLE -> isTextOrNumber(token) ? FieldValues.floating(field, text) : notA(field, path);
                case BOOLEAN -> token.isBoolean() ? (Object) json.getBooleanValue() : notA(field, path);
                case STRING -> isText(token) ? FieldValues.string(text) : notA(field, path);
                case BYTE_STRING -> isText(token) ? FieldValues.bytes(text) : notA(field, path);
                case ENUM -> readCode(field, path, token, text);
                case MESSAGE -> throw new IllegalStateException("a message is not a scalar");
            };
        } catch (UnfitValueException e) {
            report(path, e.description());
            return null;
        }
    }

    private @Nullable Object readCode(FieldDescriptor field, String path, JsonToken token, String text)
            throws UnfitValueException {
        if (token == JsonToken.VALUE_NULL && Json.takesNull(field)) {
            return field.getEnumType().findValueByNumber(0);
        }
        if (token == JsonToken.VALUE_NUMBER_INT) {
            return FieldValues.enumByNumber(field.getEnumType(), text);
        }
        return token == JsonToken.VALUE_STRING ? FieldValues.enumByName(field, text) : notA(field, path);
    }

    private static boolean isText(JsonToken token) {
        return token == JsonToken.VALUE_STRING;
    }

    private static boolean isTextOrNumber(JsonToken token) {
        return isText(token) || token.isNumeric();
    }

    private @Nullable Object notA(FieldDescriptor field, String path) {
        wrongType(path, FieldValues.expected(field));
        return null;
    }

    private @Nullable Message readMessage(Descriptor type, String path) {
        try {
            if (WellKnownTypes.isText(type)) {
                if (json.currentToken() == JsonToken.VALUE_STRING) {
                    return WellKnownTypes.fromText(type, json.getString());
                }
                wrongType(path, WellKnownTypes.expected(type));
                return null;
            }
            if (WellKnownTypes.isWrapper(type)) {
                FieldDescriptor wrapped = WellKnownTypes.wrapped(type);
                Object value = readValue(wrapped, path);
                return value == null
                        ? null
                        : DynamicMessage.newBuilder(type).setField(wrapped, value).build();
            }
            if (WellKnownTypes.isFreeJson(type)) {
                return FreeJson.read(json, type);
            }
        } catch (UnfitValueException e) {
            report(path, e.description());
            return null;
        }
        DynamicMessage.Builder part = DynamicMessage.newBuilder(type);
        readFields(part, path, null);
        return part.build();
    }

    private void wrongType(String path, String expected) {
        report(path, "must be " + expected + ", but is " + Json.kind(json.currentToken()));
        json.skipChildren();
    }

    private void report(String path, String description) {
        violations.add(new Violation(path.isEmpty() ? "body" : path, description));
        if (violations.size() >= MOST_VIOLATIONS) {
            throw new TooManyViolations();
        }
    }

    private static final class TooManyViolations extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooManyViolations() {
            super("too many violations", null, false, false);
        }
    }
}
