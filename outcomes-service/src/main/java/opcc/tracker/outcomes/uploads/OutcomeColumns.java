package opcc.tracker.outcomes.uploads;

import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import opcc.tracker.v1.NeedEnum.Need;
import opcc.tracker.v1.Outcome;

/**
 * The columns of a file of outcomes: the fields of an outcome, named as in JSON, and in the place of {@code needScores} one for
 * each need. What the proto says is not repeated here.
 */
final class OutcomeColumns {

    private static final FieldDescriptor NEED_SCORES = field(Outcome.NEED_SCORES_FIELD_NUMBER);

    /** In the order of the proto. */
    static final List<OutcomeColumn> ALL = Outcome.getDescriptor().getFields().stream()
            .flatMap(OutcomeColumns::columns)
            .toList();

    static final OutcomeColumn SERVICE = new FieldColumn(field(Outcome.SERVICE_FIELD_NUMBER));
    static final OutcomeColumn CASE_REFERENCE = new FieldColumn(field(Outcome.CASE_REFERENCE_FIELD_NUMBER));

    /** A path to a field of an outcome, such as {@code sex} or {@code need_scores[2].end}. */
    private static final Pattern PATH = Pattern.compile("([a-z_]+)(?:\\[(\\d+)])?.*");

    private OutcomeColumns() {}

    private static FieldDescriptor field(int number) {
        return Outcome.getDescriptor().findFieldByNumber(number);
    }

    private static Stream<OutcomeColumn> columns(FieldDescriptor field) {
        return field.equals(NEED_SCORES)
                ? Arrays.stream(Need.values())
                        .filter(need -> need != Need.NEED_UNSPECIFIED && need != Need.UNRECOGNIZED)
                        .map(NeedColumn::new)
                : Stream.of(new FieldColumn(field));
    }

    static Optional<OutcomeColumn> named(String heading) {
        return ALL.stream()
                .filter(column -> column.heading().equalsIgnoreCase(heading))
                .findFirst();
    }

    /** The column that {@code outcome} has the value at this path from. */
    static Optional<OutcomeColumn> at(String path, Outcome outcome) {
        Matcher parts = PATH.matcher(path);
        FieldDescriptor field = parts.matches() ? Outcome.getDescriptor().findFieldByName(parts.group(1)) : null;
        if (field == null || !field.equals(NEED_SCORES)) {
            return Optional.ofNullable(field).map(FieldColumn::new);
        }
        return Optional.ofNullable(parts.group(2))
                .map(place -> new NeedColumn(
                        outcome.getNeedScores(Integer.parseInt(place)).getNeed()));
    }

    static String names() {
        return ALL.stream().map(OutcomeColumn::heading).collect(Collectors.joining(", "));
    }
}
