package opcc.tracker.disclosure.rounding;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import opcc.tracker.disclosure.table.Table;

/**
 * What rounding has to decide: the small inner cells (1 to base - 1), each up to the base or down to zero, and the sums of
 * them that are published. Published cells that hold the same small cells have the same error and are one sum, with a weight.
 */
final class SmallCells {
    /** The small cells' inner numbers. */
    final int[] inner;
    /** The small cells' true counts. */
    final int[] count;

    final int base;
    /** For each published cell its sum; -1 where no small cell is in it. */
    final int[] sumOfPublished;
    /** For each sum the small cells in it, ascending. */
    final int[][] cellsOfSum;
    /** For each small cell the sums that it is in. */
    final int[][] sumsOfCell;
    /** For each sum how many published cells have it. */
    final int[] weight;
    /** For each sum the true total of its small cells. */
    final int[] truth;

    /** The sum of all small cells, which makes the error of the table's total; -1 if there are none. */
    final int total;

    /**
     * Small cells and their sums.
     *
     * @param sumOfPublished by published cell, where the table has such
     */
    SmallCells(int base, int[] inner, int[] count, int[] sumOfPublished, int[][] cellsOfSum, int[] weight) {
        this.base = base;
        this.inner = inner;
        this.count = count;
        this.sumOfPublished = sumOfPublished;
        this.cellsOfSum = cellsOfSum;
        this.weight = weight;
        truth = new int[cellsOfSum.length];
        int[] degree = new int[inner.length];
        int all = -1;
        for (int s = 0; s < truth.length; s++) {
            for (int cell : cellsOfSum[s]) {
                truth[s] = Math.addExact(truth[s], count[cell]);
                degree[cell]++;
            }
            all = cellsOfSum[s].length == inner.length ? s : all;
        }
        total = all;
        sumsOfCell = new int[inner.length][];
        for (int cell = 0; cell < inner.length; cell++) {
            sumsOfCell[cell] = new int[degree[cell]];
        }
        for (int s = truth.length - 1; s >= 0; s--) {
            for (int cell : cellsOfSum[s]) {
                sumsOfCell[cell][--degree[cell]] = s;
            }
        }
    }

    /** The small cells of a table. */
    static SmallCells of(Table table, int base) {
        int[] small = new int[table.innerCount()];
        Arrays.fill(small, -1);
        int cells = 0;
        for (int i = 0; i < table.innerCount(); i++) {
            if (table.inner(i) > 0 && table.inner(i) < base) {
                small[i] = cells++;
            }
        }
        int[] inner = new int[cells];
        int[] count = new int[cells];
        for (int i = 0; i < small.length; i++) {
            if (small[i] >= 0) {
                inner[small[i]] = i;
                count[small[i]] = (int) table.inner(i);
            }
        }
        int[] sumOfPublished = new int[table.publishedCount()];
        Map<Members, Integer> sums = new HashMap<>();
        int[] weights = new int[table.publishedCount()];
        int[][] found = new int[table.publishedCount()][];
        int[] buffer = new int[cells];
        for (int c = 0; c < table.publishedCount(); c++) {
            int size = 0;
            for (int p = 0; p < table.partCount(c); p++) {
                int cell = small[table.part(c, p)];
                if (cell >= 0) {
                    buffer[size++] = cell;
                }
            }
            if (size == 0) {
                sumOfPublished[c] = -1;
                continue;
            }
            int[] members = Arrays.copyOf(buffer, size);
            int sum = sums.computeIfAbsent(new Members(members), m -> sums.size());
            found[sum] = members;
            weights[sum]++;
            sumOfPublished[c] = sum;
        }
        return new SmallCells(
                base,
                inner,
                count,
                sumOfPublished,
                Arrays.copyOf(found, sums.size()),
                Arrays.copyOf(weights, sums.size()));
    }

    int size() {
        return count.length;
    }

    /** No rounding brings the sum nearer to its true value than this. */
    int nearest(int sum) {
        int rest = truth[sum] % base;
        return Math.min(rest, base - rest);
    }

    /** How many pairs of a cell and a sum there are: the measure of work. */
    long pairs() {
        long pairs = 0;
        for (int[] sums : sumsOfCell) {
            pairs += sums.length;
        }
        return pairs;
    }

    int sums() {
        return truth.length;
    }

    /** Small cells compared by their numbers. */
    @SuppressWarnings("ArrayRecordComponent") // compared by content below
    private record Members(int[] cells) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Members members && Arrays.equals(cells, members.cells);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(cells);
        }
    }
}
