package opcc.tracker.outcomes.quarters;

import java.util.List;

/**
 * How a batch stands to the tranches of its quarters, all of which are pinned.
 *
 * @param pinned a tranche has it
 * @param held the places of records of people whom tranches hold that came before its own; of all tranches if none has it. They
 *     correct nothing and count nowhere
 */
public record Standing(boolean pinned, List<Integer> held) {

    /** Copies the list. */
    public Standing {
        held = List.copyOf(held);
    }

    /** Whether every record counts, or will with the next revision. */
    public boolean counts() {
        return held.isEmpty();
    }
}
