package opcc.tracker.gateway.transcoding;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Any JSON at all, in {@code google.protobuf.Value} and its relatives {@code Struct} and {@code ListValue}. */
final class FreeJson {

    private FreeJson() {}

    static Message read(JsonParser json, Descriptor type) throws UnfitValueException {
        return switch (type.getFullName()) {
            case WellKnownTypes.STRUCT -> readStruct(json, type);
            case WellKnownTypes.LIST_VALUE -> readList(json, type);
            default -> readValue(json, type);
        };
    }

    private static Message readValue(JsonParser json, Descriptor type) throws UnfitValueException {
        DynamicMessage.Builder value = DynamicMessage.newBuilder(type);
        switch (json.currentToken()) {
            case VALUE_NULL -> {
                FieldDescriptor field = type.findFieldByName("null_value");
                value.setField(field, field.getEnumType().findValueByNumber(0));
            }
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
                FieldDescriptor field = type.findFieldByName("number_value");
                value.setField(field, FieldValues.floating(field, json.getString()));
            }
            case VALUE_STRING ->
                value.setField(type.findFieldByName("string_value"), FieldValues.string(json.getString()));
            case VALUE_TRUE, VALUE_FALSE ->
                value.setField(type.findFieldByName("bool_value"), json.getBooleanValue());
            case START_OBJECT -> {
                FieldDescriptor field = type.findFieldByName("struct_value");
                value.setField(field, readStruct(json, field.getMessageType()));
            }
            default -> {
                FieldDescriptor field = type.findFieldByName("list_value");
                value.setField(field, readList(json, field.getMessageType()));
            }
        }
        return value.build();
    }

    private static Message readStruct(JsonParser json, Descriptor type) throws UnfitValueException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw wrongType(json, "an object");
        }
        FieldDescriptor fields = type.findFieldByName("fields");
        FieldDescriptor key = fields.getMessageType().findFieldByNumber(1);
        FieldDescriptor value = fields.getMessageType().findFieldByNumber(2);
        DynamicMessage.Builder struct = DynamicMessage.newBuilder(type);
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = FieldValues.string(json.currentName());
            json.nextToken();
            struct.addRepeatedField(
                    fields,
                    DynamicMessage.newBuilder(fields.getMessageType())
                            .setField(key, name)
                            .setField(value, readValue(json, value.getMessageType()))
                            .build());
        }
        return struct.build();
    }

    private static Message readList(JsonParser json, Descriptor type) throws UnfitValueException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            throw wrongType(json, "a list");
        }
        FieldDescriptor values = type.findFieldByName("values");
        DynamicMessage.Builder list = DynamicMessage.newBuilder(type);
        while (json.nextToken() != JsonToken.END_ARRAY) {
            list.addRepeatedField(values, readValue(json, values.getMessageType()));
        }
        return list.build();
    }

    private static UnfitValueException wrongType(JsonParser json, String expected) {
        String kind = Json.kind(json.currentToken());
        json.skipChildren();
        return new UnfitValueException("must be " + expected + ", but is " + kind);
    }

    static void write(JsonGenerator json, Message message) {
        Descriptor type = message.getDescriptorForType();
        switch (type.getFullName()) {
            case WellKnownTypes.STRUCT -> {
                json.writeStartObject();
                FieldDescriptor fields = type.findFieldByName("fields");
                for (int i = 0; i < message.getRepeatedFieldCount(fields); i++) {
                    Message entry = (Message) message.getRepeatedField(fields, i);
                    Descriptor entryType = entry.getDescriptorForType();
                    json.writeName((String) entry.getField(entryType.findFieldByNumber(1)));
                    write(json, (Message) entry.getField(entryType.findFieldByNumber(2)));
                }
                json.writeEndObject();
            }
            case WellKnownTypes.LIST_VALUE -> {
                json.writeStartArray();
                FieldDescriptor values = type.findFieldByName("values");
                for (int i = 0; i < message.getRepeatedFieldCount(values); i++) {
                    write(json, (Message) message.getRepeatedField(values, i));
                }
                json.writeEndArray();
            }
            default -> writeValue(json, message);
        }
    }

    private static void writeValue(JsonGenerator json, Message message) {
        FieldDescriptor kind = message.getOneofFieldDescriptor(
                message.getDescriptorForType().getOneofs().getFirst());
        if (kind == null) {
            json.writeNull();
            return;
        }
        switch (kind.getName()) {
            case "number_value" -> json.writeNumber((Double) message.getField(kind));
            case "string_value" -> json.writeString((String) message.getField(kind));
            case "bool_value" -> json.writeBoolean((Boolean) message.getField(kind));
            case "struct_value", "list_value" -> write(json, (Message) message.getField(kind));
            default -> json.writeNull();
        }
    }
}
