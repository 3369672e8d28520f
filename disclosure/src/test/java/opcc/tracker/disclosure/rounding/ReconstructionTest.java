package opcc.tracker.disclosure.rounding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import opcc.tracker.disclosure.protection.Protected;
import opcc.tracker.disclosure.table.Table;
import opcc.tracker.disclosure.table.TableBuilder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The attack of someone who knows everything but the counts and the seed: rounds every true table there could be by the same
 * algorithm, under several seeds, and keeps those that give what was published.
 */
class ReconstructionTest {
    private static final int BASE = 5;
    private static final int SEEDS = 3;

    @ParameterizedTest(name = "{0} by {1} cells")
    @CsvSource({"1, 1", "1, 2", "1, 3", "2, 2"})
    void noSmallCountAndNoSmallMarginCanBeWorkedOutByRoundingAllTablesThereCouldBe(int rows, int columns) {
        Map<List<Long>, List<Table>> origins = new HashMap<>();
        for (Table table : tables(rows, columns)) {
            Set<List<Long>> published = new HashSet<>();
            for (int seed = 0; seed < SEEDS; seed++) {
                published.add(values(new SmallCountRounding(BASE, Seeds.seed(seed)).protect(table)));
            }
            published.forEach(values ->
                    origins.computeIfAbsent(values, v -> new ArrayList<>()).add(table));
        }
        origins.forEach((values, tables) -> {
            for (int c = 0; c < values.size(); c++) {
                Set<Long> possible = new TreeSet<>();
                for (Table table : tables) {
                    possible.add(table.value(c));
                }
                if (values.get(c) == 0) {
                    assertThat(possible)
                            .as("true values of cell %d of %s", c, values)
                            .contains(0L, 1L, 2L);
                } else if (values.get(c) == BASE) {
                    assertThat(possible)
                            .as("true values of cell %d of %s", c, values)
                            .contains(3L, 4L, 5L);
                }
            }
        });
    }

    /** In a table of one cell 2 is always nearer to 0; among others it is rounded up as well. */
    @ParameterizedTest
    @CsvSource({"2", "3"})
    void amongOthersACountNearTheMiddleMayGoEitherWay(long count) {
        Set<Long> outcomes = new TreeSet<>();
        for (Table table : tables(2, 2)) {
            if (table.inner(0) == count) {
                Protected rounded = new SmallCountRounding(BASE, Seeds.seed(1)).protect(table);
                outcomes.add(rounded.values()[table.publishedOfInner(0)]);
            }
        }
        assertThat(outcomes).containsExactly(0L, (long) BASE);
    }

    /** All tables of counts up to the base; higher counts stay as they are and hide nothing. */
    private static List<Table> tables(int rows, int columns) {
        List<List<String>> codes = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                codes.add(List.of("r" + row, "c" + column));
            }
        }
        List<Table> tables = new ArrayList<>();
        long[] counts = new long[codes.size()];
        while (true) {
            tables.add(TableBuilder.build(List.of("row", "column"), codes, counts.clone(), Map.of()));
            int at = 0;
            while (at < counts.length && counts[at] == BASE) {
                counts[at++] = 0;
            }
            if (at == counts.length) {
                return tables;
            }
            counts[at]++;
        }
    }

    private static List<Long> values(Protected rounded) {
        return java.util.Arrays.stream(rounded.values()).boxed().toList();
    }
}
