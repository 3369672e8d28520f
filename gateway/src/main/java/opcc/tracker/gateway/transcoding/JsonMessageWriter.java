package opcc.tracker.gateway.transcoding;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Message;
import java.io.ByteArrayOutputStream;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;

/**
 * Writes a message as JSON by protobuf's JSON mapping. Fields without presence are written also when they hold their
 * default, so that {@code "reservedPence":"0"} shows; fields with presence only when set.
 */
public final class JsonMessageWriter {

    private JsonMessageWriter() {}

    /**
     * Writes a message, or one field of it.
     *
     * @param field the field to write instead of the whole message; null for the message
     * @return UTF-8 text
     */
    public static byte[] write(Message message, @Nullable FieldDescriptor field) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
        try (JsonGenerator json = Json.FACTORY.createGenerator(ObjectWriteContext.empty(), bytes)) {
            if (field == null) {
                writeMessage(json, message);
            } else {
                writeField(json, field, message.getField(field));
            }
        }
        return bytes.toByteArray();
    }

    private static void writeMessage(JsonGenerator json, Message message) {
        Descriptor type = message.getDescriptorForType();
        if (WellKnownTypes.isText(type)) {
            json.writeString(WellKnownTypes.toText(message));
        } else if (WellKnownTypes.isWrapper(type)) {
            FieldDescriptor value = WellKnownTypes.wrapped(type);
            writeValue(json, value, message.getField(value));
        } else if (WellKnownTypes.isFreeJson(type)) {
            FreeJson.write(json, message);
        } else {
            json.writeStartObject();
            for (FieldDescriptor field : type.getFields()) {
                if (!field.hasPresence() || message.hasField(field)) {
                    json.writeName(field.getJsonName());
                    writeField(json, field, message.getField(field));
                }
            }
            json.writeEndObject();
        }
    }

    private static void writeField(JsonGenerator json, FieldDescriptor field, Object value) {
        if (field.isMapField()) {
            json.writeStartObject();
            FieldDescriptor keyField = field.getMessageType().findFieldByNumber(1);
            FieldDescriptor valueField = field.getMessageType().findFieldByNumber(2);
            for (Object item : (List<?>) value) {
                Message entry = (Message) item;
                json.writeName(key(keyField, entry.getField(keyField)));
                writeValue(json, valueField, entry.getField(valueField));
            }
            json.writeEndObject();
        } else if (field.isRepeated()) {
            json.writeStartArray();
            for (Object item : (List<?>) value) {
                writeValue(json, field, item);
            }
            json.writeEndArray();
        } else {
            writeValue(json, field, value);
        }
    }

    private static void writeValue(JsonGenerator json, FieldDescriptor field, Object value) {
        switch (field.getJavaType()) {
            case INT -> {
                if (isUnsigned(field)) {
                    json.writeNumber(Integer.toUnsignedLong((Integer) value));
                } else {
                    json.writeNumber((Integer) value);
                }
            }
            case LONG -> json.writeString(key(field, value));
            case FLOAT -> {
                float number = (Float) value;
                if (Float.isFinite(number)) {
                    json.writeNumber(number);
                } else {
                    json.writeString(Float.toString(number));
                }
            }
            case DOUBLE -> {
                double number = (Double) value;
                if (Double.isFinite(number)) {
                    json.writeNumber(number);
                } else {
                    json.writeString(Double.toString(number));
                }
            }
            case BOOLEAN -> json.writeBoolean((Boolean) value);
            case STRING -> json.writeString((String) value);
            case BYTE_STRING ->
                json.writeString(Base64.getEncoder().encodeToString(((ByteString) value).toByteArray()));
            case ENUM -> writeCode(json, (EnumValueDescriptor) value);
            case MESSAGE -> writeMessage(json, (Message) value);
        }
    }

    private static void writeCode(JsonGenerator json, EnumValueDescriptor value) {
        if (value.getType().getFullName().equals("google.protobuf.NullValue")) {
            json.writeNull();
        } else if (value.getIndex() < 0) {
            json.writeNumber(value.getNumber());
        } else {
            json.writeString(value.getName());
        }
    }

    private static String key(FieldDescriptor field, Object value) {
        if (!isUnsigned(field)) {
            return value.toString();
        }
        return field.getJavaType() == JavaType.LONG
                ? Long.toUnsignedString((Long) value)
                : Integer.toUnsignedString((Integer) value);
    }

    private static boolean isUnsigned(FieldDescriptor field) {
        return switch (field.getType()) {
            case UINT32, FIXED32, UINT64, FIXED64 -> true;
            default -> false;
        };
    }
}
