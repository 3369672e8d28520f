package opcc.tracker.funds.spend;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What spend can be grouped by. */
public enum Grouping {
    /** What was bought. */
    CATEGORY,
    /** The calendar month. */
    MONTH,
    /** The fund's police area. */
    AREA,
    /** Who asked. */
    PROVIDER,
    /** The funding stream. */
    STREAM;

    /** The groupings of a list such as {@code category,month}; empty if one is unknown or named twice. */
    public static Optional<Set<Grouping>> parse(String list) {
        Set<Grouping> groupings = EnumSet.noneOf(Grouping.class);
        if (list.isEmpty()) {
            return Optional.of(groupings);
        }
        for (String name : list.split(",", -1)) {
            Optional<Grouping> found = of(name);
            if (found.isEmpty() || !groupings.add(found.get())) {
                return Optional.empty();
            }
        }
        return Optional.of(groupings);
    }

    private static Optional<Grouping> of(String name) {
        for (Grouping each : values()) {
            if (each.name().toLowerCase(Locale.ROOT).equals(name)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }
}
