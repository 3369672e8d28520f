package opcc.tracker.disclosure.attack;

import org.jspecify.annotations.Nullable;

/**
 * Looks for another table that keeps a secret open: first near the cell, then further out, at last in the whole component.
 * Each table found is checked in whole numbers.
 */
public final class WitnessSearch {
    private static final int[] REACHES = {80, 500, Integer.MAX_VALUE};
    /** CP-SAT's deterministic units for one search. */
    private static final double WORK = 20;

    private final Knowledge knowledge;

    public WitnessSearch(Knowledge knowledge) {
        this.knowledge = knowledge;
    }

    /** What came of a search. */
    public record Found(@Nullable OtherTable table, boolean fractionsOnly) {}

    /** Another table that hides the secret. Without one: whether fractions of persons would have done. */
    public Found find(Secret secret) {
        boolean fractions = false;
        boolean done = false;
        for (int reach : REACHES) {
            done = true;
            for (Doubt doubt : secret.doubts()) {
                Part part = reach == Integer.MAX_VALUE
                        ? Part.whole(knowledge, doubt.cells())
                        : Part.around(knowledge, doubt.cells(), reach);
                done &= part.whole;
                if (part.cells.length == 0) {
                    continue;
                }
                double[] changes;
                try (PartLp lp = new PartLp(part)) {
                    changes = lp.furthest(doubt);
                }
                if (changes == null || moved(part, changes, doubt) < doubt.atLeast() - PartLp.TOLERANCE) {
                    continue;
                }
                OtherTable table = Rounding.toWholeNumbers(part, changes);
                if (table == null || !table.raises(doubt)) {
                    table = new PartSearch(part, WORK).find(doubt);
                }
                if (table != null && table.raises(doubt)) {
                    return new Found(table, false);
                }
                fractions |= part.whole;
            }
            if (done) {
                break;
            }
        }
        return new Found(null, fractions);
    }

    private static double moved(Part part, double[] changes, Doubt doubt) {
        double sum = 0;
        for (int cell : doubt.cells()) {
            int place = part.place(cell);
            sum += place < 0 ? 0 : changes[place];
        }
        return sum * doubt.sign();
    }
}
