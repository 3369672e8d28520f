package opcc.tracker.outcomes.releases;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import opcc.tracker.outcomes.cube.CubeCell;
import opcc.tracker.outcomes.dimensions.Dimension;
import opcc.tracker.outcomes.dimensions.Value;
import opcc.tracker.outcomes.records.OutcomeRecord;

/** Counts people by what figures ask for. Each set of dimensions is counted once, when it is first asked for. */
final class Tally {

    private record Counted(String quarter, String area, Function<Dimension, String> code, long weight) {}

    private record Key(String quarter, String place, List<String> codes) {}

    private final List<Counted> counted = new ArrayList<>();
    private final Map<List<Dimension>, Map<Key, Long>> byDimensions = new HashMap<>();
    private final Set<Figure> synthetic = new HashSet<>();

    void add(OutcomeRecord record) {
        counted.add(new Counted(
                record.quarter(),
                Places.code(record.area()),
                dimension -> dimension.valueOf(record.profile()).code(),
                1));
        if (record.synthetic()) {
            synthetic.add(new Figure(List.of(record.quarter()), record.area(), Map.of()));
        }
    }

    void add(String quarter, CubeCell cell) {
        counted.add(new Counted(
                quarter,
                Places.code(cell.area()),
                dimension ->
                        cell.values().getOrDefault(dimension, Value.NOT_STATED).code(),
                cell.count()));
    }

    /** At least one record of these quarters and this area (everywhere if empty) was made up to show the tracker. */
    boolean isSynthetic(List<String> quarters, String area) {
        return synthetic.stream()
                .anyMatch(found -> quarters.containsAll(found.quarters())
                        && (area.isEmpty() || found.place().equals(area)));
    }

    /** How many people a figure counts: those of each of its quarters, added up. */
    long count(Figure figure) {
        List<Dimension> dimensions = figure.codes().keySet().stream().sorted().toList();
        List<String> codes = dimensions.stream().map(figure.codes()::get).toList();
        Map<Key, Long> counts = byDimensions.computeIfAbsent(dimensions, this::countBy);
        return figure.quarters().stream()
                .mapToLong(quarter -> counts.getOrDefault(new Key(quarter, figure.place(), codes), 0L))
                .sum();
    }

    private Map<Key, Long> countBy(List<Dimension> dimensions) {
        Map<Key, Long> counts = new HashMap<>();
        for (Counted one : counted) {
            List<String> codes = dimensions.stream().map(one.code()).toList();
            for (String place : Places.way(one.area())) {
                counts.merge(new Key(one.quarter(), place, codes), one.weight(), Long::sum);
            }
            counts.merge(new Key(one.quarter(), Places.EVERYWHERE, codes), one.weight(), Long::sum);
        }
        return counts;
    }
}
