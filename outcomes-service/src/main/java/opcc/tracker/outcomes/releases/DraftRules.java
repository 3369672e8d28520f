package opcc.tracker.outcomes.releases;

import com.google.rpc.BadRequest.FieldViolation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import opcc.tracker.kit.areas.PoliceAreas;
import opcc.tracker.kit.calendar.Quarter;
import opcc.tracker.kit.refusal.Refusal;
import opcc.tracker.outcomes.dimensions.Dimension;

/** What a draft must be beyond what its proto says. */
final class DraftRules {

    /** More cells than this take too long to be attacked while somebody waits. */
    static final long MOST_CELLS = 4_000;

    private static final String DIMENSIONS = "release.dimensions";
    private static final String QUARTERS = "release.quarters";

    private DraftRules() {}

    /** Refuses a draft that breaks a rule; answers its dimensions spelt as in tables. */
    static List<String> require(List<String> quarters, String area, List<String> asked) {
        List<FieldViolation> violations = new ArrayList<>();
        for (int i = 0; i < quarters.size(); i++) {
            Quarter.violation(QUARTERS + "[" + i + "]", quarters.get(i)).ifPresent(violations::add);
        }
        if (violations.isEmpty()
                && quarters.stream()
                                .flatMap(quarter -> Quarter.parse(quarter).stream())
                                .map(Quarter::year)
                                .distinct()
                                .count()
                        > 1) {
            violations.add(Refusal.violation(QUARTERS, "must all be of one financial year"));
        }
        if (!area.isEmpty()) {
            PoliceAreas.violation("release.area", area).ifPresent(violations::add);
        }
        List<String> dimensions =
                asked.stream().map(Axes::named).flatMap(Optional::stream).toList();
        dimensionProblem(quarters, area, asked, dimensions)
                .ifPresent(problem -> violations.add(Refusal.violation(DIMENSIONS, problem)));
        if (!violations.isEmpty()) {
            throw Refusal.invalid(violations);
        }
        return dimensions;
    }

    private static Optional<String> dimensionProblem(
            List<String> quarters, String area, List<String> asked, List<String> dimensions) {
        if (dimensions.size() < asked.size()) {
            return Optional.of("must be of area, quarter, " + Dimension.labels());
        }
        if (new HashSet<>(dimensions).size() < dimensions.size()) {
            return Optional.of("names one twice");
        }
        if (!area.isEmpty() && dimensions.contains(Axes.AREA)) {
            return Optional.of("has area, but the release is of one area only");
        }
        if (quarters.size() == 1 && dimensions.contains(Axes.QUARTER)) {
            return Optional.of("has quarter, but the release is of one quarter only");
        }
        return Optional.empty();
    }

    /** Refuses a table that is too large. */
    static void requireSize(Draft draft) {
        long size = Frame.size(draft.layout());
        if (size > MOST_CELLS) {
            throw Refusal.invalid(
                    DIMENSIONS,
                    "make a table of " + size + " cells with its sums; at most " + MOST_CELLS
                            + " can be published at once, so take fewer dimensions");
        }
    }
}
