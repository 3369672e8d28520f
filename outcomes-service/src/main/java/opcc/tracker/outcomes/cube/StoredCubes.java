package opcc.tracker.outcomes.cube;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import opcc.tracker.outcomes.quarters.Tranche;
import opcc.tracker.outcomes.quarters.Tranche.Frozen;
import opcc.tracker.outcomes.store.CubeStore;
import opcc.tracker.outcomes.store.TrancheStore;
import org.springframework.stereotype.Component;

/** The cubes in the store. A revision never changes, so what was read once is kept in memory for a while. */
@Component
public final class StoredCubes implements Cubes {

    private static final int MOST_KEPT = 16;

    private final TrancheStore tranches;
    private final CubeStore cells;
    private final Cache<String, ProtectedCube> kept =
            Caffeine.newBuilder().maximumSize(MOST_KEPT).build();

    StoredCubes(TrancheStore tranches, CubeStore cells) {
        this.tranches = tranches;
        this.cells = cells;
    }

    @Override
    public Optional<ProtectedCube> find(String quarter) {
        List<Frozen> frozen = frozen(quarter);
        return frozen.isEmpty() ? Optional.empty() : Optional.of(cube(quarter, frozen));
    }

    @Override
    public Optional<ProtectedCube> find(String quarter, int revision) {
        List<Frozen> frozen = frozen(quarter);
        return revision < 1 || revision > frozen.size()
                ? Optional.empty()
                : Optional.of(cube(quarter, frozen.subList(0, revision)));
    }

    @Override
    public List<String> frozenQuarters() {
        return tranches.frozenQuarters();
    }

    private List<Frozen> frozen(String quarter) {
        return tranches.of(quarter).stream()
                .map(Tranche::frozen)
                .filter(Objects::nonNull)
                .toList();
    }

    private ProtectedCube cube(String quarter, List<Frozen> frozen) {
        // The digests belong to the key: a database that was emptied and filled again has other cubes.
        String key = quarter + frozen.stream().map(Frozen::digest).collect(Collectors.joining("/", "/", ""));
        return kept.get(key, absent -> read(quarter, frozen));
    }

    /** Each tranche is a protected table of its own, and so is their sum. */
    private ProtectedCube read(String quarter, List<Frozen> frozen) {
        Map<String, CubeCell> sums = new TreeMap<>();
        int largest = 0;
        int meanTenths = 0;
        boolean synthetic = false;
        for (int i = 0; i < frozen.size(); i++) {
            Frozen each = frozen.get(i);
            for (CubeCell cell : cells.read(Tranche.id(quarter, i + 1), each.digest(), each.chunks())) {
                sums.merge(
                        FinestCells.key(cell),
                        cell,
                        (one, other) -> one.counting(Math.addExact(one.count(), other.count())));
            }
            largest += each.errors().largest();
            meanTenths += each.errors().meanTenths();
            synthetic |= each.synthetic();
        }
        return new ProtectedCube(
                quarter,
                frozen.size(),
                synthetic,
                new ArrayList<>(sums.values()),
                new StatedErrors(largest, meanTenths));
    }
}
