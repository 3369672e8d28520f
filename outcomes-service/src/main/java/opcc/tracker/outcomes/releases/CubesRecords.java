package opcc.tracker.outcomes.releases;

import java.util.List;
import java.util.Optional;
import opcc.tracker.kit.disclosure.ThresholdRule;
import opcc.tracker.outcomes.cube.CubeCell;
import opcc.tracker.outcomes.cube.Cubes;
import opcc.tracker.outcomes.cube.ProtectedCube;
import opcc.tracker.outcomes.quarters.FrozenPeople;
import opcc.tracker.outcomes.records.OutcomeRecord;

/** The people of quarters that have a protected cube. */
public final class CubesRecords implements FrozenRecords {

    private static final int FIRST = 1;

    private final Cubes cubes;
    private final FrozenPeople frozen;

    /** Those of {@code frozen} that {@code cubes} has protected. */
    public CubesRecords(Cubes cubes, FrozenPeople frozen) {
        this.cubes = cubes;
        this.frozen = frozen;
    }

    @Override
    public Optional<List<OutcomeRecord>> people(String quarter) {
        return cube(quarter).map(first -> frozen.first(quarter));
    }

    /** A count is off by less than the base, so one at the base proves that somebody is there. */
    @Override
    public List<CubeCell> certain(String quarter) {
        return cube(quarter).map(ProtectedCube::cells).orElse(List.of()).stream()
                .map(cell -> cell.counting(cell.count() - ThresholdRule.THRESHOLD + 1))
                .toList();
    }

    private Optional<ProtectedCube> cube(String quarter) {
        return cubes.find(quarter, FIRST);
    }
}
