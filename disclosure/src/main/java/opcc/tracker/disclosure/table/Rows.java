package opcc.tracker.disclosure.table;

import java.util.Arrays;

/** Rows of whole numbers of different lengths in two arrays: a table of 50,000 inner cells has millions of incidences. */
final class Rows {
    private final int[] starts;
    private final int[] items;

    private Rows(int[] starts, int[] items) {
        this.starts = starts;
        this.items = items;
    }

    /**
     * Pairs of a row and an item, collected by row; within a row the items keep their order.
     *
     * @param rows the row of each pair; negative where there is none
     */
    static Rows collect(int rowCount, int[] rows, int[] itemOfPair) {
        int[] starts = new int[rowCount + 1];
        for (int row : rows) {
            if (row >= 0) {
                starts[row + 1]++;
            }
        }
        for (int row = 0; row < rowCount; row++) {
            starts[row + 1] += starts[row];
        }
        int[] next = Arrays.copyOf(starts, rowCount);
        int[] items = new int[starts[rowCount]];
        for (int pair = 0; pair < rows.length; pair++) {
            if (rows[pair] >= 0) {
                items[next[rows[pair]]++] = itemOfPair[pair];
            }
        }
        return new Rows(starts, items);
    }

    int length(int row) {
        return starts[row + 1] - starts[row];
    }

    int item(int row, int index) {
        return items[starts[row] + index];
    }

    int[] row(int row) {
        return Arrays.copyOfRange(items, starts[row], starts[row + 1]);
    }
}
