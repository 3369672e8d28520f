package opcc.tracker.outcomes.quarters;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import opcc.tracker.kit.calendar.Quarter;
import opcc.tracker.outcomes.quarters.Tranche.Frozen;
import opcc.tracker.v1.QuarterStateEnum.QuarterState;

/**
 * How far a quarter is.
 *
 * @param quarter which
 * @param tranches those it has, the first first
 * @param late what may be told of how many people were reported after the latest freezing, in fives; 0 if too few, while it
 *     is collecting, and until all its tranches are pinned
 */
public record QuarterStatus(Quarter quarter, List<Tranche> tranches, int late) {

    /** Copies the list. */
    public QuarterStatus {
        tranches = List.copyOf(tranches);
    }

    /** Its state. */
    public QuarterState state() {
        if (tranches.isEmpty()) {
            return QuarterState.COLLECTING;
        }
        return tranches.getLast().frozen() == null ? QuarterState.FREEZING : QuarterState.FROZEN;
    }

    /** What can be read, the first tranche first. */
    public List<Frozen> frozen() {
        return tranches.stream().map(Tranche::frozen).filter(Objects::nonNull).toList();
    }

    /** The latest revision that can be read. */
    public Optional<Frozen> latest() {
        return frozen().isEmpty() ? Optional.empty() : Optional.of(frozen().getLast());
    }
}
