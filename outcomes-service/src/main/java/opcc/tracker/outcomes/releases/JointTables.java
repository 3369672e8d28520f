package opcc.tracker.outcomes.releases;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import opcc.tracker.kit.refusal.Refusal;

/**
 * The tables that cross all dimensions of releases that hang together in a circle, see {@link Circles}. No release shows them,
 * but together releases may give them away: three tables can leave no doubt of how many people share three values, although
 * each count that they show is large. So what these tables hold is attacked, too.
 */
final class JointTables {

    private JointTables() {}

    /**
     * The tables that must be attacked with the releases of a financial year: for each release in a circle, the same people
     * by all that is in the circle.
     *
     * @throws Refusal FAILED_PRECONDITION if they have too many cells
     */
    static List<Layout> of(Collection<Layout> releases) {
        int quarters = (int) releases.stream()
                .flatMap(layout -> layout.quarters().stream())
                .distinct()
                .count();
        List<Set<String>> circles = Circles.among(
                releases.stream().map(layout -> layout.tellsApart(quarters)).toList());
        List<Layout> joint = circles.stream()
                .flatMap(circle -> releases.stream()
                        .filter(layout -> !Collections.disjoint(layout.tellsApart(quarters), circle))
                        .map(layout -> layout.crossing(circle)))
                .distinct()
                .toList();
        requireFew(joint.stream().mapToLong(Frame::size).reduce(0, Math::addExact));
        return joint;
    }

    private static void requireFew(long cells) {
        if (cells > DraftRules.MOST_CELLS) {
            throw Refusal.precondition(
                    "ENTANGLED",
                    "This release and others of its year cross each other's dimensions in a circle, so that together"
                            + " they tell of " + cells + " counts that none of them shows; at most "
                            + DraftRules.MOST_CELLS
                            + " can be checked. Take the dimensions of one that is published, or the protected tables.",
                    Map.of("cells", String.valueOf(cells)));
        }
    }
}
