package opcc.tracker.outcomes.quarters;

import java.nio.ByteBuffer;
import opcc.tracker.kit.calendar.Quarter;
import opcc.tracker.kit.disclosure.ThresholdRule;
import opcc.tracker.kit.pseudonyms.PseudonymKey;

/**
 * How many people must have been reported late before they are told of and can be made a revision: five to nine, a secret
 * choice for each revision of each quarter. Whoever adds late people of their own, one by one, sees the number tick, but not
 * how many of others it took.
 */
final class LateThreshold {

    private final PseudonymKey key;

    /** Secrets that follow from {@code key}. */
    LateThreshold(PseudonymKey key) {
        this.key = key;
    }

    /** How many there must be for this revision, the second being the first that late people make. */
    int of(Quarter quarter, int revision) {
        byte[] secret = key.secretFor("late people of %s, revision %d".formatted(quarter, revision));
        return ThresholdRule.THRESHOLD + Math.floorMod(ByteBuffer.wrap(secret).getInt(), ThresholdRule.THRESHOLD);
    }

    /** What may be told of so many: 0 if they are too few, else in fives, at most as many as they are. */
    int told(int late, Quarter quarter, int revision) {
        int threshold = of(quarter, revision);
        return late < threshold
                ? 0
                : ThresholdRule.THRESHOLD + (late - threshold) / ThresholdRule.THRESHOLD * ThresholdRule.THRESHOLD;
    }
}
