package opcc.tracker.disclosure.rounding;

import java.util.Arrays;

/** Finds which inner cells share all codes in the columns of a crossing. */
final class Grouping {
    private static final long MOST_KEYS = 1L << 40;
    private static final int CELL_BITS = 22;
    private static final int DIGIT_BITS = 11;
    private static final int DIGITS = 1 << DIGIT_BITS;
    /** Fewer are sorted faster by comparing. */
    private static final int FEW = 1_000;

    private final int[][] columns;
    private final int[] sizes;
    private long[] keyed;
    private long[] sorted;

    /** Of these cells of a table, by their numbers. */
    Grouping(FineTable table, int[] cells) {
        if (cells.length >= 1 << CELL_BITS) {
            throw new IllegalArgumentException("a table of more than four million cells");
        }
        columns = new int[table.columns().length][];
        sizes = new int[columns.length];
        for (int c = 0; c < columns.length; c++) {
            int[] column = table.columns()[c];
            columns[c] = Arrays.stream(cells).map(cell -> column[cell]).toArray();
            sizes[c] = Arrays.stream(columns[c]).max().orElse(0) + 1;
        }
        keyed = new long[cells.length];
        sorted = new long[cells.length];
    }

    /** Takes a group of cells. */
    interface Visitor {
        /**
         * The next group.
         *
         * @param keyed holds the cells of the group, see {@link Grouping#cell}
         * @param from the place of the first, inclusive
         * @param to the place behind the last
         */
        void visit(long[] keyed, int from, int to);
    }

    /** The place, in the list of cells that was given, of a cell. */
    static int cell(long keyed) {
        return (int) (keyed & ((1 << CELL_BITS) - 1));
    }

    /** Visits all groups of a crossing; within one the cells ascend. */
    void visit(FineTable.Crossing crossing, Visitor visitor) {
        Arrays.fill(keyed, 0);
        long keys = 1;
        for (int c : crossing.columns()) {
            keys *= sizes[c];
            if (keys > MOST_KEYS) {
                throw new IllegalArgumentException("a crossing of too many codes");
            }
            for (int i = 0; i < keyed.length; i++) {
                keyed[i] = keyed[i] * sizes[c] + columns[c][i];
            }
        }
        for (int i = 0; i < keyed.length; i++) {
            keyed[i] = keyed[i] << CELL_BITS | i;
        }
        if (keys > 1) {
            sort(keys);
        }
        int from = 0;
        for (int i = 1; i <= keyed.length; i++) {
            if (i == keyed.length || keyed[i] >>> CELL_BITS != keyed[from] >>> CELL_BITS) {
                visitor.visit(keyed, from, i);
                from = i;
            }
        }
    }

    /** Of many cells digit by digit, which leaves cells of the same key in their order: several times as fast. */
    private void sort(long keys) {
        if (keyed.length < FEW) {
            Arrays.sort(keyed);
            return;
        }
        int bits = Long.SIZE - Long.numberOfLeadingZeros(keys - 1);
        int[] next = new int[DIGITS];
        for (int shift = CELL_BITS; shift < CELL_BITS + bits; shift += DIGIT_BITS) {
            Arrays.fill(next, 0);
            for (long each : keyed) {
                next[digit(each, shift)]++;
            }
            int before = 0;
            for (int digit = 0; digit < DIGITS; digit++) {
                int count = next[digit];
                next[digit] = before;
                before += count;
            }
            for (long each : keyed) {
                sorted[next[digit(each, shift)]++] = each;
            }
            long[] swapped = keyed;
            keyed = sorted;
            sorted = swapped;
        }
    }

    private static int digit(long keyed, int shift) {
        return (int) (keyed >>> shift) & DIGITS - 1;
    }
}
