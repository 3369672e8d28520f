package opcc.tracker.disclosure.attack;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import opcc.tracker.disclosure.samples.SeededRandom;
import opcc.tracker.disclosure.table.Hierarchy;
import opcc.tracker.disclosure.table.Table;
import opcc.tracker.disclosure.table.TableBuilder;

/** Tables of counts for tests: small ones written out, and seeded ones. */
public final class Counts {
    private Counts() {}

    /** A table of areas (rows) and stages (columns), coded a0, a1, ... and s0, s1, ... */
    public static Table of(long[][] counts) {
        List<List<String>> codes = new ArrayList<>();
        List<Long> values = new ArrayList<>();
        for (int a = 0; a < counts.length; a++) {
            for (int s = 0; s < counts[a].length; s++) {
                codes.add(List.of("a" + a, "s" + s));
                values.add(counts[a][s]);
            }
        }
        return build(List.of("area", "stage"), codes, values, Map.of());
    }

    /** A table of these sizes whose counts go from 0 to the most, a part of its rows not listed. */
    public static Table seeded(long seed, int most, boolean regions, int... sizes) {
        SeededRandom random = new SeededRandom(seed);
        List<String> names = List.of("area", "stage", "sex", "age").subList(0, sizes.length);
        List<List<String>> codes = new ArrayList<>();
        List<Long> values = new ArrayList<>();
        int all = 1;
        for (int size : sizes) {
            all *= size;
        }
        for (int i = 0; i < all; i++) {
            if (i > 0 && random.below(8) == 0) {
                continue;
            }
            List<String> cell = new ArrayList<>();
            int rest = i;
            for (int d = 0; d < sizes.length; d++) {
                cell.add(names.get(d).charAt(0) + "" + rest % sizes[d]);
                rest /= sizes[d];
            }
            codes.add(cell);
            values.add((long) random.below(most + 1));
        }
        Map<String, Hierarchy> hierarchies = new HashMap<>();
        if (regions) {
            List<List<String>> rows = new ArrayList<>();
            for (int area = 0; area < sizes[0]; area++) {
                rows.add(List.of("a" + area, "r" + area % 2));
            }
            hierarchies.put("area", Hierarchy.of("areas.csv", List.of("area", "region"), rows));
        }
        return build(names, codes, values, hierarchies);
    }

    private static Table build(
            List<String> names, List<List<String>> codes, List<Long> values, Map<String, Hierarchy> hierarchies) {
        return TableBuilder.build(
                names, codes, values.stream().mapToLong(Long::longValue).toArray(), hierarchies);
    }

    /** The published cell with these labels. */
    public static int cell(Table table, String... labels) {
        for (int c = 0; c < table.publishedCount(); c++) {
            boolean found = true;
            for (int d = 0; d < labels.length; d++) {
                found &= table.label(c, d).equals(labels[d]);
            }
            if (found) {
                return c;
            }
        }
        throw new IllegalArgumentException("There is no cell " + List.of(labels));
    }

    /** What a naive threshold leaves out: counts of 1 to 4 and nothing else. */
    public static boolean[] naiveThreshold(Table table) {
        boolean[] suppressed = new boolean[table.publishedCount()];
        for (int c = 0; c < suppressed.length; c++) {
            suppressed[c] = table.value(c) >= 1 && table.value(c) <= 4;
        }
        return suppressed;
    }
}
