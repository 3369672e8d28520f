package opcc.tracker.outcomes.quarters;

import java.time.Instant;
import opcc.tracker.outcomes.cube.StatedErrors;
import org.jspecify.annotations.Nullable;

/**
 * What is protected of a quarter in one go: at first all that was reported until it was frozen, then, for each revision, what
 * came since. The batches are pinned before they are read, so that whoever protects them does the same.
 *
 * @param quarter the quarter, {@code 2026-27 Q1}
 * @param number 1 for the first; revision n of the quarter holds the tranches up to n
 * @param pinned which batches are in it; null while they are being listed
 * @param command the id of the command that began it
 * @param begunAt when, to the millisecond
 * @param frozen what came of it; null while it is being protected
 */
public record Tranche(
        String quarter,
        int number,
        @Nullable Pinned pinned,
        String command,
        Instant begunAt,
        @Nullable Frozen frozen) {

    /** The id, such as {@code 2026-27 Q1/1}. */
    public String id() {
        return id(quarter, number);
    }

    /** The id of a tranche. */
    public static String id(String quarter, int number) {
        return quarter + "/" + number;
    }

    /**
     * The batches of a tranche.
     *
     * @param digest names the stored list of them
     * @param parts in how many parts it is stored
     */
    public record Pinned(String digest, int parts) {}

    /**
     * The protected cells of a tranche, and what is said of them.
     *
     * @param digest names the stored cells
     * @param chunks in how many parts they are stored
     * @param synthetic at least one record is made up to show the tracker
     * @param errors how far sums may be from the truth
     * @param crossed how many dimensions the tables cross for which errors were made small
     * @param at when it was frozen, to the millisecond
     */
    public record Frozen(String digest, int chunks, boolean synthetic, StatedErrors errors, int crossed, Instant at) {}
}
