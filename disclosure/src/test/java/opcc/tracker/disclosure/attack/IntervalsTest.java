package opcc.tracker.disclosure.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.IntStream;
import opcc.tracker.disclosure.samples.SeededRandom;
import opcc.tracker.disclosure.table.Table;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IntervalsTest {
    private static final int[] NONE = {};

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void agreeWithGoingThroughEveryTable(long seed) {
        Table table = seed % 2 == 0 ? Counts.seeded(seed, 6, true, 3, 3) : Counts.seeded(seed, 3, false, 2, 2, 2);
        SeededRandom random = new SeededRandom(seed);
        boolean[] suppressed = new boolean[table.publishedCount()];
        for (int c = 0; c < suppressed.length; c++) {
            // A published grand total limits every cell, so that every table can be gone through.
            suppressed[c] = table.partCount(c) < table.innerCount() && random.below(3) > 0;
        }
        long total =
                IntStream.range(0, table.innerCount()).mapToLong(table::inner).sum();

        long[][] extremes = EveryTable.extremes(table, suppressed, Math.min(total, seed % 2 == 0 ? 18 : 24));
        Map<Integer, Interval> intervals = AttackAudit.intervals(
                Knowledge.of(table, suppressed),
                IntStream.range(0, suppressed.length).toArray());

        for (int c = 0; c < suppressed.length; c++) {
            assertThat(intervals.get(c)).as("cell %d", c).isEqualTo(new Interval(extremes[0][c], extremes[1][c]));
        }
    }

    @Test
    void aSingleSuppressedCellInARowIsKnown() {
        Table table = Counts.of(new long[][] {{3, 7}, {8, 9}});
        boolean[] suppressed = new boolean[table.publishedCount()];
        int cell = Counts.cell(table, "a0", "s0");
        suppressed[cell] = true;

        assertThat(AttackAudit.intervals(Knowledge.of(table, suppressed), new int[] {cell}))
                .containsEntry(cell, new Interval(3, 3));
    }

    @Test
    void aCellThatNothingLimitsReachesAnyHeight() {
        Table table = Counts.of(new long[][] {{3, 7}, {8, 9}});
        boolean[] suppressed = new boolean[table.publishedCount()];
        for (String area : new String[] {"a0", "Total"}) {
            suppressed[Counts.cell(table, area, "s0")] = true;
            suppressed[Counts.cell(table, area, "Total")] = true;
        }
        int cell = Counts.cell(table, "a0", "s0");

        assertThat(AttackAudit.intervals(Knowledge.of(table, suppressed), new int[] {cell}))
                .containsEntry(cell, new Interval(0, Interval.UNLIMITED));
    }

    @Test
    void nothingAskedNothingAnswered() {
        Table table = Counts.of(new long[][] {{3}});
        assertThat(AttackAudit.intervals(Knowledge.of(table, new boolean[table.publishedCount()]), NONE))
                .isEmpty();
    }
}
