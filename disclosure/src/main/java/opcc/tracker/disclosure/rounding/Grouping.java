package opcc.tracker.disclosure.rounding;

import java.util.Arrays;

/** Finds which inner cells share all codes in the columns of a crossing. */
final class Grouping {
    private static final long MOST_KEYS = 1L << 40;
    private static final int CELL_BITS = 22;

    private final int[][] columns;
    private final int[] sizes;
    private final long[] keyed;

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
            Arrays.sort(keyed);
        }
        int from = 0;
        for (int i = 1; i <= keyed.length; i++) {
            if (i == keyed.length || keyed[i] >>> CELL_BITS != keyed[from] >>> CELL_BITS) {
                visitor.visit(keyed, from, i);
                from = i;
            }
        }
    }
}
