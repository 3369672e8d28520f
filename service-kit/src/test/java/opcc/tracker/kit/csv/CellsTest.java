package opcc.tracker.kit.csv;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CellsTest {

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+44", "-1", "@SUM(A1)", "\t=1", "  =1", "\r=1", "\uFF1D1"})
    void a_cell_that_would_be_a_formula_is_text(String text) {
        assertThat(Cells.harmless(text)).isEqualTo("'" + text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a hotel", "1-2", "Smith, Jones \"and\" Co"})
    void any_other_cell_stays_as_it_is(String text) {
        assertThat(Cells.harmless(text)).isEqualTo(text);
    }

    @Test
    void pence_are_written_as_pounds_and_pence_whatever_their_sign() {
        assertThat(Cells.pounds(6_500)).isEqualTo("65.00");
        assertThat(Cells.pounds(-5)).isEqualTo("-0.05");
        assertThat(Cells.pounds(-150)).isEqualTo("-1.50");
    }
}
