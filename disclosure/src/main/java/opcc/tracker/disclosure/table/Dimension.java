package opcc.tracker.disclosure.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** A dimension's names (codes, groups and {@code Total}) in the order of their text, and which is in which. */
final class Dimension {
    private final String name;
    private final List<String> labels;
    private final Map<String, Integer> numbers = new HashMap<>();
    private final int[] above;

    Dimension(String name, Iterable<String> codes, Hierarchy hierarchy) {
        this.name = name;
        TreeSet<String> all = new TreeSet<>();
        all.add(Names.TOTAL);
        for (String code : codes) {
            all.add(code);
            all.addAll(hierarchy.groups(code));
        }
        labels = List.copyOf(all);
        for (String label : labels) {
            numbers.put(label, numbers.size());
        }
        above = new int[labels.size()];
        Arrays.fill(above, -1);
        for (String code : codes) {
            List<String> way = new ArrayList<>(hierarchy.groups(code));
            way.add(Names.TOTAL);
            int below = number(code);
            for (String group : way) {
                above[below] = number(group);
                below = above[below];
            }
        }
    }

    String name() {
        return name;
    }

    int size() {
        return labels.size();
    }

    String label(int member) {
        return labels.get(member);
    }

    int number(String label) {
        Integer number = numbers.get(label);
        if (number == null) {
            throw new IllegalArgumentException("no such name in " + name);
        }
        return number;
    }

    /** What a name is directly in; -1 for {@code Total}. */
    int above(int member) {
        return above[member];
    }

    /** A code and all that it is in, up to {@code Total}. */
    int[] way(int code) {
        int length = 0;
        for (int member = code; member >= 0; member = above[member]) {
            length++;
        }
        int[] way = new int[length];
        for (int member = code, at = 0; member >= 0; member = above[member]) {
            way[at++] = member;
        }
        return way;
    }
}
