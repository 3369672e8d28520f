package opcc.tracker.disclosure.table;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The groups of a dimension's codes, level by level. Each name stands for one set of codes: a group may bear the name of its
 * only member (then both are the same cell), and no other name is used twice.
 */
public final class Hierarchy {
    private final String file;
    private final Map<String, List<String>> chains;

    private Hierarchy(String file, Map<String, List<String>> chains) {
        this.file = file;
        this.chains = chains;
    }

    /** The file that it came from, for messages. */
    public String file() {
        return file;
    }

    /** True if the code has a row. */
    public boolean knows(String code) {
        return chains.containsKey(code);
    }

    /** The groups of a code, from its own group upwards, without those that are the same cell under the same name. */
    List<String> groups(String code) {
        return chains.getOrDefault(code, List.of());
    }

    /**
     * A hierarchy of rows that hold code, group, group above, and so on.
     *
     * @throws FaultyInput if a code comes twice, a name is empty or {@code Total}, or groups do not nest
     */
    public static Hierarchy of(String file, List<String> levels, List<List<String>> rows) {
        Map<String, Integer> lowest = new HashMap<>();
        Map<String, List<String>> chains = new HashMap<>();
        for (int row = 0; row < rows.size(); row++) {
            List<String> names = rows.get(row);
            for (int level = 0; level < levels.size(); level++) {
                Names.check(file, row + 2L, levels.get(level), names.get(level));
                lowest.merge(names.get(level), level, Math::min);
            }
            if (chains.put(names.getFirst(), names) != null) {
                throw FaultyInput.at(
                        file, row + 2L, levels.getFirst(), "code '" + names.getFirst() + "' is there twice");
            }
        }
        Map<String, String> above = new HashMap<>();
        for (int row = 0; row < rows.size(); row++) {
            List<String> names = rows.get(row);
            for (int level = 1; level < levels.size(); level++) {
                String child = names.get(level - 1);
                String group = names.get(level);
                if (child.equals(group)) {
                    continue;
                }
                if (lowest.getOrDefault(group, level) != level) {
                    throw FaultyInput.at(
                            file, row + 2L, levels.get(level), "group '" + group + "' is also a name of a finer level");
                }
                String other = above.putIfAbsent(child, group);
                if (other != null && !other.equals(group)) {
                    throw FaultyInput.at(
                            file,
                            row + 2L,
                            levels.get(level),
                            "'" + child + "' is in '" + group + "' and in '" + other + "'");
                }
            }
        }
        chains.replaceAll((code, names) -> names.stream().distinct().skip(1).toList());
        return new Hierarchy(file, chains);
    }
}
