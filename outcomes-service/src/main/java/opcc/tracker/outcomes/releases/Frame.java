package opcc.tracker.outcomes.releases;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import opcc.tracker.disclosure.table.Hierarchy;
import opcc.tracker.disclosure.table.Table;
import opcc.tracker.disclosure.table.TableBuilder;
import opcc.tracker.outcomes.dimensions.Dimension;
import opcc.tracker.outcomes.dimensions.Value;

/** All cells that a table has, whatever is counted: every combination of codes that is possible. */
final class Frame {

    private final Layout layout;
    private final List<List<String>> inner;

    Frame(Layout layout) {
        this.layout = layout;
        List<List<String>> cells = List.of(List.of());
        for (String axis : layout.dimensions()) {
            List<List<String>> longer = new ArrayList<>();
            for (List<String> cell : cells) {
                for (String code : codes(layout, axis)) {
                    List<String> more = new ArrayList<>(cell);
                    more.add(code);
                    longer.add(more);
                }
            }
            cells = longer;
        }
        inner = cells;
    }

    /** How many cells a table has, sums included, without making it. */
    static long size(Layout layout) {
        return layout.dimensions().stream()
                .mapToLong(axis -> axis.equals(Axes.AREA)
                        ? Places.codes().stream()
                                        .flatMap(code -> Places.way(code).stream())
                                        .distinct()
                                        .count()
                                + 1
                        : codes(layout, axis).size() + 1L)
                .reduce(1, Math::multiplyExact);
    }

    private static List<String> codes(Layout layout, String axis) {
        return switch (axis) {
            case Axes.AREA -> Places.codes();
            case Axes.QUARTER -> layout.quarters();
            default ->
                Codes.of(Axes.dimension(axis).orElseThrow()).stream()
                        .map(Value::code)
                        .toList();
        };
    }

    /** The table of these people. */
    Table table(Tally people) {
        long[] counts =
                inner.stream().mapToLong(cell -> people.count(figure(cell))).toArray();
        Map<String, Hierarchy> hierarchies = Map.of(
                Axes.AREA,
                Hierarchy.of(
                        "areas",
                        List.of("area", "region", "country"),
                        Places.codes().stream().map(Places::row).toList()));
        return TableBuilder.build(layout.dimensions(), inner, counts, hierarchies);
    }

    /** The names of a table's cell, one for each dimension. */
    List<String> labels(Table table, int cell) {
        List<String> labels = new ArrayList<>();
        for (int d = 0; d < layout.dimensions().size(); d++) {
            labels.add(table.label(cell, d));
        }
        return labels;
    }

    /** What a table's cell counts. */
    Figure figure(Table table, int cell) {
        return figure(labels(table, cell));
    }

    private Figure figure(List<String> labels) {
        List<String> quarters = layout.quarters();
        String place = layout.area();
        Map<Dimension, String> codes = new HashMap<>();
        for (int d = 0; d < labels.size(); d++) {
            String label = labels.get(d);
            if (label.equals(Table.TOTAL)) {
                continue;
            }
            switch (layout.dimensions().get(d)) {
                case Axes.AREA -> place = label;
                case Axes.QUARTER -> quarters = List.of(label);
                default -> codes.put(Axes.dimension(layout.dimensions().get(d)).orElseThrow(), label);
            }
        }
        return new Figure(quarters, place, codes);
    }
}
