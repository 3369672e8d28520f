package opcc.tracker.disclosure.rounding;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import opcc.tracker.disclosure.protection.Protected;
import opcc.tracker.disclosure.protection.Protection;
import opcc.tracker.disclosure.protection.Status;
import opcc.tracker.disclosure.samples.SeededRandom;
import opcc.tracker.disclosure.table.FaultyInput;
import opcc.tracker.disclosure.table.Table;

/**
 * Controlled rounding of small counts (Cox 1987; Langsrud and Heldal 2018). Inner cells of 1 to base - 1 become zero or the
 * base, all others stay, and every margin is the sum of its inner cells.
 *
 * <p>The objective, exactly. Let e(c) be the rounded minus the true value of published cell c. Made least, in this order, are
 * <ol>
 * <li>the largest |e(c)| of all published cells,
 * <li>|e(t)| of the table's total t,
 * <li>the sum of |e(c)| over all published cells, so their mean.
 * </ol>
 * Small tables are solved and proven best in all three; for others the best of a search is given, with a proven lower bound
 * for the first. What is left open is decided by the secret seed.
 */
public final class SmallCountRounding implements Protection {
    /** The method's name. */
    public static final String NAME = "rounding";

    private static final int MOST_CELLS_PROVEN = 600;
    private static final long MOST_PAIRS_PROVEN = 12_000;
    private static final double EFFORT = 10;

    private final int base;
    private final SecretSeed seed;

    /**
     * Rounding to a base, at least 2.
     *
     * @param seed decides between what is equally good
     */
    public SmallCountRounding(int base, SecretSeed seed) {
        if (base < 2) {
            throw new IllegalArgumentException("the base must be at least 2");
        }
        this.base = base;
        this.seed = seed;
    }

    @Override
    public Protected protect(Table table) {
        SmallCells cells = SmallCells.of(table, base);
        if (cells.size() == 0) {
            return result(table, new Rounding(cells), 0, true);
        }
        ResidueBound residues = new ResidueBound(table, cells);
        int bound = residues.largest(base - 1);
        byte[] secrets = secrets(table, cells);
        Rounding found = new Search(cells, new SeededRandom(digest(secrets)), bound, Effort.THOROUGH, 1, false).run();
        bound = found.largest() > bound ? residues.largest(found.largest()) : bound;
        if (cells.size() <= MOST_CELLS_PROVEN && cells.pairs() <= MOST_PAIRS_PROVEN) {
            ExactRounding.Proof proof = new ExactRounding(cells, ranks(secrets), EFFORT).prove(found, bound);
            Rounding best = proof.best();
            return best == null
                    ? result(table, found, proof.largest(), false)
                    : result(table, best, best.largest(), true);
        }
        return result(table, found, bound, false);
    }

    private Protected result(Table table, Rounding rounding, int bound, boolean optimal) {
        SmallCells cells = rounding.cells;
        long[] values = new long[table.publishedCount()];
        for (int c = 0; c < values.length; c++) {
            int sum = cells.sumOfPublished[c];
            try {
                values[c] = sum < 0 ? table.value(c) : Math.addExact(table.value(c), (long) rounding.error[sum]);
            } catch (ArithmeticException e) {
                throw new FaultyInput("the counts are too large to be rounded");
            }
        }
        Status[] statuses = new Status[values.length];
        Arrays.fill(statuses, Status.PUBLISHED);
        return new Protected(NAME, base, values, statuses, rounding.largest(), bound, optimal);
    }

    /** 32 secret bytes for each small cell. */
    private byte[] secrets(Table table, SmallCells cells) {
        ByteBuffer secrets = ByteBuffer.allocate(32 * cells.size());
        for (int inner : cells.inner) {
            secrets.put(seed.ofCell(table, inner));
        }
        return secrets.array();
    }

    /** For each small cell a number from -2^19 to below 2^19. */
    private static int[] ranks(byte[] secrets) {
        int[] ranks = new int[secrets.length / 32];
        for (int cell = 0; cell < ranks.length; cell++) {
            ranks[cell] = ByteBuffer.wrap(secrets).getInt(32 * cell) >> 12;
        }
        return ranks;
    }

    static byte[] digest(byte[] secrets) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secrets);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
