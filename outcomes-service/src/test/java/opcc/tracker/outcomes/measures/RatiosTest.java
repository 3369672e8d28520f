package opcc.tracker.outcomes.measures;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RatiosTest {

    @ParameterizedTest
    @CsvSource({"0, 5, 0", "5, 5, 100", "1, 8, 13", "5, 40, 13", "1, 3, 33", "2, 3, 67", "1, 200, 1", "1, 201, 0"})
    void shares_are_rounded_half_up_to_whole_per_cent(long part, long whole, int percent) {
        assertThat(Ratios.percent(part, whole)).isEqualTo(percent);
    }

    @ParameterizedTest
    @CsvSource({"5, 20, 3", "-5, 20, -3", "0, 7, 0", "10, 5, 20", "-1, 30, 0", "-20, 5, -40"})
    void means_are_rounded_half_away_from_zero_to_tenths(long sum, long count, int tenths) {
        assertThat(Ratios.tenths(sum, count)).isEqualTo(tenths);
    }

    @ParameterizedTest
    @CsvSource({"250, 100, 3", "249, 100, 2", "-250, 100, -2", "-251, 100, -3", "0, 5, 0"})
    void pence_for_each_are_rounded_half_up(long amount, long count, long each) {
        assertThat(Ratios.perUnit(amount, count)).isEqualTo(each);
    }
}
