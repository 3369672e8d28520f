package opcc.tracker.disclosure.attack;

import java.util.Arrays;
import java.util.function.Consumer;
import opcc.tracker.disclosure.table.Table;

/**
 * The plainest attack there is: goes through every table of inner cells up to a greatest count and keeps those that show
 * the same published figures. It uses no relation, no solver and nothing of the code under test.
 */
public final class EveryTable {
    private final Table table;
    private final boolean[] suppressed;
    private final long greatest;
    private final long[] inner;
    private final long[] sums;
    private final int[] open;
    private final Consumer<long[]> fits;

    private EveryTable(Table table, boolean[] suppressed, long greatest, Consumer<long[]> fits) {
        this.table = table;
        this.suppressed = suppressed;
        this.greatest = greatest;
        this.fits = fits;
        inner = new long[table.innerCount()];
        sums = new long[table.publishedCount()];
        open = new int[table.publishedCount()];
        for (int c = 0; c < open.length; c++) {
            open[c] = table.partCount(c);
        }
    }

    /** Shows every table that fits, as the counts of all published cells; the array is reused. */
    static void thatFits(Table table, boolean[] suppressed, long greatest, Consumer<long[]> fits) {
        new EveryTable(table, suppressed, greatest, fits).extend(0);
    }

    /** The least and greatest count of each published cell over all tables that fit. */
    public static long[][] extremes(Table table, boolean[] suppressed, long greatest) {
        long[] least = new long[table.publishedCount()];
        long[] most = new long[least.length];
        Arrays.fill(least, Long.MAX_VALUE);
        Arrays.fill(most, Long.MIN_VALUE);
        thatFits(table, suppressed, greatest, values -> {
            for (int c = 0; c < least.length; c++) {
                least[c] = Math.min(least[c], values[c]);
                most[c] = Math.max(most[c], values[c]);
            }
        });
        return new long[][] {least, most};
    }

    private void extend(int next) {
        if (next == inner.length) {
            fits.accept(sums);
            return;
        }
        for (long count = 0; count <= greatest; count++) {
            boolean possible = true;
            int[] margins = table.margins(next);
            for (int c : margins) {
                sums[c] += count;
                open[c]--;
                if (!suppressed[c]) {
                    possible &= open[c] == 0 ? sums[c] == table.value(c) : sums[c] <= table.value(c);
                }
            }
            if (possible) {
                extend(next + 1);
            }
            for (int c : margins) {
                sums[c] -= count;
                open[c]++;
            }
        }
    }
}
