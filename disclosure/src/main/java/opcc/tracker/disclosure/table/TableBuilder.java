package opcc.tracker.disclosure.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Finds a table's published cells, what each adds up, and the relations between them. */
public final class TableBuilder {
    /** More pairs of an inner cell and a margin of it than this do not fit into a common heap. */
    static final long MOST_PAIRS = 200_000_000;

    final List<Dimension> dimensions = new ArrayList<>();
    final long[] strides;
    final long[] inner;
    final int[] publishedOfInner;
    final long[] keys;
    final long[] values;
    final Rows parts;
    final Rows margins;
    final int[] relationTotals;
    final Rows relationParts;

    /**
     * Builds a table of inner cells that are all different.
     *
     * @param names the dimensions' names
     * @param codes for each inner cell its code in each dimension
     * @param counts for each inner cell its count
     * @param hierarchies by dimension's name, for those that have one
     * @throws FaultyInput if the table is too large, or its sums are
     */
    public static Table build(
            List<String> names, List<List<String>> codes, long[] counts, Map<String, Hierarchy> hierarchies) {
        return new Table(new TableBuilder(names, codes, counts, hierarchies));
    }

    private TableBuilder(
            List<String> names, List<List<String>> codes, long[] counts, Map<String, Hierarchy> hierarchies) {
        for (int d = 0; d < names.size(); d++) {
            int at = d;
            Hierarchy hierarchy = hierarchies.getOrDefault(names.get(d), Hierarchy.of("", List.of("code"), List.of()));
            dimensions.add(new Dimension(
                    names.get(d),
                    codes.stream().map(cell -> cell.get(at)).distinct().toList(),
                    hierarchy));
        }
        strides = strides();
        int[][] cells = sorted(codes);
        inner = Arrays.stream(cells)
                .mapToLong(cell -> counts[cell[cell.length - 1]])
                .toArray();
        long[][] pairs = new long[cells.length][];
        for (int i = 0; i < cells.length; i++) {
            pairs[i] = marginKeys(cells[i]);
        }
        keys = distinct(pairs);
        publishedOfInner = new int[cells.length];
        int[] marginOfPair =
                new int[Arrays.stream(pairs).mapToInt(p -> p.length).sum()];
        int[] innerOfPair = new int[marginOfPair.length];
        int pair = 0;
        for (int i = 0; i < cells.length; i++) {
            publishedOfInner[i] = Arrays.binarySearch(keys, pairs[i][0]);
            Arrays.sort(pairs[i]);
            for (long key : pairs[i]) {
                innerOfPair[pair] = i;
                marginOfPair[pair++] = Arrays.binarySearch(keys, key);
            }
        }
        parts = Rows.collect(keys.length, marginOfPair, innerOfPair);
        margins = Rows.collect(cells.length, innerOfPair, marginOfPair);
        values = sums();
        int[] totalOfPart = new int[keys.length * dimensions.size()];
        int[] relationOfPart = relations(totalOfPart);
        int relations = Arrays.stream(relationOfPart).max().orElse(-1) + 1;
        relationTotals = new int[relations];
        for (int i = 0; i < relationOfPart.length; i++) {
            if (relationOfPart[i] >= 0) {
                relationTotals[relationOfPart[i]] = totalOfPart[i];
            }
        }
        int[] partOfPair = new int[relationOfPart.length];
        Arrays.setAll(partOfPair, i -> i % keys.length);
        relationParts = Rows.collect(relations, relationOfPart, partOfPair);
    }

    /** The last dimension varies fastest, as in the sorted file. */
    private long[] strides() {
        long[] strides = new long[dimensions.size()];
        long stride = 1;
        for (int d = strides.length - 1; d >= 0; d--) {
            strides[d] = stride;
            try {
                stride = Math.multiplyExact(stride, (long) dimensions.get(d).size());
            } catch (ArithmeticException e) {
                throw new FaultyInput("the table has too many dimensions and codes");
            }
        }
        return strides;
    }

    /** The cells' members in each dimension, with the cell's place in the input behind them. */
    private int[][] sorted(List<List<String>> codes) {
        int[][] cells = new int[codes.size()][];
        for (int i = 0; i < cells.length; i++) {
            cells[i] = new int[dimensions.size() + 1];
            for (int d = 0; d < dimensions.size(); d++) {
                cells[i][d] = dimensions.get(d).number(codes.get(i).get(d));
            }
            cells[i][dimensions.size()] = i;
        }
        Arrays.sort(cells, Arrays::compare);
        return cells;
    }

    /** The keys of all published cells that a cell is part of, its own first. */
    private long[] marginKeys(int[] cell) {
        long[] found = {0};
        for (int d = 0; d < dimensions.size(); d++) {
            int[] way = dimensions.get(d).way(cell[d]);
            long[] more = new long[Math.multiplyExact(found.length, way.length)];
            for (int w = 0; w < way.length; w++) {
                for (int f = 0; f < found.length; f++) {
                    more[w * found.length + f] = found[f] + way[w] * strides[d];
                }
            }
            found = more;
        }
        return found;
    }

    private static long[] distinct(long[][] pairs) {
        long total = Arrays.stream(pairs).mapToLong(p -> p.length).sum();
        if (total > MOST_PAIRS) {
            throw new FaultyInput("the table is too large: its inner cells are in " + total
                    + " margins together, at most " + MOST_PAIRS + " can be worked on");
        }
        long[] all = new long[(int) total];
        int at = 0;
        for (long[] some : pairs) {
            System.arraycopy(some, 0, all, at, some.length);
            at += some.length;
        }
        Arrays.sort(all);
        int kept = 0;
        for (int i = 0; i < all.length; i++) {
            if (i == 0 || all[i] != all[i - 1]) {
                all[kept++] = all[i];
            }
        }
        return Arrays.copyOf(all, kept);
    }

    private long[] sums() {
        long[] sums = new long[keys.length];
        for (int c = 0; c < sums.length; c++) {
            for (int p = 0; p < parts.length(c); p++) {
                try {
                    sums[c] = Math.addExact(sums[c], inner[parts.item(c, p)]);
                } catch (ArithmeticException e) {
                    throw new FaultyInput("the counts are too large to be added up");
                }
            }
        }
        return sums;
    }

    /** For each dimension and cell the number of the relation that it is a part of, -1 if none; notes each one's total. */
    private int[] relations(int[] totals) {
        int[] relation = new int[totals.length];
        int next = 0;
        for (int d = 0; d < dimensions.size(); d++) {
            int[] ofTotal = new int[keys.length];
            Arrays.fill(ofTotal, -1);
            for (int c = 0; c < keys.length; c++) {
                int at = d * keys.length + c;
                int member = (int) (keys[c] / strides[d] % dimensions.get(d).size());
                int above = dimensions.get(d).above(member);
                if (above < 0) {
                    relation[at] = -1;
                    continue;
                }
                totals[at] = Arrays.binarySearch(keys, keys[c] + (above - member) * strides[d]);
                if (ofTotal[totals[at]] < 0) {
                    ofTotal[totals[at]] = next++;
                }
                relation[at] = ofTotal[totals[at]];
            }
        }
        return relation;
    }
}
