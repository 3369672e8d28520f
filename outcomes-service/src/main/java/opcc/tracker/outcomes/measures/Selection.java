package opcc.tracker.outcomes.measures;

import java.util.stream.Stream;
import opcc.tracker.outcomes.cube.CubeCell;
import opcc.tracker.outcomes.cube.ProtectedCube;

/**
 * Which people of a cube are counted.
 *
 * @param area code of a police area; empty for England and Wales
 * @param service {@code services/...}; empty for all
 */
public record Selection(String area, String service) {

    /** All people of an area, or of England and Wales if it is empty. */
    public static Selection of(String area) {
        return new Selection(area, "");
    }

    /** The cells of the cube that hold them. */
    public Stream<CubeCell> in(ProtectedCube cube) {
        return cube.cells().stream()
                .filter(cell -> area.isEmpty() || cell.area().equals(area))
                .filter(cell -> service.isEmpty() || cell.service().equals(service));
    }

    /** How many they are: 0, or at least the base. */
    public long people(ProtectedCube cube) {
        return in(cube).mapToLong(CubeCell::count).sum();
    }
}
