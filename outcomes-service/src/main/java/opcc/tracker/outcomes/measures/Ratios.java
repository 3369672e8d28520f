package opcc.tracker.outcomes.measures;

/** Ratios of whole numbers, rounded in one way everywhere and never by floating point. */
public final class Ratios {

    private Ratios() {}

    /** {@code part} of {@code whole}, both not negative and {@code whole} above 0, in whole per cent, rounded half up. */
    public static int percent(long part, long whole) {
        return Math.toIntExact(perUnit(Math.multiplyExact(part, 100L), whole));
    }

    /** {@code sum} by {@code count}, which is above 0, in tenths, rounded half away from zero. */
    public static int tenths(long sum, long count) {
        return Math.toIntExact(Long.signum(sum) * perUnit(Math.multiplyExact(Math.abs(sum), 10L), count));
    }

    /**
     * What each of {@code count} takes of {@code amount}, rounded half up: of 250 pence by 100 it is 3, of -250 by 100 it is -2.
     *
     * @param count above 0
     */
    public static long perUnit(long amount, long count) {
        return Math.floorDiv(Math.addExact(Math.multiplyExact(amount, 2L), count), Math.multiplyExact(count, 2L));
    }
}
