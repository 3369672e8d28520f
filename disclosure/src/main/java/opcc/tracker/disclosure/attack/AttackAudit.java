package opcc.tracker.disclosure.attack;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SequencedMap;

/**
 * The attack on published figures, as the publisher runs it before publishing: can anyone prove a secret from all that was
 * said? A secret passes only by a table of whole numbers that fits everything published and leaves it open, so an imprecise
 * solver can fail a release that is safe, never pass one that is not.
 */
public final class AttackAudit {
    /** Components up to this many cells get their intervals in whole numbers, larger ones by linear programming. */
    private static final int WHOLE_NUMBERS_UP_TO = 60;

    private static final double WORK = 5;

    private AttackAudit() {}

    /**
     * The audit's result.
     *
     * @param secrets how many secrets were attacked
     * @param exposed those that can be proved, or that could not be shown to be safe
     * @param witnesses for each safe secret, by its place in the list given, the table that shows it
     */
    public record Result(int secrets, List<Secret> exposed, Map<Integer, OtherTable> witnesses) {
        /** True if nothing is exposed. */
        public boolean passed() {
            return exposed.isEmpty();
        }
    }

    /** Attacks every secret, with the tables given tried first. */
    public static Result attack(Knowledge knowledge, List<Secret> secrets, Collection<OtherTable> tables) {
        Map<Integer, List<OtherTable>> byCell = new HashMap<>();
        for (OtherTable table : tables) {
            if (knowledge.admits(table)) {
                note(byCell, table);
            }
        }
        WitnessSearch search = new WitnessSearch(knowledge);
        Map<Integer, OtherTable> witnesses = new HashMap<>();
        List<Secret> exposed = new ArrayList<>();
        for (int s = 0; s < secrets.size(); s++) {
            Secret secret = secrets.get(s);
            OtherTable table = known(byCell, secret);
            if (table == null) {
                table = search.find(secret).table();
                if (table != null) {
                    note(byCell, table);
                }
            }
            if (table == null) {
                exposed.add(secret);
            } else {
                witnesses.put(s, table);
            }
        }
        return new Result(secrets.size(), exposed, witnesses);
    }

    private static void note(Map<Integer, List<OtherTable>> byCell, OtherTable table) {
        for (int cell : table.cells()) {
            byCell.computeIfAbsent(cell, any -> new ArrayList<>(2)).add(table);
        }
    }

    private static @org.jspecify.annotations.Nullable OtherTable known(
            Map<Integer, List<OtherTable>> byCell, Secret secret) {
        for (Doubt doubt : secret.doubts()) {
            for (int cell : doubt.cells()) {
                for (OtherTable table : byCell.getOrDefault(cell, List.of())) {
                    if (table.hides(secret)) {
                        return table;
                    }
                }
            }
        }
        return null;
    }

    /**
     * The interval that can be proved for each of these cells. In small components it is that of whole numbers; in larger ones
     * that of linear programming, which whole numbers may narrow further (the audit's pass does not rest on it).
     */
    public static SequencedMap<Integer, Interval> intervals(Knowledge knowledge, int[] cells) {
        Map<Integer, List<Integer>> byComponent = new LinkedHashMap<>();
        SequencedMap<Integer, Interval> found = new LinkedHashMap<>();
        for (int cell : cells) {
            found.put(cell, new Interval(knowledge.truth(cell), knowledge.truth(cell)));
            if (!knowledge.isKnown(cell)) {
                byComponent
                        .computeIfAbsent(knowledge.component(cell), any -> new ArrayList<>())
                        .add(cell);
            }
        }
        for (List<Integer> members : byComponent.values()) {
            Part part = Part.whole(knowledge, new int[] {members.getFirst()});
            try (PartLp lp = new PartLp(part)) {
                for (int cell : members) {
                    Interval interval = lp.interval(cell);
                    found.put(
                            cell, part.cells.length <= WHOLE_NUMBERS_UP_TO ? narrowed(part, cell, interval) : interval);
                }
            }
        }
        return found;
    }

    private static Interval narrowed(Part part, int cell, Interval interval) {
        PartSearch search = new PartSearch(part, WORK);
        OptionalLong low = search.extreme(cell, false);
        OptionalLong high = interval.high() == Interval.UNLIMITED ? OptionalLong.empty() : search.extreme(cell, true);
        return new Interval(low.orElse(interval.low()), high.orElse(interval.high()));
    }
}
