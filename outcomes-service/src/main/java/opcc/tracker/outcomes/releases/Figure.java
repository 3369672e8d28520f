package opcc.tracker.outcomes.releases;

import java.util.List;
import java.util.Map;
import opcc.tracker.outcomes.dimensions.Dimension;

/**
 * What a figure counts, whichever release shows it: two releases that show the same figure show one figure twice.
 *
 * @param quarters whose people are added up, in their order
 * @param place where, see {@link Places}; empty for everywhere
 * @param codes the code in each dimension that is not summed over
 */
record Figure(List<String> quarters, String place, Map<Dimension, String> codes) {

    Figure {
        quarters = List.copyOf(quarters);
        codes = Map.copyOf(codes);
    }

    /** The same of other quarters. */
    Figure of(List<String> others) {
        return new Figure(others, place, codes);
    }
}
