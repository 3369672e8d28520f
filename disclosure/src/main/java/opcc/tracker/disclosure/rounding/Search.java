package opcc.tracker.disclosure.rounding;

import java.util.Arrays;
import opcc.tracker.disclosure.samples.SeededRandom;

/**
 * Finds a good rounding of a table of any size: a systematic start with a secret offset, then annealing and lowering in turns,
 * and at the end annealing for the mean within the largest error that was reached.
 */
final class Search {
    private static final int TURNS = 4;

    private final SmallCells cells;
    private final SeededRandom random;
    private final int least;
    private final long steepness;
    private final boolean keepsTotal;
    private final long work;

    /**
     * A search.
     *
     * @param random numbers that follow from the secret seed
     * @param least the largest error that is proven not to be beaten
     * @param effort how much it may do
     * @param heaviest the largest weight that a published cell has
     * @param keepsTotal the table's total is left to chance, without bias, and not made as near as it can be
     */
    Search(SmallCells cells, SeededRandom random, int least, Effort effort, int heaviest, boolean keepsTotal) {
        this.cells = cells;
        this.random = random;
        this.least = least;
        this.steepness = 8L * heaviest;
        this.keepsTotal = keepsTotal;
        work = effort.of(cells.pairs());
    }

    Rounding run() {
        Rounding best = systematic();
        if (keepsTotal) {
            best.keepTotal();
        }
        anneal(best, cells.base / 2, steepness, 6.0 * cells.base);
        if (work < cells.pairs()) {
            // Too little to look at every pair once: the descent that ends the annealing is all that helps.
            return best;
        }
        best = new Lowering(best, random).run(least, work);
        for (int turn = 0; turn < TURNS; turn++) {
            Rounding next = best.copy();
            anneal(next, Math.max(least, best.largest() - 1), steepness, 2.0 * cells.base);
            next = new Lowering(next, random).run(least, work);
            best = next.betterThan(best) ? next : best;
        }
        Rounding nearer = best.copy();
        anneal(nearer, best.largest(), 1_000_000, cells.base);
        return nearer.betterThan(best) ? nearer : best;
    }

    /** Goes through the cells in the table's order and rounds up each time that a whole base has come together. */
    private Rounding systematic() {
        Rounding rounding = new Rounding(cells);
        int open = random.below(cells.base);
        for (int cell = 0; cell < cells.size(); cell++) {
            open += cells.count[cell];
            if (open >= cells.base) {
                open -= cells.base;
                rounding.flip(cell);
            }
        }
        return rounding;
    }

    private void anneal(Rounding rounding, int bound, long steepness, double hot) {
        int[] bounds = new int[cells.sums()];
        Arrays.fill(bounds, bound);
        bounds[cells.total] = keepsTotal ? 0 : cells.nearest(cells.total);
        new Annealing(rounding, random, bounds, steepness).run(work, hot, 0.1 * cells.base);
    }
}
