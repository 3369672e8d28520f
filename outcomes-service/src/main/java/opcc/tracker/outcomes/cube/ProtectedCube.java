package opcc.tracker.outcomes.cube;

import java.util.List;

/**
 * The counts of a frozen quarter as anyone may read them: every one is at least the base, and any sum of them may be shown.
 * What is not listed is zero.
 *
 * @param quarter the quarter, {@code 2026-27 Q1}
 * @param revision 1 as first frozen; each later one has late records added
 * @param synthetic at least one record is made up to show the tracker
 * @param cells the cells above zero
 * @param errors how far sums may be from the truth
 */
public record ProtectedCube(
        String quarter, int revision, boolean synthetic, List<CubeCell> cells, StatedErrors errors) {

    /** Copies the list. */
    public ProtectedCube {
        cells = List.copyOf(cells);
    }
}
