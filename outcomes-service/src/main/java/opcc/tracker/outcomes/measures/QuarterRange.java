package opcc.tracker.outcomes.measures;

import com.google.rpc.BadRequest.FieldViolation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import opcc.tracker.kit.calendar.FinancialYear;
import opcc.tracker.kit.calendar.Quarter;
import opcc.tracker.kit.refusal.Refusal;

/** Quarters that follow each other. */
public final class QuarterRange {

    /** The longest range that may be asked for: ten years. */
    public static final int MOST_QUARTERS = 40;

    private static final int QUARTERS_OF_A_YEAR = 4;
    private static final String FROM = "from_quarter";
    private static final String TO = "to_quarter";

    private QuarterRange() {}

    /** The quarters of a financial year. */
    public static List<String> of(FinancialYear year) {
        return Stream.iterate(new Quarter(year, 1), QuarterRange::next)
                .limit(QUARTERS_OF_A_YEAR)
                .map(Quarter::toString)
                .toList();
    }

    /**
     * From the one to the other, both with them.
     *
     * @throws Refusal naming {@code from_quarter} or {@code to_quarter}
     */
    public static List<String> between(String from, String to) {
        List<FieldViolation> violations = Stream.of(Quarter.violation(FROM, from), Quarter.violation(TO, to))
                .flatMap(Optional::stream)
                .toList();
        if (!violations.isEmpty()) {
            throw Refusal.invalid(violations);
        }
        Quarter last = Quarter.parse(to).orElseThrow();
        List<String> quarters = new ArrayList<>();
        for (Quarter at = Quarter.parse(from).orElseThrow(); at.compareTo(last) <= 0; at = next(at)) {
            quarters.add(at.toString());
            if (quarters.size() > MOST_QUARTERS) {
                throw Refusal.invalid(TO, "is more than " + (MOST_QUARTERS - 1) + " quarters after the first");
            }
        }
        if (quarters.isEmpty()) {
            throw Refusal.invalid(TO, "is before the first quarter");
        }
        return quarters;
    }

    private static Quarter next(Quarter quarter) {
        return quarter.number() < QUARTERS_OF_A_YEAR
                ? new Quarter(quarter.year(), quarter.number() + 1)
                : new Quarter(quarter.year().next(), 1);
    }
}
