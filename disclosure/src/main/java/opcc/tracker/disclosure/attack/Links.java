package opcc.tracker.disclosure.attack;

import java.util.Arrays;
import java.util.List;

/** Rows of numbers, one after the other in a single array: hundreds of thousands of rows stay small. */
final class Links {
    private final int[] starts;
    private final int[] items;

    private Links(int[] starts, int[] items) {
        this.starts = starts;
        this.items = items;
    }

    static Links of(List<int[]> rows) {
        int[] starts = new int[rows.size() + 1];
        for (int r = 0; r < rows.size(); r++) {
            starts[r + 1] = Math.addExact(starts[r], rows.get(r).length);
        }
        int[] items = new int[starts[rows.size()]];
        for (int r = 0; r < rows.size(); r++) {
            System.arraycopy(rows.get(r), 0, items, starts[r], rows.get(r).length);
        }
        return new Links(starts, items);
    }

    int rows() {
        return starts.length - 1;
    }

    int start(int row) {
        return starts[row];
    }

    int end(int row) {
        return starts[row + 1];
    }

    int item(int at) {
        return items[at];
    }

    /** For each item the rows that it is in, ascending. */
    Links turned(int count) {
        int[] begin = new int[count + 1];
        for (int item : items) {
            begin[item + 1]++;
        }
        for (int i = 0; i < count; i++) {
            begin[i + 1] += begin[i];
        }
        int[] next = Arrays.copyOf(begin, count);
        int[] rows = new int[items.length];
        for (int r = 0; r < rows(); r++) {
            for (int at = start(r); at < end(r); at++) {
                rows[next[items[at]]++] = r;
            }
        }
        return new Links(begin, rows);
    }
}
