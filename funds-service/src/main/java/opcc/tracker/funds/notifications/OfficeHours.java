package opcc.tracker.funds.notifications;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import opcc.tracker.kit.calendar.FinancialYear;
import opcc.tracker.kit.calendar.WorkingDays;

/**
 * When approvers read their e-mail: on working days of England and Wales, London time.
 *
 * @param opens from this time on
 * @param closes until before this time
 */
record OfficeHours(LocalTime opens, LocalTime closes) {

    OfficeHours {
        if (!opens.isBefore(closes)) {
            throw new IllegalArgumentException("The office must open before it closes, not at " + opens + " and "
                    + closes + " (NOTIFY_OFFICE_OPENS, NOTIFY_OFFICE_CLOSES).");
        }
    }

    /** Whether nobody can be expected to read e-mail. */
    boolean isClosed(Instant at) {
        ZonedDateTime there = at.atZone(FinancialYear.LONDON);
        LocalTime time = there.toLocalTime();
        return !WorkingDays.isWorkingDay(there.toLocalDate()) || time.isBefore(opens) || !time.isBefore(closes);
    }
}
