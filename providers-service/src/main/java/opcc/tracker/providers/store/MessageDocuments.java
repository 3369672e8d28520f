package opcc.tracker.providers.store;

import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import java.util.Date;
import java.util.List;
import org.bson.Document;

/**
 * Turns messages into documents and back by their descriptors: times become dates, enums their names, fields are named as
 * in JSON. A field that is not set is not stored.
 */
final class MessageDocuments {

    private MessageDocuments() {}

    static Document document(Message message) {
        Document document = new Document();
        message.getAllFields()
                .forEach((field, value) -> document.append(
                        field.getJsonName(),
                        value instanceof List<?> list
                                ? list.stream().map(MessageDocuments::stored).toList()
                                : stored(value)));
        return document;
    }

    /** Fills {@code message} with what {@code document} holds. */
    static void read(Document document, Message.Builder message) {
        for (FieldDescriptor field : message.getDescriptorForType().getFields()) {
            Object value = document.get(field.getJsonName());
            if (value instanceof List<?> list) {
                list.forEach(item -> message.addRepeatedField(field, loaded(field, item, message)));
            } else if (value != null) {
                message.setField(field, loaded(field, value, message));
            }
        }
    }

    private static Object stored(Object value) {
        return switch (value) {
            case Timestamp time -> Date.from(Times.instant(time));
            case Message nested -> document(nested);
            case EnumValueDescriptor code -> code.getName();
            default -> value;
        };
    }

    private static Object loaded(FieldDescriptor field, Object value, Message.Builder parent) {
        return switch (field.getJavaType()) {
            case ENUM -> code(field, (String) value);
            case LONG -> ((Number) value).longValue();
            case INT -> ((Number) value).intValue();
            case MESSAGE -> {
                if (value instanceof Date time) {
                    yield Times.timestamp(time.toInstant());
                }
                Message.Builder nested = parent.newBuilderForField(field);
                read((Document) value, nested);
                yield nested.build();
            }
            default -> value;
        };
    }

    /** A code that a newer version of the service stored is not read as "not stated": an update would then lose it. */
    private static EnumValueDescriptor code(FieldDescriptor field, String name) {
        EnumValueDescriptor code = field.getEnumType().findValueByName(name);
        if (code == null) {
            throw new IllegalStateException(field.getFullName() + " has no code " + name);
        }
        return code;
    }
}
