package opcc.tracker.kit.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuarterTest {

    @ParameterizedTest
    @CsvSource({
        "2026-04-01, 2026-27 Q1",
        "2026-06-30, 2026-27 Q1",
        "2026-07-01, 2026-27 Q2",
        "2026-12-31, 2026-27 Q3",
        "2027-01-01, 2026-27 Q4",
        "2027-03-31, 2026-27 Q4",
        "2027-04-01, 2027-28 Q1",
        "2099-04-01, 2099-00 Q1",
    })
    void everyDayLiesInOneQuarterOfAFinancialYearFromAprilToMarch(LocalDate day, String quarter) {
        assertThat(Quarter.of(day)).hasToString(quarter);
        assertThat(Quarter.parse(quarter)).contains(Quarter.of(day));
        assertThat(Quarter.of(Quarter.of(day).start())).isEqualTo(Quarter.of(day));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-28 Q1", "2026-26 Q1", "2026-27 Q0", "2026-27 Q5", "2026-27", "1926-27 Q1", ""})
    void whatIsNotAQuarterIsNotRead(String text) {
        assertThat(Quarter.parse(text)).isEmpty();
        assertThat(Quarter.violation("outcomes[0].quarter", text)).isPresent();
    }

    @Test
    void theYearsOfAFinancialYearFollowEachOther() {
        assertThat(FinancialYear.parse("2026-27")).contains(new FinancialYear(2026));
        assertThat(FinancialYear.parse("2026-28")).isEmpty();
        assertThat(FinancialYear.violation("service.annual_values[0].financial_year", "2026-28"))
                .hasValueSatisfying(violation ->
                        assertThat(violation.getField()).isEqualTo("service.annual_values[0].financial_year"));
    }
}
