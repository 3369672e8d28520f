package opcc.tracker.outcomes.uploads;

import com.google.api.FieldBehavior;
import com.google.api.FieldBehaviorProto;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import opcc.tracker.v1.Outcome;

/** The columns of a file of outcomes: the fields of an outcome, named as in JSON. What the proto says is not repeated here. */
final class OutcomeColumns {

    /** In the order of the proto. */
    static final List<FieldDescriptor> ALL = Outcome.getDescriptor().getFields().stream()
            .filter(field -> field.getJavaType() != JavaType.MESSAGE)
            .toList();

    static final FieldDescriptor SERVICE = ALL.getFirst().getContainingType().findFieldByName("service");

    private static final String NO_CODE = "is not one of the codes of its list; the template names them";

    private OutcomeColumns() {}

    static Optional<FieldDescriptor> named(String heading) {
        return ALL.stream()
                .filter(field -> field.getJsonName().equalsIgnoreCase(heading))
                .findFirst();
    }

    static boolean isRequired(FieldDescriptor column) {
        return column.getOptions()
                .getExtension(FieldBehaviorProto.fieldBehavior)
                .contains(FieldBehavior.REQUIRED);
    }

    static String names() {
        return ALL.stream().map(FieldDescriptor::getJsonName).collect(Collectors.joining(", "));
    }

    /** Sets what a cell says; what is wrong with the cell if it can't be. */
    static Optional<String> set(Outcome.Builder outcome, FieldDescriptor column, String cell) {
        return switch (column.getJavaType()) {
            case STRING -> {
                outcome.setField(column, cell);
                yield Optional.empty();
            }
            case BOOLEAN -> setFlag(outcome, column, cell.toLowerCase(Locale.ROOT));
            case ENUM -> setCodes(outcome, column, cell);
            default -> throw new IllegalStateException("no column can hold a " + column.getJavaType());
        };
    }

    private static Optional<String> setFlag(Outcome.Builder outcome, FieldDescriptor column, String cell) {
        boolean flag = cell.equals("true");
        if (!flag && !cell.equals("false")) {
            return Optional.of("must be true or false, or empty for false");
        }
        outcome.setField(column, flag);
        return Optional.empty();
    }

    private static Optional<String> setCodes(Outcome.Builder outcome, FieldDescriptor column, String cell) {
        for (String part : column.isRepeated()
                ? cell.split("\\+", -1) /* as tables join what holds together */
                : new String[] {cell}) {
            EnumValueDescriptor code = column.getEnumType().findValueByName(part.strip());
            if (code == null || code.getNumber() == 0) {
                return Optional.of(NO_CODE);
            }
            if (column.isRepeated()) {
                outcome.addRepeatedField(column, code);
            } else {
                outcome.setField(column, code);
            }
        }
        return Optional.empty();
    }
}
