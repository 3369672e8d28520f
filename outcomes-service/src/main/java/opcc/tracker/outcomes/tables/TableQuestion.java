package opcc.tracker.outcomes.tables;

import com.google.rpc.BadRequest.FieldViolation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import opcc.tracker.kit.areas.PoliceAreas;
import opcc.tracker.kit.calendar.Quarter;
import opcc.tracker.kit.refusal.Refusal;
import opcc.tracker.v1.GetOutcomeTableRequest;

/**
 * Which table is asked for.
 *
 * @param area code of a police area; empty for England and Wales
 * @param quarter the quarter, {@code 2026-27 Q1}
 * @param dimensions what to count by, at most four
 * @param revision which revision of the quarter; 0 for the latest
 */
public record TableQuestion(String area, String quarter, List<TableDimension> dimensions, int revision) {

    private static final int MOST_DIMENSIONS = 4;
    private static final String DIMENSIONS = "dimensions";

    /** Copies the list. */
    public TableQuestion {
        dimensions = List.copyOf(dimensions);
    }

    /** Reads a request; dimensions may be repeated or separated by commas. */
    public static TableQuestion of(GetOutcomeTableRequest request) {
        List<FieldViolation> violations = new ArrayList<>();
        Quarter.violation("quarter", request.getQuarter()).ifPresent(violations::add);
        if (!request.getArea().isEmpty()) {
            PoliceAreas.violation("area", request.getArea()).ifPresent(violations::add);
        }
        List<TableDimension> dimensions = dimensions(request.getDimensionsList(), violations);
        if (!violations.isEmpty()) {
            throw Refusal.invalid(violations);
        }
        return new TableQuestion(request.getArea(), request.getQuarter(), dimensions, request.getRevision());
    }

    private static List<TableDimension> dimensions(List<String> asked, List<FieldViolation> violations) {
        List<Optional<TableDimension>> named = asked.stream()
                .flatMap(names -> Arrays.stream(names.split(",", -1)))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .map(TableDimension::named)
                .toList();
        List<TableDimension> dimensions =
                named.stream().flatMap(Optional::stream).toList();
        if (dimensions.size() < named.size()) {
            violations.add(Refusal.violation(DIMENSIONS, "must be of " + TableDimension.labels()));
        }
        if (new HashSet<>(dimensions).size() < dimensions.size()) {
            violations.add(Refusal.violation(DIMENSIONS, "names one twice"));
        }
        if (named.size() > MOST_DIMENSIONS) {
            violations.add(Refusal.violation(DIMENSIONS, "must have at most " + MOST_DIMENSIONS + " of them"));
        }
        return dimensions;
    }
}
