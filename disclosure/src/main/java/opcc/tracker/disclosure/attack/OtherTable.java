package opcc.tracker.disclosure.attack;

import java.util.Arrays;

/**
 * A table of whole numbers that fits everything published and is not the true one, told by its differences from the
 * truth. Such a table is a proof that needs no solver: {@link Knowledge#admits} checks it in whole numbers.
 *
 * @param cells the cells that differ, ascending
 * @param changes by how much each differs, never 0
 */
public record OtherTable(int[] cells, long[] changes) {
    /** The difference of one cell from the truth, 0 if it does not differ. */
    public long change(int cell) {
        int at = Arrays.binarySearch(cells, cell);
        return at < 0 ? 0 : changes[at];
    }

    /** True if this table leaves the secret open in this way. */
    public boolean raises(Doubt doubt) {
        long sum = 0;
        for (int cell : doubt.cells()) {
            sum += change(cell);
        }
        return sum * doubt.sign() >= doubt.atLeast();
    }

    /** True if this table leaves the secret open. */
    public boolean hides(Secret secret) {
        for (Doubt doubt : secret.doubts()) {
            if (raises(doubt)) {
                return true;
            }
        }
        return false;
    }
}
