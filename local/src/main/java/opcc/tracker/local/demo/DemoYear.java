package opcc.tracker.local.demo;

import java.time.LocalDate;
import java.time.Month;
import java.time.ZoneId;

/** The financial year that today lies in: money of another year is ring-fenced and could not be drawn. */
public final class DemoYear {

    private DemoYear() {}

    /** Whether a quarter, such as 2026-27 Q1, is over. */
    static boolean isOver(String quarter) {
        int year = Integer.parseInt(quarter.substring(0, 4));
        int number = quarter.charAt(quarter.length() - 1) - '0';
        LocalDate next = LocalDate.of(year, Month.APRIL, 1).plusMonths(3L * number);
        return !today().isBefore(next);
    }

    private static LocalDate today() {
        return LocalDate.now(ZoneId.of("Europe/London"));
    }

    /** Such as 2026-27. */
    public static String current() {
        LocalDate today = today();
        int start = today.getMonthValue() < Month.APRIL.getValue() ? today.getYear() - 1 : today.getYear();
        return "%d-%02d".formatted(start, (start + 1) % 100);
    }
}
