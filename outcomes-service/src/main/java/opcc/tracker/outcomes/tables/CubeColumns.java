package opcc.tracker.outcomes.tables;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ObjLongConsumer;
import java.util.stream.Collectors;
import opcc.tracker.outcomes.cube.CubeCell;
import opcc.tracker.outcomes.cube.ProtectedCube;
import opcc.tracker.outcomes.dimensions.Value;

/**
 * A cube as columns of small numbers, to be added up fast: a value of a dimension is its place among those that occur. The
 * cells lie area by area, so that a table of one area reads its own alone; tables of the country, for which all cells are
 * read, are kept once added up.
 */
final class CubeColumns {

    /** Up to so many possible cells are counted in an array. */
    private static final int DENSE = 1 << 16;

    /** How many cells of the country's tables are kept, some 10 MB. */
    private static final long MOST_KEPT = 500_000;

    private record Column(List<Value> values, int[] places) {}

    private record Sums(long[] keys, long[] counts) {}

    private final Map<TableDimension, Column> columns = new HashMap<>();
    private final Map<String, int[]> rangeOfArea = new HashMap<>();
    private final long[] counts;
    private final Cache<List<TableDimension>, Sums> ofTheCountry = Caffeine.newBuilder()
            .maximumWeight(MOST_KEPT)
            .weigher((List<TableDimension> dimensions, Sums sums) -> 8 + sums.keys.length)
            .build();

    CubeColumns(ProtectedCube cube) {
        List<CubeCell> cells = new ArrayList<>(cube.cells());
        cells.sort(Comparator.comparing(CubeCell::area));
        counts = cells.stream().mapToLong(CubeCell::count).toArray();
        for (int i = 0; i < counts.length; i++) {
            int at = i;
            rangeOfArea.computeIfAbsent(cells.get(i).area(), area -> new int[] {at, at})[1] = i + 1;
        }
        for (TableDimension dimension : TableDimension.all()) {
            columns.put(dimension, column(cells, dimension));
        }
    }

    private static Column column(List<CubeCell> cells, TableDimension dimension) {
        List<Value> values =
                List.copyOf(cells.stream().map(dimension::valueOf).collect(Collectors.toCollection(TreeSet::new)));
        Map<Value, Integer> places = new TreeMap<>();
        values.forEach(value -> places.put(value, places.size()));
        return new Column(
                values,
                cells.stream()
                        .mapToInt(cell -> places.getOrDefault(dimension.valueOf(cell), 0))
                        .toArray());
    }

    /**
     * Adds up, and gives each combination of values that is above zero, in the order of the values.
     *
     * @param area code of the area; empty for all
     */
    void sum(String area, List<TableDimension> dimensions, ObjLongConsumer<List<Value>> reader) {
        Column[] by = dimensions.stream().map(columns::get).toArray(Column[]::new);
        int[] range = rangeOfArea.getOrDefault(area, new int[2]);
        Sums sums = area.isEmpty()
                ? ofTheCountry.get(List.copyOf(dimensions), all -> sums(by, 0, counts.length))
                : sums(by, range[0], range[1]);
        for (int i = 0; i < sums.keys.length; i++) {
            reader.accept(valuesOf(sums.keys[i], by), sums.counts[i]);
        }
    }

    private Sums sums(Column[] by, int from, int to) {
        long size = 1;
        for (Column column : by) {
            size *= Math.max(1, column.values.size());
        }
        return size <= DENSE ? dense(by, (int) size, from, to) : sparse(by, from, to);
    }

    private Sums dense(Column[] by, int size, int from, int to) {
        long[] all = new long[size];
        for (int cell = from; cell < to; cell++) {
            all[(int) key(by, cell)] += counts[cell];
        }
        long[] keys = new long[size];
        long[] above = new long[size];
        int found = 0;
        for (int key = 0; key < size; key++) {
            if (all[key] > 0) {
                keys[found] = key;
                above[found++] = all[key];
            }
        }
        return new Sums(Arrays.copyOf(keys, found), Arrays.copyOf(above, found));
    }

    private Sums sparse(Column[] by, int from, int to) {
        Map<Long, Long> all = new HashMap<>();
        for (int cell = from; cell < to; cell++) {
            all.merge(key(by, cell), counts[cell], Long::sum);
        }
        Map<Long, Long> sorted = new TreeMap<>(all);
        return new Sums(
                sorted.keySet().stream().mapToLong(Long::longValue).toArray(),
                sorted.values().stream().mapToLong(Long::longValue).toArray());
    }

    private static long key(Column[] by, int cell) {
        long key = 0;
        for (Column column : by) {
            key = key * column.values.size() + column.places[cell];
        }
        return key;
    }

    private static List<Value> valuesOf(long key, Column[] by) {
        Value[] found = new Value[by.length];
        long rest = key;
        for (int d = by.length - 1; d >= 0; d--) {
            int size = by[d].values.size();
            found[d] = by[d].values.get((int) (rest % size));
            rest /= size;
        }
        return List.of(found);
    }
}
