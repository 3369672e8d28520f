package opcc.tracker.disclosure.attack;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** From a solver's numbers to a table of whole numbers that is checked without it. */
final class Rounding {
    private Rounding() {}

    /** The table with these differences, null if they are not whole or do not fit what was published. */
    static @Nullable OtherTable toWholeNumbers(Part part, double[] changes) {
        int[] cells = new int[changes.length];
        long[] whole = new long[changes.length];
        int count = 0;
        for (int k = 0; k < changes.length; k++) {
            long nearest = Math.round(changes[k]);
            if (Math.abs(changes[k] - nearest) > 1e-4) {
                return null;
            }
            if (nearest != 0) {
                cells[count] = part.cells[k];
                whole[count++] = nearest;
            }
        }
        OtherTable table = new OtherTable(Arrays.copyOf(cells, count), Arrays.copyOf(whole, count));
        return part.knowledge.admits(table) ? table : null;
    }
}
