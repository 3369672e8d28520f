package opcc.tracker.kit.calendar;

import com.google.rpc.BadRequest.FieldViolation;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Month;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import opcc.tracker.kit.refusal.Refusal;

/**
 * A financial year, 1 April to 31 March, spelt {@code 2026-27}.
 *
 * @param startYear the calendar year in which it starts
 */
public record FinancialYear(int startYear) implements Comparable<FinancialYear> {

    /** Whose days count: the financial year begins at midnight in London. */
    public static final ZoneId LONDON = ZoneId.of("Europe/London");

    private static final Pattern FORM = Pattern.compile("(20[0-9]{2})-([0-9]{2})");

    /** The year so spelt; empty if {@code text} is no financial year, as {@code 2026-28} is none. */
    public static Optional<FinancialYear> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        FinancialYear year = new FinancialYear(Integer.parseInt(matcher.group(1)));
        return year.toString().equals(text) ? Optional.of(year) : Optional.empty();
    }

    /** The year that {@code date} lies in. */
    public static FinancialYear of(LocalDate date) {
        return new FinancialYear(date.getMonthValue() < Month.APRIL.getValue() ? date.getYear() - 1 : date.getYear());
    }

    /** The day that it is in London now. */
    public static LocalDate today(Clock clock) {
        return LocalDate.ofInstant(clock.instant(), LONDON);
    }

    /** The year that it is in London at this moment. */
    public static FinancialYear at(Instant instant) {
        return of(LocalDate.ofInstant(instant, LONDON));
    }

    /** What is wrong with {@code text} in {@code field} as a financial year; empty if it is one. */
    public static Optional<FieldViolation> violation(String field, String text) {
        return parse(text).isPresent()
                ? Optional.empty()
                : Optional.of(Refusal.violation(field, "must be two years that follow each other, such as 2026-27"));
    }

    /** The year after it. */
    public FinancialYear next() {
        return new FinancialYear(startYear + 1);
    }

    /** Its first day. */
    public LocalDate start() {
        return LocalDate.of(startYear, Month.APRIL, 1);
    }

    @Override
    public int compareTo(FinancialYear other) {
        return Integer.compare(startYear, other.startYear);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%d-%02d", startYear, (startYear + 1) % 100);
    }
}
