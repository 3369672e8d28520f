package opcc.tracker.outcomes.quarters;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import opcc.tracker.outcomes.quarters.Tranche.Pinned;
import opcc.tracker.outcomes.records.Arrival;
import opcc.tracker.outcomes.store.BatchStore;
import opcc.tracker.outcomes.store.PinStore;
import opcc.tracker.outcomes.store.TrancheStore;

/** Which batches the tranches hold. What is pinned never changes, so what was read once is kept in memory for a while. */
public final class Pins {

    /** Batches, of some 200 bytes each. */
    private static final long MOST_KEPT = 200_000;

    private final TrancheStore tranches;
    private final PinStore stored;
    private final BatchStore batches;
    private final Cache<String, List<Arrival>> kept = Caffeine.newBuilder()
            .maximumWeight(MOST_KEPT)
            .weigher((String tranche, List<Arrival> pinned) -> 1 + pinned.size())
            .build();

    /** Those of these stores. */
    public Pins(TrancheStore tranches, PinStore stored, BatchStore batches) {
        this.tranches = tranches;
        this.stored = stored;
        this.batches = batches;
    }

    /** The batches of a tranche, those first that came first; none while they are not pinned. */
    List<Arrival> of(Tranche tranche) {
        Pinned pinned = tranche.pinned();
        return pinned == null
                ? List.of()
                : kept.get(
                        tranche.id() + "/" + pinned.digest(), absent -> List.copyOf(stored.read(tranche.id(), pinned)));
    }

    /** The batches of a quarter that none of its tranches holds, those first that came first. */
    List<Arrival> fresh(String quarter, List<Tranche> all) {
        Set<String> pinned = new HashSet<>();
        all.forEach(tranche -> of(tranche).forEach(batch -> pinned.add(batch.batch())));
        return batches.of(quarter).stream()
                .filter(batch -> !pinned.contains(batch.batch()))
                .toList();
    }

    /**
     * Pins what its quarter has and no earlier tranche holds, unless a process has done so before. Of several the first decides,
     * and what the others have stored is taken away.
     *
     * @return the tranche as it is pinned
     */
    Tranche pin(Tranche tranche) {
        if (tranche.pinned() == null) {
            List<Tranche> earlier = tranches.of(tranche.quarter()).stream()
                    .filter(each -> each.number() < tranche.number())
                    .toList();
            tranches.pin(tranche.id(), stored.put(tranche.id(), fresh(tranche.quarter(), earlier)));
        }
        return tranches.find(tranche.id()).orElse(tranche);
    }

    /** Takes away what processes stored for a tranche that did not come first. */
    void clearOthers(Tranche tranche) {
        Pinned pinned = tranche.pinned();
        if (pinned != null) {
            stored.clearOthers(tranche.id(), pinned.digest());
        }
    }
}
