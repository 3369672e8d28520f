package opcc.tracker.kit.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkingDaysTest {

    @ParameterizedTest
    @CsvSource({
        "2020, 2020-01-01 2020-04-10 2020-04-13 2020-05-08 2020-05-25 2020-08-31 2020-12-25 2020-12-28",
        "2021, 2021-01-01 2021-04-02 2021-04-05 2021-05-03 2021-05-31 2021-08-30 2021-12-27 2021-12-28",
        "2022, 2022-01-03 2022-04-15 2022-04-18 2022-05-02 2022-06-02 2022-06-03 2022-08-29 2022-09-19 2022-12-26"
                + " 2022-12-27",
        "2023, 2023-01-02 2023-04-07 2023-04-10 2023-05-01 2023-05-08 2023-05-29 2023-08-28 2023-12-25 2023-12-26",
        "2024, 2024-01-01 2024-03-29 2024-04-01 2024-05-06 2024-05-27 2024-08-26 2024-12-25 2024-12-26",
        "2025, 2025-01-01 2025-04-18 2025-04-21 2025-05-05 2025-05-26 2025-08-25 2025-12-25 2025-12-26",
        "2026, 2026-01-01 2026-04-03 2026-04-06 2026-05-04 2026-05-25 2026-08-31 2026-12-25 2026-12-28",
        "2027, 2027-01-01 2027-03-26 2027-03-29 2027-05-03 2027-05-31 2027-08-30 2027-12-27 2027-12-28",
        "2028, 2028-01-03 2028-04-14 2028-04-17 2028-05-01 2028-05-29 2028-08-28 2028-12-25 2028-12-26"
    })
    void bank_holidays_are_those_that_were_published(int year, String published) {
        assertThat(WorkingDays.bankHolidays(year))
                .containsExactlyElementsOf(
                        Stream.of(published.split(" ")).map(LocalDate::parse).toList());
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-24, 1, 2026-11-25", // a Tuesday
        "2026-11-27, 1, 2026-11-30", // over a weekend
        "2026-12-24, 1, 2026-12-29", // over Christmas and a substitute
        "2026-12-26, 3, 2026-12-31", // from a day that is none
        "2026-06-30, 20, 2026-07-28"
    })
    void days_are_counted_over_weekends_and_holidays(LocalDate from, int count, LocalDate expected) {
        assertThat(WorkingDays.after(from, count)).isEqualTo(expected);
    }

    @Test
    void counting_on_is_the_same_as_counting_in_two_steps() {
        long seed = 20260401;
        Random random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            LocalDate day = LocalDate.of(2019, 1, 1).plusDays(random.nextInt(5_000));
            int first = 1 + random.nextInt(30);
            int second = 1 + random.nextInt(30);

            LocalDate after = WorkingDays.after(day, first + second);

            assertThat(after)
                    .as("seed %d: %s + %d + %d", seed, day, first, second)
                    .isEqualTo(WorkingDays.after(WorkingDays.after(day, first), second));
            assertThat(after.getDayOfWeek()).isNotIn(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY);
        }
    }
}
