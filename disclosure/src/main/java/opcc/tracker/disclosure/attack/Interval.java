package opcc.tracker.disclosure.attack;

/**
 * What can be proved about one cell: its count lies between these whole numbers, both included.
 *
 * @param low the least possible count
 * @param high the greatest possible count, {@link #UNLIMITED} if there is none
 */
public record Interval(long low, long high) {
    /** The upper end of a cell that nothing limits. */
    public static final long UNLIMITED = Long.MAX_VALUE;

    /** True if only one count is possible. */
    public boolean isKnown() {
        return low == high;
    }

    /** True if the count 0, or one of at least the base, is possible. */
    public boolean isSafe(int base) {
        return !isKnown() && (low == 0 || high >= base);
    }
}
