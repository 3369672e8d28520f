package opcc.tracker.outcomes.tables;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ObjLongConsumer;
import java.util.stream.Collectors;
import opcc.tracker.outcomes.cube.CubeCell;
import opcc.tracker.outcomes.cube.ProtectedCube;
import opcc.tracker.outcomes.dimensions.Dimension;
import opcc.tracker.outcomes.dimensions.Value;

/** A cube as columns of small numbers, to be added up fast: a code of a dimension is its place among those that occur. */
final class CubeColumns {

    /** Up to so many possible cells are counted in an array. */
    private static final int DENSE = 1 << 16;

    private final Map<Dimension, List<Value>> values = new EnumMap<>(Dimension.class);
    private final Map<Dimension, int[]> columns = new EnumMap<>(Dimension.class);
    private final Map<String, int[]> rangeOfArea = new HashMap<>();
    private final long[] counts;

    CubeColumns(ProtectedCube cube) {
        List<CubeCell> cells = new ArrayList<>(cube.cells());
        cells.sort(Comparator.comparing(CubeCell::area));
        counts = cells.stream().mapToLong(CubeCell::count).toArray();
        for (int i = 0; i < counts.length; i++) {
            int at = i;
            rangeOfArea.computeIfAbsent(cells.get(i).area(), area -> new int[] {at, at})[1] = i + 1;
        }
        for (Dimension dimension : Dimension.values()) {
            Map<Value, Integer> places = new TreeMap<>();
            List<Value> found = List.copyOf(
                    cells.stream().map(cell -> cell.value(dimension)).collect(Collectors.toCollection(TreeSet::new)));
            found.forEach(value -> places.put(value, places.size()));
            values.put(dimension, found);
            columns.put(
                    dimension,
                    cells.stream()
                            .mapToInt(cell -> places.getOrDefault(cell.value(dimension), 0))
                            .toArray());
        }
    }

    /**
     * Adds up, and gives each combination of values that is above zero, in the order of the values.
     *
     * @param area code of the area; empty for all
     */
    void sum(String area, List<Dimension> dimensions, ObjLongConsumer<List<Value>> reader) {
        int[] range = area.isEmpty() ? new int[] {0, counts.length} : rangeOfArea.getOrDefault(area, new int[2]);
        long size = 1;
        for (Dimension dimension : dimensions) {
            size *= Math.max(1, values.getOrDefault(dimension, List.of()).size());
        }
        int[][] codes = dimensions.stream().map(columns::get).toArray(int[][]::new);
        int[] sizes = dimensions.stream()
                .mapToInt(dimension -> values.getOrDefault(dimension, List.of()).size())
                .toArray();
        if (size <= DENSE) {
            long[] sums = new long[(int) size];
            for (int i = range[0]; i < range[1]; i++) {
                sums[(int) key(codes, sizes, i)] += counts[i];
            }
            for (int key = 0; key < sums.length; key++) {
                if (sums[key] > 0) {
                    reader.accept(valuesOf(key, dimensions, sizes), sums[key]);
                }
            }
        } else {
            Map<Long, Long> sums = new HashMap<>();
            for (int i = range[0]; i < range[1]; i++) {
                sums.merge(key(codes, sizes, i), counts[i], Long::sum);
            }
            new TreeMap<>(sums).forEach((key, sum) -> reader.accept(valuesOf(key, dimensions, sizes), sum));
        }
    }

    private static long key(int[][] codes, int[] sizes, int cell) {
        long key = 0;
        for (int d = 0; d < codes.length; d++) {
            key = key * sizes[d] + codes[d][cell];
        }
        return key;
    }

    private List<Value> valuesOf(long key, List<Dimension> dimensions, int[] sizes) {
        Value[] found = new Value[sizes.length];
        long rest = key;
        for (int d = sizes.length - 1; d >= 0; d--) {
            found[d] = values.getOrDefault(dimensions.get(d), List.of()).get((int) (rest % sizes[d]));
            rest /= sizes[d];
        }
        return List.of(found);
    }
}
