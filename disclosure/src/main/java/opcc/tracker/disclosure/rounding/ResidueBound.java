package opcc.tracker.disclosure.rounding;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import opcc.tracker.disclosure.table.Relation;
import opcc.tracker.disclosure.table.Table;

/**
 * Lower bounds that hold for every rounding. A sum of small cells becomes a multiple of the base, so its error is at least its
 * distance to the nearest one; and the multiples must add up in every relation, which within a small largest error they
 * often can't.
 */
final class ResidueBound {
    private static final int ROUNDS = 100;

    private final SmallCells cells;
    private final List<int[]> relations = new ArrayList<>();

    ResidueBound(Table table, SmallCells cells) {
        this.cells = cells;
        for (Relation relation : table.relations()) {
            int total = cells.sumOfPublished[relation.total()];
            int[] parts = Arrays.stream(relation.parts())
                    .map(part -> cells.sumOfPublished[part])
                    .filter(part -> part >= 0)
                    .toArray();
            if (parts.length > 1) {
                int[] all = Arrays.copyOf(parts, parts.length + 1);
                all[parts.length] = total;
                relations.add(all);
            }
        }
    }

    /**
     * No rounding has a smaller largest error.
     *
     * @param reached the largest error of a rounding that is known
     */
    int largest(int reached) {
        int least = 0;
        for (int s = 0; s < cells.sums(); s++) {
            least = Math.max(least, cells.nearest(s));
        }
        while (least < reached && isRefuted(least)) {
            least++;
        }
        return least;
    }

    /** True if adding up shows that no rounding keeps all errors within a bound. */
    private boolean isRefuted(int bound) {
        int[] low = new int[cells.sums()];
        int[] high = new int[cells.sums()];
        for (int s = 0; s < low.length; s++) {
            low[s] = Math.max(0, Math.ceilDiv(cells.truth[s] - bound, cells.base));
            high[s] = Math.min(cells.cellsOfSum[s].length, Math.floorDiv(cells.truth[s] + bound, cells.base));
        }
        boolean narrowed = true;
        for (int round = 0; round < ROUNDS && narrowed; round++) {
            narrowed = false;
            for (int[] relation : relations) {
                narrowed |= narrow(relation, low, high);
                for (int s : relation) {
                    if (low[s] > high[s]) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /** Narrows how many bases each sum of a relation can hold, its total being last. */
    private static boolean narrow(int[] relation, int[] low, int[] high) {
        int total = relation[relation.length - 1];
        long least = 0;
        long most = 0;
        for (int p = 0; p < relation.length - 1; p++) {
            least += low[relation[p]];
            most += high[relation[p]];
        }
        boolean narrowed = false;
        if (least > low[total]) {
            low[total] = (int) Math.min(least, Integer.MAX_VALUE);
            narrowed = true;
        }
        if (most < high[total]) {
            high[total] = (int) Math.max(most, Integer.MIN_VALUE);
            narrowed = true;
        }
        for (int p = 0; p < relation.length - 1; p++) {
            int s = relation[p];
            long lowest = low[total] - (most - high[s]);
            long highest = high[total] - (least - low[s]);
            if (lowest > low[s]) {
                low[s] = (int) lowest;
                return true;
            }
            if (highest < high[s]) {
                high[s] = (int) highest;
                return true;
            }
        }
        return narrowed;
    }
}
