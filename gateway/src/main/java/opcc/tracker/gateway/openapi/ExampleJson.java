package opcc.tracker.gateway.openapi;

import build.buf.validate.FieldRules;
import com.google.api.FieldBehavior;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import opcc.tracker.gateway.contracts.Comments;
import org.jspecify.annotations.Nullable;

/**
 * Examples of messages as JSON, made from their descriptors, rules and comments alone: the same contracts give the same
 * examples. An example of a request holds what a caller may send, one of an answer all that there can be.
 */
final class ExampleJson {

    private static final String TIME = "2026-04-07T09:30:00Z";
    private static final byte[] FILE = "%PDF-1.7\n".getBytes(StandardCharsets.US_ASCII);

    private final ExampleTexts texts;

    ExampleJson(Comments comments) {
        this.texts = new ExampleTexts(comments);
    }

    /** What a message may hold when it is sent, without these fields. */
    Map<String, Object> request(Descriptor type, Set<String> without) {
        return message(type, true, without, new ArrayDeque<>());
    }

    /** What a message may hold when it is answered. */
    Map<String, Object> answer(Descriptor type) {
        return message(type, false, Set.of(), new ArrayDeque<>());
    }

    /** What a field may hold, list and all; null if no value is known that keeps its rules. */
    @Nullable
    Object field(FieldDescriptor field, boolean sent) {
        return field(field, sent, new ArrayDeque<>());
    }

    private Map<String, Object> message(Descriptor type, boolean sent, Set<String> without, Deque<Descriptor> holders) {
        holders.push(type);
        Map<String, Object> object = new LinkedHashMap<>();
        Set<OneofDescriptor> chosen = new HashSet<>();
        for (FieldDescriptor field : type.getFields()) {
            OneofDescriptor choice = field.getRealContainingOneof();
            if (!without.contains(field.getName())
                    && (!sent || isSent(field))
                    && (choice == null || !chosen.contains(choice))
                    && !(isMessage(field) && holders.contains(field.getMessageType()))) {
                Object value = field(field, sent, holders);
                if (value != null) {
                    object.put(field.getJsonName(), value);
                    if (choice != null) {
                        chosen.add(choice);
                    }
                }
            }
        }
        holders.pop();
        return object;
    }

    /** Not what the tracker sets, nor what belongs to a later page or a later change. */
    private static boolean isSent(FieldDescriptor field) {
        if (Schemas.behaves(field, FieldBehavior.REQUIRED)) {
            return true;
        }
        return !Schemas.behaves(field, FieldBehavior.OUTPUT_ONLY)
                && !Schemas.behaves(field, FieldBehavior.IDENTIFIER)
                && field.getType() != FieldDescriptor.Type.BOOL
                && !Set.of("etag", "page_token", "update_mask").contains(field.getName());
    }

    private static boolean isMessage(FieldDescriptor field) {
        return field.getJavaType() == FieldDescriptor.JavaType.MESSAGE;
    }

    private @Nullable Object field(FieldDescriptor field, boolean sent, Deque<Descriptor> holders) {
        FieldRules rules = FieldConstraints.of(field);
        if (!sent && Schemas.behaves(field, FieldBehavior.INPUT_ONLY)) {
            // Answers hold it too, cleared.
            return field.getType() == FieldDescriptor.Type.STRING || field.getType() == FieldDescriptor.Type.BYTES
                    ? ""
                    : null;
        }
        if (field.isMapField()) {
            Object value = value(
                    field.getMessageType().findFieldByNumber(2), rules.getMap().getValues(), sent, holders);
            return value == null ? null : JsonObject.of("key", value);
        }
        if (field.isRepeated()) {
            Object item = value(field, rules.getRepeated().getItems(), sent, holders);
            return item == null ? null : List.of(item);
        }
        return value(field, rules, sent, holders);
    }

    private @Nullable Object value(FieldDescriptor field, FieldRules rules, boolean sent, Deque<Descriptor> holders) {
        return switch (field.getType()) {
            case INT32, SINT32, SFIXED32, UINT32, FIXED32 -> (int) number(field, rules);
            case INT64, SINT64, SFIXED64, UINT64, FIXED64 -> Long.toString(number(field, rules));
            case FLOAT, DOUBLE -> 1.5;
            case BOOL -> true;
            case STRING -> texts.of(field, rules.getString());
            case BYTES -> Base64.getEncoder().encodeToString(FILE);
            case ENUM -> code(field, rules);
            case MESSAGE, GROUP -> known(field, sent, holders);
        };
    }

    private @Nullable Object known(FieldDescriptor field, boolean sent, Deque<Descriptor> holders) {
        Descriptor type = field.getMessageType();
        return switch (type.getFullName()) {
            case "google.protobuf.Timestamp" -> TIME;
            case "google.protobuf.Duration" -> "90s";
            case "google.protobuf.FieldMask" -> null;
            case "google.protobuf.Struct", "google.protobuf.Value", "google.protobuf.Empty" -> JsonObject.of();
            case "google.protobuf.ListValue" -> List.of();
            default ->
                type.getFile().getFullName().equals("google/protobuf/wrappers.proto")
                        ? value(type.findFieldByNumber(1), FieldRules.getDefaultInstance(), sent, holders)
                        : message(type, sent, Set.of(), holders);
        };
    }

    /** A usual number, or the nearest one that keeps the rules. */
    private static long number(FieldDescriptor field, FieldRules rules) {
        long usual =
                field.getName().endsWith("_pence") ? 6_500 : field.getName().endsWith("page_size") ? 100 : 2;
        long least = Long.MIN_VALUE;
        long most = Long.MAX_VALUE;
        if (rules.hasInt32()) {
            least = rules.getInt32().hasGte() ? rules.getInt32().getGte() : least;
            least = rules.getInt32().hasGt() ? rules.getInt32().getGt() + 1L : least;
            most = rules.getInt32().hasLte() ? rules.getInt32().getLte() : most;
            most = rules.getInt32().hasLt() ? rules.getInt32().getLt() - 1L : most;
        } else if (rules.hasInt64()) {
            least = rules.getInt64().hasGte() ? rules.getInt64().getGte() : least;
            least = rules.getInt64().hasGt() ? rules.getInt64().getGt() + 1 : least;
            most = rules.getInt64().hasLte() ? rules.getInt64().getLte() : most;
            most = rules.getInt64().hasLt() ? rules.getInt64().getLt() - 1 : most;
        }
        return Math.clamp(usual, least, most);
    }

    /** The first code that stands for something and keeps the rules. */
    private static @Nullable String code(FieldDescriptor field, FieldRules rules) {
        return field.getEnumType().getValues().stream()
                .filter(value -> value.getNumber() != 0)
                .filter(value -> rules.getEnum().getInCount() == 0
                        || rules.getEnum().getInList().contains(value.getNumber()))
                .filter(value -> !rules.getEnum().getNotInList().contains(value.getNumber()))
                .map(EnumValueDescriptor::getName)
                .findFirst()
                .orElse(null);
    }
}
