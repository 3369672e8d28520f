package opcc.tracker.gateway.openapi;

import build.buf.validate.FieldRules;
import build.buf.validate.Int32Rules;
import build.buf.validate.Int64Rules;
import build.buf.validate.StringRules;
import build.buf.validate.ValidateProto;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Says protovalidate's rules in JSON Schema where it has words for them, and in English where it has not. */
final class FieldConstraints {

    private FieldConstraints() {}

    /** The rules of a field. */
    static FieldRules of(FieldDescriptor field) {
        return field.getOptions().getExtension(ValidateProto.field);
    }

    /** Adds what holds for the list as a whole. */
    static void addList(Map<String, Object> schema, FieldRules rules) {
        if (rules.getRepeated().hasMinItems()) {
            schema.put("minItems", rules.getRepeated().getMinItems());
        }
        if (rules.getRepeated().hasMaxItems()) {
            schema.put("maxItems", rules.getRepeated().getMaxItems());
        }
        if (rules.getRepeated().getUnique()) {
            schema.put("uniqueItems", true);
        }
    }

    /** Adds what holds for a single value. */
    static void addValue(Map<String, Object> schema, FieldRules rules) {
        StringRules string = rules.getString();
        if (string.hasMinLen()) {
            schema.put("minLength", string.getMinLen());
        }
        if (string.hasMaxLen()) {
            schema.put("maxLength", string.getMaxLen());
        }
        if (string.hasPattern()) {
            schema.put("pattern", string.getPattern());
        }
        Int32Rules number = rules.getInt32();
        if (number.hasGte()) {
            schema.put("minimum", number.getGte());
        }
        if (number.hasGt()) {
            schema.put("exclusiveMinimum", number.getGt());
        }
        if (number.hasLte()) {
            schema.put("maximum", number.getLte());
        }
        if (number.hasLt()) {
            schema.put("exclusiveMaximum", number.getLt());
        }
    }

    /** What has no keyword: the range of numbers that travel as text, and rules written as expressions. */
    static String inWords(FieldRules rules) {
        List<String> words = new ArrayList<>();
        Int64Rules number = rules.getInt64();
        if (number.hasGte()) {
            words.add("At least " + number.getGte() + ".");
        }
        if (number.hasGt()) {
            words.add("More than " + number.getGt() + ".");
        }
        if (number.hasLte()) {
            words.add("At most " + number.getLte() + ".");
        }
        if (number.hasLt()) {
            words.add("Less than " + number.getLt() + ".");
        }
        rules.getCelList().stream()
                .map(rule -> rule.getMessage())
                .filter(message -> !message.isBlank())
                .forEach(message -> words.add("It " + message + "."));
        return String.join(" ", words);
    }
}
