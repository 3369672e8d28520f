package opcc.tracker.outcomes.retention;

import java.time.LocalDate;
import opcc.tracker.kit.calendar.Quarter;

/**
 * How long outcomes are kept: seven years from the end of support (rule 12 of the domain). A record says the quarter of
 * support and not the day, so its years run from the end of that quarter.
 */
public final class RetentionPeriod {

    private static final int YEARS = 7;
    private static final int MONTHS_OF_QUARTER = 3;

    private RetentionPeriod() {}

    /** The first day on which a quarter's records are not kept any more. */
    public static LocalDate over(Quarter quarter) {
        return quarter.start().plusMonths(MONTHS_OF_QUARTER).plusYears(YEARS);
    }

    /** The last quarter whose records are not kept any more on this day; those before it are not, either. */
    public static Quarter lastOver(LocalDate today) {
        return Quarter.of(today.minusYears(YEARS).minusMonths(MONTHS_OF_QUARTER));
    }
}
