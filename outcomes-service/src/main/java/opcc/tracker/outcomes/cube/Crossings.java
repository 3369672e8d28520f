package opcc.tracker.outcomes.cube;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import opcc.tracker.disclosure.rounding.FineTable.Crossing;
import opcc.tracker.outcomes.dimensions.Dimension;

/**
 * The tables that can be asked for: any few of the dimensions and the service, for the country, by region and by area; and the
 * distance travelled in each need by at most one of them.
 */
final class Crossings {

    /** Most dimensions that a table crosses, besides the area. */
    static final int MOST = 4;

    private static final int AREA = 0;
    private static final int REGION = 1;
    private static final int SERVICE = 2;
    private static final int[][] PLACES = {{}, {REGION}, {AREA}};

    private Crossings() {}

    /** All tables of up to {@code most} dimensions; the errors of smaller ones, which more people read, count for more. */
    static List<Crossing> upTo(int most) {
        List<Crossing> crossings = new ArrayList<>();
        int dimensions = SERVICE + Dimension.values().length;
        for (int[] places : PLACES) {
            choose(places, SERVICE, dimensions, most, 1 << 2 * MOST, crossings);
            for (int need = dimensions + 1; need <= dimensions + FinestCells.needs(); need++) {
                int[] with = Arrays.copyOf(places, places.length + 1);
                with[places.length] = need;
                choose(with, SERVICE, dimensions, Math.min(most, 1), 1 << 2, crossings);
            }
        }
        return crossings;
    }

    private static void choose(int[] chosen, int next, int last, int more, int weight, List<Crossing> crossings) {
        crossings.add(new Crossing(chosen, Math.max(1, weight)));
        for (int column = next; more > 0 && column <= last; column++) {
            int[] with = Arrays.copyOf(chosen, chosen.length + 1);
            with[chosen.length] = column;
            choose(with, column + 1, last, more - 1, weight >> 2, crossings);
        }
    }
}
