package opcc.tracker.outcomes.cube;

import java.util.Map;
import opcc.tracker.outcomes.dimensions.Dimension;
import opcc.tracker.outcomes.dimensions.Value;
import opcc.tracker.v1.NeedEnum.Need;

/**
 * A cell of the finest protected table. It shows the people of one service in one area who share all values, or none of
 * them: it is no person's record.
 *
 * @param area code of the police area
 * @param service {@code services/...}
 * @param values the value in each dimension
 * @param changes the distance travelled in each need that was scored at least twice, -4 to 4
 * @param count how many people, at least the base
 */
public record CubeCell(
        String area, String service, Map<Dimension, Value> values, Map<Need, Integer> changes, long count) {

    /** Copies the maps. */
    public CubeCell {
        values = Map.copyOf(values);
        changes = Map.copyOf(changes);
    }

    /** The value in a dimension. */
    public Value value(Dimension dimension) {
        return values.getOrDefault(dimension, Value.NOT_STATED);
    }

    /** The same cell with another count. */
    public CubeCell counting(long people) {
        return new CubeCell(area, service, values, changes, people);
    }
}
