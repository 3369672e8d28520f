package opcc.tracker.disclosure.samples;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import opcc.tracker.disclosure.table.Hierarchy;
import opcc.tracker.disclosure.table.Table;
import opcc.tracker.disclosure.table.TableBuilder;

/**
 * Sparse and skewed tables as registers of people make them: people fall into codes of which few are common, so that most
 * cells hold one to four and a few hold many.
 *
 * @param seed the same seed and sizes give the same table
 * @param dimensions from 1 to 6
 * @param innerCells how many inner cells are listed, one in twenty of them with a count of zero
 * @param withHierarchy whether the first dimension has regions and countries above its codes
 */
public record SampleTables(long seed, int dimensions, int innerCells, boolean withHierarchy) {
    private static final List<String> NAMES = List.of("area", "exploitation", "age", "sex", "stage", "nationality");
    private static final double[] SHAPE = {3, 1, 0.8, 0.5, 1.2, 1};

    public SampleTables {
        if (dimensions < 1 || dimensions > NAMES.size() || innerCells < 1) {
            throw new IllegalArgumentException("1 to " + NAMES.size() + " dimensions and at least one inner cell");
        }
    }

    /** Makes the table. */
    public Table table() {
        int[] sizes = sizes();
        SeededRandom random = new SeededRandom(seed);
        Map<Long, Long> counts = new TreeMap<>();
        int zeros = innerCells / 20;
        while (counts.size() < innerCells - zeros) {
            counts.merge(person(sizes, random), 1L, Long::sum);
        }
        while (counts.size() < innerCells) {
            counts.putIfAbsent(person(sizes, random), 0L);
        }
        List<List<String>> codes = new ArrayList<>();
        for (long key : counts.keySet()) {
            List<String> cell = new ArrayList<>();
            long rest = key;
            for (int d = 0; d < dimensions; d++) {
                cell.add(code(d, (int) (rest % sizes[d])));
                rest /= sizes[d];
            }
            codes.add(cell);
        }
        return TableBuilder.build(
                NAMES.subList(0, dimensions),
                codes,
                counts.values().stream().mapToLong(Long::longValue).toArray(),
                withHierarchy ? Map.of("area", hierarchy(sizes[0])) : Map.of());
    }

    /** Twice as many combinations as are listed, the areas being most. */
    private int[] sizes() {
        double product = 1;
        for (int d = 0; d < dimensions; d++) {
            product *= SHAPE[d];
        }
        double side = StrictMath.pow(2.5 * innerCells / product, 1.0 / dimensions);
        int[] sizes = new int[dimensions];
        for (int d = 0; d < dimensions; d++) {
            sizes[d] = Math.max(2, (int) StrictMath.ceil(side * SHAPE[d]));
        }
        return sizes;
    }

    private long person(int[] sizes, SeededRandom random) {
        long key = 0;
        for (int d = dimensions - 1; d >= 0; d--) {
            double u = random.unit();
            key = key * sizes[d] + (int) (u * StrictMath.sqrt(u) * sizes[d]);
        }
        return key;
    }

    private static String code(int dimension, int number) {
        return NAMES.get(dimension) + "-" + number;
    }

    private static Hierarchy hierarchy(int areas) {
        List<List<String>> rows = new ArrayList<>();
        int regions = Math.max(2, (int) StrictMath.sqrt(areas));
        for (int area = 0; area < areas; area++) {
            int region = area % regions;
            rows.add(List.of(code(0, area), "region-" + region, region % 3 == 0 ? "Wales" : "England"));
        }
        return Hierarchy.of("areas.csv", List.of("area", "region", "country"), rows);
    }
}
