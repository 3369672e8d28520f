package opcc.tracker.outcomes.uploads;

import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import java.util.stream.Collectors;

/** The file that a provider fills in. */
public final class OutcomeTemplate {

    private OutcomeTemplate() {}

    /** An empty file to fill in: the header, and a line that is passed over and that no outcome could be read from. */
    public static String csv() {
        String header =
                OutcomeColumns.ALL.stream().map(FieldDescriptor::getJsonName).collect(Collectors.joining(","));
        String example =
                OutcomeColumns.ALL.stream().map(OutcomeTemplate::example).collect(Collectors.joining(","));
        return header + "\r\n# " + example + "\r\n";
    }

    private static String example(FieldDescriptor column) {
        return switch (column.getJsonName()) {
            case "service" -> "services/{your service}";
            case "caseReference" -> "your own reference of the case";
            case "quarter" -> "a quarter such as 2026-27 Q1";
            case "area" -> "a police area such as west-mercia or empty";
            default ->
                column.getJavaType() == JavaType.ENUM
                        ? "one of " + codes(column.getEnumType())
                                + (column.isRepeated() ? " or several joined by +" : "")
                        : "true or false";
        };
    }

    private static String codes(EnumDescriptor list) {
        return list.getValues().stream()
                .filter(code -> code.getNumber() != 0)
                .map(EnumValueDescriptor::getName)
                .collect(Collectors.joining(" "));
    }
}
