package opcc.tracker.outcomes.uploads;

import com.google.api.FieldBehavior;
import com.google.api.FieldBehaviorProto;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import opcc.tracker.v1.Outcome;

/**
 * The column of a field: text, a code, codes joined by {@code +}, or true or false.
 *
 * @param field of an outcome
 */
record FieldColumn(FieldDescriptor field) implements OutcomeColumn {

    private static final String NO_CODE = "is not one of the codes of its list; the template names them";

    @Override
    public String heading() {
        return field.getJsonName();
    }

    @Override
    public boolean required() {
        return field.getOptions().getExtension(FieldBehaviorProto.fieldBehavior).contains(FieldBehavior.REQUIRED);
    }

    @Override
    public String example() {
        return switch (heading()) {
            case "service" -> "services/{your service}";
            case "caseReference" -> "your own reference of the case";
            case "quarter" -> "a quarter such as 2026-27 Q1";
            case "area" -> "a police area such as west-mercia or empty";
            default ->
                field.getJavaType() == JavaType.ENUM
                        ? "one of " + codes(field.getEnumType()) + (field.isRepeated() ? " or several joined by +" : "")
                        : "true or false";
        };
    }

    private static String codes(EnumDescriptor list) {
        return list.getValues().stream()
                .filter(code -> code.getNumber() != 0)
                .map(EnumValueDescriptor::getName)
                .collect(Collectors.joining(" "));
    }

    @Override
    public boolean isOfItsForm(String cell) {
        return false;
    }

    @Override
    public Optional<String> set(Outcome.Builder outcome, String cell) {
        return switch (field.getJavaType()) {
            case STRING -> {
                outcome.setField(field, cell);
                yield Optional.empty();
            }
            case BOOLEAN -> setFlag(outcome, cell.toLowerCase(Locale.ROOT));
            case ENUM -> setCodes(outcome, cell);
            default -> throw new IllegalStateException("no column can hold a " + field.getJavaType());
        };
    }

    private Optional<String> setFlag(Outcome.Builder outcome, String cell) {
        boolean flag = cell.equals("true");
        if (!flag && !cell.equals("false")) {
            return Optional.of("must be true or false, or empty for false");
        }
        outcome.setField(field, flag);
        return Optional.empty();
    }

    private Optional<String> setCodes(Outcome.Builder outcome, String cell) {
        for (String part : field.isRepeated()
                ? cell.split("\\+", -1) /* as tables join what holds together */
                : new String[] {cell}) {
            EnumValueDescriptor code = field.getEnumType().findValueByName(part.strip());
            if (code == null || code.getNumber() == 0) {
                return Optional.of(NO_CODE);
            }
            if (field.isRepeated()) {
                outcome.addRepeatedField(field, code);
            } else {
                outcome.setField(field, code);
            }
        }
        return Optional.empty();
    }
}
