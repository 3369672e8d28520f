package opcc.tracker.disclosure.samples;

import static org.assertj.core.api.Assertions.assertThat;

import opcc.tracker.disclosure.table.Table;
import org.junit.jupiter.api.Test;

class SampleTablesTest {

    @Test
    void aSeedAlwaysMakesTheSameTableAndAnotherSeedAnother() {
        assertThat(counts(new SampleTables(1, 3, 500, true))).isEqualTo(counts(new SampleTables(1, 3, 500, true)));
        assertThat(counts(new SampleTables(1, 3, 500, true))).isNotEqualTo(counts(new SampleTables(2, 3, 500, true)));
    }

    @Test
    void mostCellsAreSmallAndSomeAreNot() {
        long[] counts = counts(new SampleTables(1, 4, 5000, false));
        assertThat(counts).hasSize(5000);
        long small = java.util.Arrays.stream(counts)
                .filter(count -> count > 0 && count < 5)
                .count();
        assertThat(small).isBetween(4000L, 4999L);
        assertThat(java.util.Arrays.stream(counts).filter(count -> count == 0).count())
                .isEqualTo(250);
    }

    private static long[] counts(SampleTables sample) {
        Table table = sample.table();
        return java.util.stream.IntStream.range(0, table.innerCount())
                .mapToLong(table::inner)
                .toArray();
    }
}
