package opcc.tracker.outcomes.releases;

import java.util.List;
import java.util.Optional;
import opcc.tracker.outcomes.cube.CubeCell;
import opcc.tracker.outcomes.records.OutcomeRecord;

/** What releases count: the people of frozen quarters, and what anyone knows of them already. */
public interface FrozenRecords {

    /** One record for each person of a quarter as it was first frozen; empty if it is not frozen. */
    Optional<List<OutcomeRecord>> people(String quarter);

    /**
     * What the protected tables of a frozen quarter prove: cells of its first revision that hold at least these people for
     * certain.
     */
    List<CubeCell> certain(String quarter);
}
