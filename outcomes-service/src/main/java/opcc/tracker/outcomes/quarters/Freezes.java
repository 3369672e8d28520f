package opcc.tracker.outcomes.quarters;

import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * How far some quarters were frozen at one moment. Who stores looks after that, and who freezes lists after it has begun: so
 * what is stored is in the list, or the freezing in what was seen (decision 0230).
 *
 * @param byQuarter the tranches of each of these quarters, the first first; none while it is collecting
 */
public record Freezes(Map<String, List<Tranche>> byQuarter) {

    /** Copies the map. */
    public Freezes {
        byQuarter = Map.copyOf(byQuarter);
    }

    /** The quarters that were looked at. */
    Collection<String> quarters() {
        return byQuarter.keySet();
    }

    /** The tranches of one of them, the first first. */
    List<Tranche> of(String quarter) {
        return byQuarter.getOrDefault(quarter, List.of());
    }

    /** Whether any of them is frozen, or being so. */
    public boolean begun() {
        return byQuarter.values().stream().anyMatch(tranches -> !tranches.isEmpty());
    }

    /** Whether of any of them it is not decided yet what is in its latest tranche. */
    public boolean undecided() {
        return byQuarter.values().stream().flatMap(List::stream).anyMatch(tranche -> tranche.pinned() == null);
    }

    /** Whether of none of them another tranche was begun until {@code later}. */
    public boolean hold(Freezes later) {
        return quarters().stream()
                .allMatch(quarter -> of(quarter).size() == later.of(quarter).size());
    }
}
