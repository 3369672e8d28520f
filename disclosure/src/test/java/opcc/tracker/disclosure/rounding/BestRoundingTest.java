package opcc.tracker.disclosure.rounding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import opcc.tracker.disclosure.protection.Protected;
import opcc.tracker.disclosure.samples.SampleTables;
import opcc.tracker.disclosure.samples.SeededRandom;
import opcc.tracker.disclosure.table.Table;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is called proven best is set beside the best of all roundings, tried one by one. */
class BestRoundingTest {
    private static final int BASE = 5;

    static Stream<SampleTables> samples() {
        SeededRandom random = new SeededRandom(77);
        return Stream.generate(() -> new SampleTables(
                        random.below(1_000_000), 1 + random.below(3), 2 + random.below(11), random.below(2) == 0))
                .limit(60);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("samples")
    void noRoundingIsBetterThanTheOneCalledBest(SampleTables sample) {
        Table table = sample.table();
        Protected rounded = new SmallCountRounding(BASE, Seeds.seed(2)).protect(table);
        assertThat(rounded.optimal()).isTrue();
        assertThat(aims(table, rounded.values())).isEqualTo(bestOfAll(table));
        assertThat(rounded.provenBound()).isEqualTo(rounded.objective());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("samples")
    void theBoundByAddingUpIsNeverAboveTheBest(SampleTables sample) {
        Table table = sample.table();
        int bound = new ResidueBound(table, SmallCells.of(table, BASE)).largest(100);
        assertThat((long) bound).isLessThanOrEqualTo(bestOfAll(table).getFirst());
    }

    private static List<Long> bestOfAll(Table table) {
        int[] small = java.util.stream.IntStream.range(0, table.innerCount())
                .filter(i -> table.inner(i) > 0 && table.inner(i) < BASE)
                .toArray();
        List<Long> best = List.of(Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE);
        for (int choice = 0; choice < 1 << small.length; choice++) {
            long[] values = new long[table.publishedCount()];
            Arrays.setAll(values, table::value);
            for (int s = 0; s < small.length; s++) {
                for (int c : table.margins(small[s])) {
                    values[c] += ((choice >> s & 1) == 1 ? BASE : 0) - table.inner(small[s]);
                }
            }
            List<Long> aims = aims(table, values);
            best = isBefore(aims, best) ? aims : best;
        }
        return best;
    }

    /** Largest error, error of the total, all errors together. */
    private static List<Long> aims(Table table, long[] values) {
        long largest = 0;
        long together = 0;
        for (int c = 0; c < values.length; c++) {
            long error = Math.abs(values[c] - table.value(c));
            largest = Math.max(largest, error);
            together += error;
        }
        int total = Seeds.total(table);
        return List.of(largest, Math.abs(values[total] - table.value(total)), together);
    }

    private static boolean isBefore(List<Long> some, List<Long> others) {
        for (int aim = 0; aim < some.size(); aim++) {
            int order = some.get(aim).compareTo(others.get(aim));
            if (order != 0) {
                return order < 0;
            }
        }
        return false;
    }
}
