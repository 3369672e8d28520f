package opcc.tracker.outcomes.releases;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Whom a table counts and by what.
 *
 * @param quarters of one financial year, in their order
 * @param area code of the police area; empty for England and Wales
 * @param dimensions what is counted by, see {@link Axes}
 */
record Layout(List<String> quarters, String area, List<String> dimensions) {

    Layout {
        quarters = List.copyOf(quarters);
        dimensions = List.copyOf(dimensions);
    }

    /**
     * By what it tells people apart among those of so many quarters: one area, or some of the quarters, do so as a dimension does.
     */
    Set<String> tellsApart(int ofQuarters) {
        Set<String> axes = new HashSet<>(dimensions);
        if (!area.isEmpty()) {
            axes.add(Axes.AREA);
        }
        if (quarters.size() < ofQuarters) {
            axes.add(Axes.QUARTER);
        }
        return axes;
    }

    /** The same people by where and when as here, and by these instead of all other dimensions. */
    Layout crossing(Collection<String> others) {
        List<String> crossed = new ArrayList<>();
        dimensions.stream()
                .filter(axis -> Axes.dimension(axis).isEmpty())
                .sorted()
                .forEach(crossed::add);
        others.stream()
                .filter(axis -> Axes.dimension(axis).isPresent())
                .sorted()
                .forEach(crossed::add);
        return new Layout(quarters, area, crossed);
    }
}
