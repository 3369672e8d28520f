package opcc.tracker.funds.spreadsheets;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CellsTest {

    @Test
    void pence_are_written_as_pounds_and_pence_whatever_their_sign() {
        assertThat(Cells.pounds(6_500)).isEqualTo("65.00");
        assertThat(Cells.pounds(-5)).isEqualTo("-0.05");
        assertThat(Cells.pounds(-150)).isEqualTo("-1.50");
    }
}
