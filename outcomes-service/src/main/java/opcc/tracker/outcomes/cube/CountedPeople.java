package opcc.tracker.outcomes.cube;

import java.util.Map;
import java.util.TreeMap;
import opcc.tracker.outcomes.records.OutcomeRecord;

/** Counts people in the finest table as their records come by, so that no list of records is needed. Never stored. */
public final class CountedPeople {

    private final Map<String, CubeCell> cells = new TreeMap<>();
    private boolean synthetic;

    /** Counts a person, of whom there is no other record. */
    public void add(OutcomeRecord person) {
        CubeCell one = FinestCells.cell(person);
        cells.merge(FinestCells.key(one), one, (all, another) -> all.counting(all.count() + 1));
        synthetic |= person.synthetic();
    }

    /** The cells with their true counts, by their keys and in the order of those. */
    Map<String, CubeCell> cells() {
        return cells;
    }

    /** Whether at least one record is made up to show the tracker. */
    boolean synthetic() {
        return synthetic;
    }
}
