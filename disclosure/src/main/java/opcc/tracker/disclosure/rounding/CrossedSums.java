package opcc.tracker.disclosure.rounding;

import java.util.Arrays;
import opcc.tracker.disclosure.samples.SeededRandom;

/**
 * Collects the sums of small cells that the crossings of a table show. Most cells are alone in most crossings, and most sums
 * come again in others: each is kept once, with the weights of all.
 */
final class CrossedSums {
    private final FineTable table;
    private final int[] small;
    private final long[] marks;
    private int[][] cellsOfSum;
    private int[] weight;
    private int size;
    private long[] hashes = new long[1 << 12];
    private int[] sumOfPlace = new int[1 << 12];

    private CrossedSums(FineTable table, int[] small) {
        this.table = table;
        this.small = small;
        SeededRandom random = new SeededRandom(small.length);
        marks = new long[small.length];
        Arrays.setAll(marks, i -> random.nextLong() | 1);
        cellsOfSum = new int[small.length * 2 + 1][];
        weight = new int[cellsOfSum.length];
        for (int cell = 0; cell < small.length; cell++) { // each alone
            cellsOfSum[cell] = new int[] {cell};
        }
        size = small.length;
    }

    /** The small cells of a table, and their sums. */
    static SmallCells of(FineTable table, int base) {
        int[] small = new int[table.size()];
        int cells = 0;
        for (int i = 0; i < small.length; i++) {
            if (table.counts()[i] > 0 && table.counts()[i] < base) {
                small[cells++] = i;
            }
        }
        small = Arrays.copyOf(small, cells);
        return new CrossedSums(table, small).collect(base);
    }

    private SmallCells collect(int base) {
        Grouping grouping = new Grouping(table, small);
        for (FineTable.Crossing crossing : table.crossings()) {
            grouping.visit(crossing, (keyed, from, to) -> add(keyed, from, to, crossing.weight()));
        }
        int[] counts = Arrays.stream(small).map(cell -> table.counts()[cell]).toArray();
        return new SmallCells(
                base, small, counts, new int[0], Arrays.copyOf(cellsOfSum, size), Arrays.copyOf(weight, size));
    }

    private void add(long[] keyed, int from, int to, int by) {
        if (to - from == 1) {
            weight[Grouping.cell(keyed[from])] += by;
            return;
        }
        long hash = 0;
        for (int i = from; i < to; i++) {
            hash += marks[Grouping.cell(keyed[i])];
        }
        hash = hash == 0 ? 1 : hash; // 0 is an empty place
        int place = placeOf(hash);
        while (hashes[place] != 0) {
            int sum = sumOfPlace[place];
            if (hashes[place] == hash && isThat(sum, keyed, from, to)) {
                weight[sum] += by;
                return;
            }
            place = place + 1 & hashes.length - 1;
        }
        int[] members = new int[to - from];
        for (int i = from; i < to; i++) {
            members[i - from] = Grouping.cell(keyed[i]);
        }
        if (size == cellsOfSum.length) {
            cellsOfSum = Arrays.copyOf(cellsOfSum, size * 2);
            weight = Arrays.copyOf(weight, size * 2);
        }
        cellsOfSum[size] = members;
        weight[size] = by;
        hashes[place] = hash;
        sumOfPlace[place] = size++;
        if (size > hashes.length / 2) {
            rehash();
        }
    }

    private boolean isThat(int sum, long[] keyed, int from, int to) {
        int[] members = cellsOfSum[sum];
        if (members.length != to - from) {
            return false;
        }
        for (int i = 0; i < members.length; i++) {
            if (members[i] != Grouping.cell(keyed[from + i])) {
                return false;
            }
        }
        return true;
    }

    private int placeOf(long hash) {
        return (int) (hash * 0x9e3779b97f4a7c15L >>> 20) & hashes.length - 1;
    }

    private void rehash() {
        long[] oldHashes = hashes;
        int[] oldSums = sumOfPlace;
        hashes = new long[oldHashes.length * 4];
        sumOfPlace = new int[hashes.length];
        for (int old = 0; old < oldHashes.length; old++) {
            if (oldHashes[old] != 0) {
                int place = placeOf(oldHashes[old]);
                while (hashes[place] != 0) {
                    place = place + 1 & hashes.length - 1;
                }
                hashes[place] = oldHashes[old];
                sumOfPlace[place] = oldSums[old];
            }
        }
    }
}
