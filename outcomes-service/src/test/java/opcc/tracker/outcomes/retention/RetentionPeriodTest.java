package opcc.tracker.outcomes.retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import opcc.tracker.kit.calendar.Quarter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rule 12 of the domain: outcomes are kept for seven years. */
class RetentionPeriodTest {

    @ParameterizedTest
    @CsvSource({
        "2033-06-30, 2025-26 Q4",
        "2033-07-01, 2026-27 Q1",
        "2033-09-30, 2026-27 Q1",
        "2033-12-31, 2026-27 Q2",
        "2034-01-01, 2026-27 Q3",
        "2034-03-31, 2026-27 Q3",
        "2034-04-01, 2026-27 Q4",
    })
    void aQuartersRecordsAreKeptForSevenYearsAfterItsLastDay(LocalDate today, String lastOver) {
        Quarter last = RetentionPeriod.lastOver(today);

        assertThat(last).hasToString(lastOver);
        assertThat(RetentionPeriod.over(last)).isBeforeOrEqualTo(today);
        assertThat(RetentionPeriod.over(Quarter.of(last.start().plusMonths(3)))).isAfter(today);
    }
}
