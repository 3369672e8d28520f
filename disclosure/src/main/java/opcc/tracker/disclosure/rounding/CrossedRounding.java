package opcc.tracker.disclosure.rounding;

import java.nio.ByteBuffer;
import opcc.tracker.disclosure.samples.SeededRandom;

/**
 * Controlled rounding of small counts, as {@link SmallCountRounding}, of a table of many dimensions: inner cells of 1 to base
 * - 1 become zero or the base, all others stay. What is kept small are the errors of the table's crossings, not of all of its
 * margins. The total goes up or down by a chance that follows from the seed and has no bias, so that the totals of many tables,
 * added up, are near the truth. The same table, seed and effort always give the same result.
 */
public final class CrossedRounding {
    /** More than all other tables of a cell weigh together. */
    private static final int TOTAL = 1 << 20;

    private final int base;
    private final SecretSeed seed;
    private final Effort effort;

    /** Rounding to a base, at least 2. */
    public CrossedRounding(int base, SecretSeed seed, Effort effort) {
        if (base < 2) {
            throw new IllegalArgumentException("the base must be at least 2");
        }
        this.base = base;
        this.seed = seed;
        this.effort = effort;
    }

    /** How many inner cells have to be rounded: the pairs of them and the crossings are the measure of work. */
    public static int smallCells(int[] counts, int base) {
        int small = 0;
        for (int count : counts) {
            small += count > 0 && count < base ? 1 : 0;
        }
        return small;
    }

    /** The rounded counts of the inner cells. */
    public int[] round(FineTable table) {
        int[] rounded = table.counts().clone();
        SmallCells cells = CrossedSums.of(table, base);
        if (cells.size() == 0) {
            return rounded;
        }
        int heaviest = table.crossings().stream()
                .mapToInt(FineTable.Crossing::weight)
                .max()
                .orElse(1);
        cells.weight[cells.total] = TOTAL;
        Rounding found =
                new Search(cells, new SeededRandom(secret(table, cells)), least(cells), effort, heaviest, true).run();
        for (int cell = 0; cell < cells.size(); cell++) {
            rounded[cells.inner[cell]] = found.up[cell] ? base : 0;
        }
        return rounded;
    }

    /** No rounding has a smaller largest error: every sum becomes a multiple of the base. */
    private static int least(SmallCells cells) {
        int least = 0;
        for (int s = 0; s < cells.sums(); s++) {
            least = Math.max(least, cells.nearest(s));
        }
        return least;
    }

    private byte[] secret(FineTable table, SmallCells cells) {
        ByteBuffer secrets = ByteBuffer.allocate(32 * cells.size());
        for (int inner : cells.inner) {
            secrets.put(seed.of("cell\n" + table.keys().get(inner)));
        }
        return SmallCountRounding.digest(secrets.array());
    }
}
