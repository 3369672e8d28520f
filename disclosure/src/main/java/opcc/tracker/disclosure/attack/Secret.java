package opcc.tracker.disclosure.attack;

import java.util.List;

/**
 * Something that nobody may be able to prove. It is safe if at least one of its doubts is possible.
 *
 * @param cell the cell that the secret is about, itself suppressed
 * @param kind why it is a secret
 * @param doubts the ways of leaving it open; none means that it can't be kept
 */
public record Secret(int cell, Kind kind, List<Doubt> doubts) {
    /** Why something is a secret. */
    public enum Kind {
        /** A count of at least 1 and below the base. */
        SMALL_COUNT,
        /** Every member of a group shares one value. */
        GROUP
    }

    public Secret {
        doubts = List.copyOf(doubts);
    }
}
