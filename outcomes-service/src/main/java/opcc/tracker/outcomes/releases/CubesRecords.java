package opcc.tracker.outcomes.releases;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import opcc.tracker.kit.disclosure.ThresholdRule;
import opcc.tracker.outcomes.cube.CubeCell;
import opcc.tracker.outcomes.cube.Cubes;
import opcc.tracker.outcomes.cube.ProtectedCube;
import opcc.tracker.outcomes.records.OutcomeRecord;
import opcc.tracker.outcomes.store.BatchStore;
import org.jspecify.annotations.Nullable;

/** The people of quarters that have a protected cube. */
public final class CubesRecords implements FrozenRecords {

    private static final int FIRST = 1;

    private final Supplier<@Nullable Cubes> cubes;
    private final BatchStore batches;

    /** Knows of frozen quarters by {@code cubes}; without them none is. */
    public CubesRecords(Supplier<@Nullable Cubes> cubes, BatchStore batches) {
        this.cubes = cubes;
        this.batches = batches;
    }

    @Override
    public Optional<List<OutcomeRecord>> people(String quarter) {
        return cube(quarter).map(frozen -> {
            Map<List<String>, OutcomeRecord> last = new LinkedHashMap<>();
            batches.read(quarter, record -> last.put(List.of(record.service(), record.pseudonym()), record));
            return List.copyOf(last.values());
        });
    }

    /** Counts above the base are as they truly are; one at the base may stand for 1 to 5 people, or for nobody. */
    @Override
    public List<CubeCell> certain(String quarter) {
        return cube(quarter).map(ProtectedCube::cells).orElse(List.of()).stream()
                .filter(cell -> cell.count() > ThresholdRule.THRESHOLD)
                .toList();
    }

    private Optional<ProtectedCube> cube(String quarter) {
        Cubes known = cubes.get();
        return known == null ? Optional.empty() : known.find(quarter, FIRST);
    }
}
