package opcc.tracker.kit.calendar;

import com.google.rpc.BadRequest.FieldViolation;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import opcc.tracker.kit.refusal.Refusal;

/**
 * A quarter of a financial year, spelt {@code 2026-27 Q1} for April to June 2026.
 *
 * @param year the financial year
 * @param number 1 to 4
 */
public record Quarter(FinancialYear year, int number) implements Comparable<Quarter> {

    private static final Pattern FORM = Pattern.compile("(.{7}) Q([1-4])");
    private static final Comparator<Quarter> ORDER =
            Comparator.comparing(Quarter::year).thenComparing(Quarter::number);

    /** The quarter so spelt; empty if {@code text} is none. */
    public static Optional<Quarter> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return FinancialYear.parse(matcher.group(1)).map(year -> new Quarter(year, Integer.parseInt(matcher.group(2))));
    }

    /** The quarter that {@code date} lies in. */
    public static Quarter of(LocalDate date) {
        return new Quarter(FinancialYear.of(date), (date.getMonthValue() + 8) / 3 % 4 + 1);
    }

    /** What is wrong with {@code text} in {@code field} as a quarter; empty if it is one. */
    public static Optional<FieldViolation> violation(String field, String text) {
        return parse(text).isPresent()
                ? Optional.empty()
                : Optional.of(Refusal.violation(
                        field,
                        "must be a quarter of a financial year of two years that follow each other, such as"
                                + " 2026-27 Q1"));
    }

    /** Its first day. */
    public LocalDate start() {
        return year.start().plusMonths(3L * (number - 1));
    }

    /** Its last day. */
    public LocalDate lastDay() {
        return start().plusMonths(3).minusDays(1);
    }

    /** The quarter before it. */
    public Quarter previous() {
        return of(start().minusDays(1));
    }

    @Override
    public int compareTo(Quarter other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return year + " Q" + number;
    }
}
