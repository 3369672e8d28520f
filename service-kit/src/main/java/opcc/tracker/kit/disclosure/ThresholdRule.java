package opcc.tracker.kit.disclosure;

import java.util.OptionalLong;

/**
 * Counts of 1 to 4 are not shown. This guards a single figure only: who sets several beside each other can work out more.
 * Tables of outcomes come from a protected cube instead, see docs/decisions/0100.
 */
public final class ThresholdRule {

    /** The smallest count that is shown. */
    public static final int THRESHOLD = 5;

    private ThresholdRule() {}

    /** What may be shown of a count: the count, or nothing if it is suppressed. */
    public static OptionalLong shown(long count) {
        return count == 0 || count >= THRESHOLD ? OptionalLong.of(count) : OptionalLong.empty();
    }
}
