package opcc.tracker.outcomes.cube;

import java.util.List;
import java.util.Optional;

/** The protected cubes of all frozen quarters. */
public interface Cubes {

    /** The newest revision of a quarter; empty if the quarter is not frozen. */
    Optional<ProtectedCube> find(String quarter);

    /** A stated revision of a quarter, 1 being the first; empty if there is none. */
    Optional<ProtectedCube> find(String quarter, int revision);

    /** The frozen quarters, oldest first. */
    List<String> frozenQuarters();
}
