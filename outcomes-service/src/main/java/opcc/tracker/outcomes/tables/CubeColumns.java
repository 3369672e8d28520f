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

    /** Up to so many possible cells are counted in an array, and up to so many for each cell of the cube that is read. */
    private static final int DENSE = 1 << 16;

    private static final long DENSE_FOR_EACH = 4;

    /** Cells are read in blocks whose keys stay in the processor's cache. */
    private static final int BLOCK = 1024;

    /** How many cells of the country's tables are kept, some 10 MB. */
    private static final long MOST_KEPT = 500_000;

    private record Column(List<Value> values, short[] places) {}

    private final Map<TableDimension, Column> columns = new HashMap<>();
    private final Map<String, int[]> rangeOfArea = new HashMap<>();
    private final int[] counts;
    private final Cache<List<TableDimension>, Sums> ofTheCountry = Caffeine.newBuilder()
            .maximumWeight(MOST_KEPT)
            .weigher((List<TableDimension> dimensions, Sums sums) -> 8 + sums.keys().length)
            .build();

    CubeColumns(ProtectedCube cube) {
        List<CubeCell> cells = new ArrayList<>(cube.cells());
        cells.sort(Comparator.comparing(CubeCell::area));
        counts = cells.stream().mapToInt(cell -> Math.toIntExact(cell.count())).toArray();
        Math.toIntExact(Arrays.stream(counts).asLongStream().sum()); // so that no table's count is too large
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
        if (values.size() > Short.MAX_VALUE) {
            throw new IllegalArgumentException("too many values of " + dimension);
        }
        Map<Value, Integer> placeOf = new TreeMap<>();
        values.forEach(value -> placeOf.put(value, placeOf.size()));
        short[] places = new short[cells.size()];
        for (int i = 0; i < places.length; i++) {
            places[i] = placeOf.getOrDefault(dimension.valueOf(cells.get(i)), 0).shortValue();
        }
        return new Column(values, places);
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
        for (int i = 0; i < sums.keys().length; i++) {
            reader.accept(valuesOf(sums.keys()[i], by), sums.counts()[i]);
        }
    }

    private Sums sums(Column[] by, int from, int to) {
        long size = size(by);
        boolean dense = size <= Math.max(DENSE, DENSE_FOR_EACH * (to - from));
        return dense ? dense(by, (int) size, from, to) : sparse(by, from, to);
    }

    private Sums dense(Column[] by, int size, int from, int to) {
        int[] all = new int[size];
        int[] keys = new int[BLOCK];
        for (int at = from; at < to; at += BLOCK) {
            int length = Math.min(BLOCK, to - at);
            keys(by, at, length, keys);
            for (int i = 0; i < length; i++) {
                all[keys[i]] += counts[at + i];
            }
        }
        return Sums.of(all);
    }

    /** Of more than two dimensions an {@code int} may be too small, so two keys are made, of two dimensions each at most. */
    private Sums sparse(Column[] by, int from, int to) {
        Column[] first = Arrays.copyOf(by, by.length / 2);
        Column[] last = Arrays.copyOfRange(by, by.length / 2, by.length);
        long size = size(last);
        SparseCounts all = new SparseCounts(to - from);
        int[] firstKeys = new int[BLOCK];
        int[] lastKeys = new int[BLOCK];
        for (int at = from; at < to; at += BLOCK) {
            int length = Math.min(BLOCK, to - at);
            keys(first, at, length, firstKeys);
            keys(last, at, length, lastKeys);
            for (int i = 0; i < length; i++) {
                all.add(firstKeys[i] * size + lastKeys[i], counts[at + i]);
            }
        }
        return all.sums();
    }

    /** Column by column, in a loop that the compiler makes vector instructions of. */
    private static void keys(Column[] by, int from, int length, int[] keys) {
        Arrays.fill(keys, 0, length, 0);
        for (Column column : by) {
            short[] places = column.places;
            int size = column.values.size();
            for (int i = 0; i < length; i++) {
                keys[i] = keys[i] * size + places[from + i];
            }
        }
    }

    private static long size(Column[] by) {
        long size = 1;
        for (Column column : by) {
            size *= Math.max(1, column.values.size());
        }
        return size;
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
