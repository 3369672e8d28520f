package opcc.tracker.outcomes.releases;

import opcc.tracker.disclosure.attack.AttackAudit;
import opcc.tracker.disclosure.attack.Interval;
import opcc.tracker.disclosure.attack.Knowledge;

/** How narrow the intervals are that can be proven of what is left out: told coarsely, and only where it is soon worked out. */
final class Widths {

    private static final int MOST_CELLS = 60;
    private static final int MOST_KNOWN = 3_000;
    private static final int[] STEPS = {10, 5, 2, 1};

    private Widths() {}

    /** 1, 2, 5 or 10 persons, that no interval is narrower than; 0 if nothing is left out or it would take too long. */
    static int least(Knowledge said, int[] leftOut) {
        if (leftOut.length == 0 || leftOut.length > MOST_CELLS || said.cells() > MOST_KNOWN) {
            return 0;
        }
        long least = AttackAudit.intervals(said, leftOut).values().stream()
                .filter(interval -> !interval.isKnown())
                .mapToLong(Widths::width)
                .min()
                .orElse(0);
        for (int step : STEPS) {
            if (least >= step) {
                return step;
            }
        }
        return 0;
    }

    private static long width(Interval interval) {
        return interval.high() == Interval.UNLIMITED ? Long.MAX_VALUE : interval.high() - interval.low();
    }
}
