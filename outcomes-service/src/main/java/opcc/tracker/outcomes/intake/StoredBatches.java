package opcc.tracker.outcomes.intake;

import opcc.tracker.kit.refusal.Refusal;
import opcc.tracker.outcomes.quarters.Freezes;
import opcc.tracker.outcomes.quarters.FrozenPeople;
import opcc.tracker.outcomes.quarters.Standing;
import opcc.tracker.outcomes.records.Batch;
import opcc.tracker.outcomes.store.BatchStore;
import org.springframework.stereotype.Component;

/**
 * Says of a batch that is stored whether its sender may be told so: not if it corrects people whom its quarter's freezing holds
 * without it, as it may if the freezing began after the batch was checked and listed the quarter before the batch was in it.
 * Whoever asks, in whatever process and however late, is told the same (decision 0230).
 */
@Component
public class StoredBatches {

    private static final int RETRY_AFTER_SECONDS = 2;

    private final BatchStore batches;
    private final FrozenPeople frozen;

    StoredBatches(BatchStore batches, FrozenPeople frozen) {
        this.batches = batches;
        this.frozen = frozen;
    }

    /**
     * How a stored batch stands to the freezing of its quarters. If it may not be told that it is stored, and no tranche has it,
     * it is so no longer.
     *
     * @throws Refusal UNAVAILABLE while that is not decided
     */
    Standing settle(Batch stored) {
        // A crash may have come before its quarters had it. First it is listed, then is looked: see Freezes.
        batches.list(stored);
        Freezes freezes = frozen.freezes(stored.quarters());
        requireDecided(freezes);
        Standing standing = frozen.standing(stored, freezes);
        if (!standing.counts() && !standing.pinned()) {
            withdraw(stored, freezes);
        }
        return standing;
    }

    /** Takes it from its quarters; if no tranche was begun until then, none can have it any more, and it can go. */
    private void withdraw(Batch stored, Freezes freezes) {
        batches.unlist(stored);
        if (!freezes.hold(frozen.freezes(stored.quarters()))) {
            throw undecided();
        }
        batches.remove(stored);
    }

    /**
     * Lets nobody on while a freezing has begun and not pinned yet what it holds.
     *
     * @throws Refusal UNAVAILABLE then
     */
    void requireDecided(Freezes freezes) {
        if (freezes.undecided()) {
            throw undecided();
        }
    }

    /** The sender is to come again: by then it is known what became of the batch. */
    static Refusal undecided() {
        return Refusal.unavailable(
                "QUARTER_FREEZING",
                "A quarter of these outcomes is being frozen at this moment, and whether they are in it is not decided."
                        + " Send them again, the same way, in a moment.",
                RETRY_AFTER_SECONDS);
    }
}
