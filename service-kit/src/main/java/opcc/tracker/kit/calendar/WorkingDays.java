package opcc.tracker.kit.calendar;

import static java.time.DayOfWeek.FRIDAY;
import static java.time.DayOfWeek.MONDAY;
import static java.time.DayOfWeek.SATURDAY;
import static java.time.DayOfWeek.SUNDAY;
import static java.time.temporal.TemporalAdjusters.firstInMonth;
import static java.time.temporal.TemporalAdjusters.lastInMonth;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.util.Set;
import java.util.TreeSet;

/**
 * The working days of England and Wales: neither weekend nor bank holiday (rule 6 of the domain). Bank holidays follow
 * from the Banking and Financial Dealings Act 1971 and its substitutes for weekends; days moved or added by proclamation
 * are listed, known from 2019 on.
 */
public final class WorkingDays {

    private static final Set<LocalDate> PROCLAIMED = Set.of(
            LocalDate.of(2020, Month.MAY, 8), // the early May holiday, for the 75th anniversary of VE Day
            LocalDate.of(2022, Month.JUNE, 2), // the spring holiday, for the Platinum Jubilee
            LocalDate.of(2022, Month.JUNE, 3), // the Platinum Jubilee
            LocalDate.of(2022, Month.SEPTEMBER, 19), // the state funeral of Queen Elizabeth II
            LocalDate.of(2023, Month.MAY, 8)); // the coronation of King Charles III

    private static final Set<LocalDate> MOVED_AWAY =
            Set.of(LocalDate.of(2020, Month.MAY, 4), LocalDate.of(2022, Month.MAY, 30));

    private WorkingDays() {}

    /** Whether offices work on that day. */
    public static boolean isWorkingDay(LocalDate day) {
        DayOfWeek weekday = day.getDayOfWeek();
        return weekday != SATURDAY
                && weekday != SUNDAY
                && !bankHolidays(day.getYear()).contains(day);
    }

    /** The {@code count}-th working day after {@code day}, which need not be one itself. */
    public static LocalDate after(LocalDate day, int count) {
        if (count < 1) {
            throw new IllegalArgumentException("not a number of days after: " + count);
        }
        LocalDate at = day;
        for (int left = count; left > 0; ) {
            at = at.plusDays(1);
            left -= isWorkingDay(at) ? 1 : 0;
        }
        return at;
    }

    /** The bank holidays of a year, substitutes among them. */
    public static Set<LocalDate> bankHolidays(int year) {
        Set<LocalDate> days = new TreeSet<>();
        days.add(orNextMonday(LocalDate.of(year, Month.JANUARY, 1)));
        LocalDate easter = easterSunday(year);
        days.add(easter.minusDays(2));
        days.add(easter.plusDays(1));
        days.add(LocalDate.of(year, Month.MAY, 1).with(firstInMonth(MONDAY)));
        days.add(LocalDate.of(year, Month.MAY, 1).with(lastInMonth(MONDAY)));
        days.add(LocalDate.of(year, Month.AUGUST, 1).with(lastInMonth(MONDAY)));
        addChristmas(LocalDate.of(year, Month.DECEMBER, 25), days);
        days.removeAll(MOVED_AWAY);
        PROCLAIMED.stream().filter(day -> day.getYear() == year).forEach(days::add);
        return days;
    }

    /** Christmas Day and Boxing Day; one that falls on a weekend is kept on the next weekday that is not the other. */
    private static void addChristmas(LocalDate christmas, Set<LocalDate> days) {
        LocalDate boxing = christmas.plusDays(1);
        DayOfWeek weekday = christmas.getDayOfWeek();
        if (weekday == SATURDAY) {
            days.add(christmas.plusDays(2));
            days.add(christmas.plusDays(3));
        } else if (weekday == SUNDAY) {
            days.add(boxing);
            days.add(christmas.plusDays(2));
        } else {
            days.add(christmas);
            days.add(weekday == FRIDAY ? christmas.plusDays(3) : boxing);
        }
    }

    private static LocalDate orNextMonday(LocalDate day) {
        return switch (day.getDayOfWeek()) {
            case SATURDAY -> day.plusDays(2);
            case SUNDAY -> day.plusDays(1);
            default -> day;
        };
    }

    /** Easter Sunday of the Gregorian calendar, by the method of Butcher. */
    private static LocalDate easterSunday(int year) {
        int a = year % 19;
        int b = year / 100;
        int c = year % 100;
        int d = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
        int e = (32 + 2 * (b % 4) + 2 * (c / 4) - d - c % 4) % 7;
        int f = d + e - 7 * ((a + 11 * d + 22 * e) / 451) + 114;
        return LocalDate.of(year, f / 31, f % 31 + 1);
    }
}
