package opcc.tracker.gateway.transcoding;

import com.google.api.FieldBehavior;
import com.google.api.FieldBehaviorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The columns of a CSV file: each is a field of the message that a row stands for, named as in JSON or in the proto, one of a
 * message inside by dots. A list is written in one cell with semicolons in between. An empty cell is a field that is not given.
 */
public final class CsvColumns {

    private final List<FieldPath> columns = new ArrayList<>();

    /**
     * Reads the file's first row.
     *
     * @throws InvalidRequestException naming the columns that are no fields
     */
    public CsvColumns(Descriptor type, List<String> header) {
        List<Violation> violations = new ArrayList<>();
        Set<FieldPath> seen = new HashSet<>();
        for (String cell : header) {
            String name = cell.strip().replace("\uFEFF", "");
            FieldPath path = FieldPath.find(type, name);
            if (path == null) {
                violations.add(new Violation(
                        "column " + FieldNames.shown(name), FieldNames.of(type).unknown(name)));
            } else if (!isCell(path.last())) {
                violations.add(new Violation("column " + FieldNames.shown(name), "is a field that no cell can hold"));
            } else if (!seen.add(path)) {
                violations.add(new Violation("column " + FieldNames.shown(name), "is given twice"));
            } else {
                columns.add(path);
            }
        }
        if (!violations.isEmpty()) {
            throw new InvalidRequestException(violations);
        }
    }

    /** Whether rows can stand for messages of this type: every field that a message must have fits into a cell. */
    public static boolean fit(Descriptor type) {
        return type.getFields().stream()
                .filter(field -> field.getOptions()
                        .getExtension(FieldBehaviorProto.fieldBehavior)
                        .contains(FieldBehavior.REQUIRED))
                .allMatch(
                        field -> isCell(field) || (!field.isRepeated() && Json.isPlainMessage(field.getMessageType())));
    }

    private static boolean isCell(FieldDescriptor field) {
        return field.getJavaType() != JavaType.MESSAGE
                || (!field.isRepeated()
                        && (WellKnownTypes.isText(field.getMessageType())
                                || WellKnownTypes.isWrapper(field.getMessageType())));
    }

    /** Puts a row into a message; what does not fit is added to the violations under the column's name. */
    public void read(List<String> cells, Message.Builder into, List<Violation> violations) {
        if (cells.size() != columns.size()) {
            violations.add(new Violation(
                    "body", "has " + cells.size() + " cells, but the first row names " + columns.size() + " columns"));
            return;
        }
        for (int i = 0; i < cells.size(); i++) {
            FieldPath path = columns.get(i);
            if (!cells.get(i).isEmpty()) {
                try {
                    put(path, cells.get(i), into);
                } catch (UnfitValueException e) {
                    violations.add(new Violation(path.toString(), e.description()));
                }
            }
        }
    }

    private static void put(FieldPath path, String cell, Message.Builder into) throws UnfitValueException {
        FieldDescriptor field = path.last();
        Message.Builder holder = path.holderIn(into);
        if (!field.isRepeated()) {
            holder.setField(field, FieldValues.fromText(field, cell));
            return;
        }
        for (String item : cell.split(";", -1)) {
            holder.addRepeatedField(field, FieldValues.fromText(field, item.strip()));
        }
    }
}
