package opcc.tracker.outcomes.releases;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Which axes hang together in a circle, as sex, age band and engagement do if one release crosses the first two, another the last
 * two and a third the first and the last.
 *
 * <p>Whatever the figures of releases that do not hang so, there are people who fit them all as soon as those figures agree that
 * two releases share: the audit needs no more than these. In a circle figures can agree two by two and fit nobody, and so
 * prove more than is seen in any two. What hangs in a circle is what the reduction of Graham, and of Yu and Ozsoyoglu, leaves.
 */
final class Circles {

    private Circles() {}

    /** The axes of each circle; empty if there is none. */
    static List<Set<String>> among(Collection<Set<String>> releases) {
        List<Set<String>> left = releases.stream().map(HashSet::new).collect(Collectors.toCollection(ArrayList::new));
        while (takeOffAxesOfOne(left) | takeOffContained(left)) {
            // until nothing can be taken off any more
        }
        return together(left);
    }

    private static boolean takeOffAxesOfOne(List<Set<String>> left) {
        return left.stream()
                .map(one -> one.removeIf(axis ->
                        left.stream().filter(other -> other.contains(axis)).count() == 1))
                .reduce(false, Boolean::logicalOr);
    }

    /** An empty one, too, is contained in any other, and nothing without one. */
    private static boolean takeOffContained(List<Set<String>> left) {
        for (int i = 0; i < left.size(); i++) {
            for (int other = 0; other < left.size(); other++) {
                if (other != i && left.get(other).containsAll(left.get(i))) {
                    left.remove(i);
                    return true;
                }
            }
        }
        return left.removeIf(Set::isEmpty);
    }

    /** Circles that share an axis are one. */
    private static List<Set<String>> together(List<Set<String>> left) {
        List<Set<String>> circles = new ArrayList<>();
        for (Set<String> each : left) {
            List<Set<String>> meeting = circles.stream()
                    .filter(circle -> !Collections.disjoint(circle, each))
                    .toList();
            circles.removeAll(meeting);
            Set<String> joined = new TreeSet<>(each);
            meeting.forEach(joined::addAll);
            circles.add(joined);
        }
        return circles;
    }
}
