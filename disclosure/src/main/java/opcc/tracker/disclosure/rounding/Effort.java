package opcc.tracker.disclosure.rounding;

/**
 * How much a search may do, in pairs of a cell and a sum that it looks at, so that it ends at the same place on every machine.
 *
 * @param perPair for each pair that there is, in each of some ten turns
 * @param most in each turn, however many pairs there are
 */
public record Effort(long perPair, long most) {

    private static final long LEAST = 20_000;

    /** For a table that is protected once by a person who waits for it: up to a minute or two. */
    public static final Effort THOROUGH = new Effort(2500, 300_000_000);

    /** For a table that a service protects beside other work: some seconds to half a minute. */
    public static final Effort QUICK = new Effort(300, 60_000_000);

    /** What one of several tables may have of this, by its share of all their cells. */
    public Effort share(int cells, int ofAll) {
        return new Effort(perPair, Math.max(1, most * cells / ofAll));
    }

    long of(long pairs) {
        return Math.clamp(pairs * perPair, LEAST, Math.max(LEAST, most));
    }
}
