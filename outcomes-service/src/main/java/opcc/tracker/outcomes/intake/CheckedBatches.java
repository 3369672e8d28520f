package opcc.tracker.outcomes.intake;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import opcc.tracker.outcomes.quarters.Freezes;
import opcc.tracker.outcomes.quarters.FrozenPeople;
import opcc.tracker.outcomes.quarters.Standing;
import opcc.tracker.outcomes.records.Batch;
import opcc.tracker.outcomes.records.OutcomeRecord;
import opcc.tracker.outcomes.store.BatchStore;
import org.springframework.stereotype.Component;

/**
 * Takes in batches of records that were checked before, perhaps long before, each record for itself: of people whom a quarter
 * holds that was frozen since, none is stored.
 */
@Component
public class CheckedBatches {

    private final BatchStore batches;
    private final StoredBatches stored;
    private final FrozenPeople frozen;

    CheckedBatches(BatchStore batches, StoredBatches stored, FrozenPeople frozen) {
        this.batches = batches;
        this.stored = stored;
        this.frozen = frozen;
    }

    /**
     * Stores what of a batch can be, unless its command has done so.
     *
     * @return the places of the records that could not, now or then
     * @throws opcc.tracker.kit.refusal.Refusal UNAVAILABLE while a quarter of it is being frozen: the same batch is to come again
     */
    public List<Integer> take(Batch checked) {
        Freezes freezes = frozen.freezes(checked.quarters());
        if (freezes.begun()) {
            Optional<Batch> earlier = batches.find(checked.command().id());
            if (earlier.isPresent()) {
                return settled(checked, earlier.get());
            }
            stored.requireDecided(freezes);
        }
        List<Integer> held = frozen.standing(checked, freezes).held();
        Batch good = without(held, checked);
        if (good.records().isEmpty()) {
            return held;
        }
        if (batches.insert(good) && freezes.hold(frozen.freezes(checked.quarters()))) {
            return held;
        }
        return settled(checked, batches.find(checked.command().id()).orElseThrow(StoredBatches::undecided));
    }

    private List<Integer> settled(Batch checked, Batch earlier) {
        Standing standing = stored.settle(earlier);
        if (!standing.counts() && !standing.pinned()) {
            return take(checked);
        }
        return frozen.standing(checked, frozen.freezes(checked.quarters())).held();
    }

    private static Batch without(List<Integer> places, Batch batch) {
        List<OutcomeRecord> records = batch.records();
        Set<Integer> left = Set.copyOf(places);
        return batch.with(IntStream.range(0, records.size())
                .filter(i -> !left.contains(i))
                .mapToObj(records::get)
                .toList());
    }
}
