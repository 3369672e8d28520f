package opcc.tracker.local.demo;

import java.time.LocalDate;
import java.time.Month;
import java.time.ZoneId;

/** The financial year that today lies in: money of another year is ring-fenced and could not be drawn. */
public final class DemoYear {

    private DemoYear() {}

    /** Such as 2026-27. */
    public static String current() {
        LocalDate today = LocalDate.now(ZoneId.of("Europe/London"));
        int start = today.getMonthValue() < Month.APRIL.getValue() ? today.getYear() - 1 : today.getYear();
        return "%d-%02d".formatted(start, (start + 1) % 100);
    }
}
