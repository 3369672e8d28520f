package opcc.tracker.outcomes.tables;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import opcc.tracker.kit.areas.Regions;
import opcc.tracker.outcomes.cube.CubeCell;
import opcc.tracker.outcomes.dimensions.Dimension;
import opcc.tracker.outcomes.dimensions.Value;

/** What a table can be counted by: a dimension of the people, or where they were supported. */
public final class TableDimension {

    /** The police area. */
    static final TableDimension AREA = new TableDimension("area", cell -> Value.named(cell.area()));

    private static final List<TableDimension> ALL = Stream.concat(
                    Arrays.stream(Dimension.values())
                            .map(dimension -> new TableDimension(dimension.label(), cell -> cell.value(dimension))),
                    Stream.of(
                            AREA,
                            new TableDimension("region", cell -> Value.named(Regions.of(cell.area()))),
                            new TableDimension("service", cell -> Value.named(cell.service()))))
            .toList();

    private final String label;
    private final Function<CubeCell, Value> value;

    private TableDimension(String label, Function<CubeCell, Value> value) {
        this.label = label;
        this.value = value;
    }

    /** All there are. */
    public static List<TableDimension> all() {
        return ALL;
    }

    /** The dimension of this name, in any of the spellings of {@link Dimension#named}. */
    public static Optional<TableDimension> named(String name) {
        String label = Dimension.named(name).map(Dimension::label).orElse(name.toLowerCase(Locale.ROOT));
        return ALL.stream().filter(dimension -> dimension.label.equals(label)).findFirst();
    }

    /** The names, for a message: {@code a, b and c}. */
    public static String labels() {
        return ALL.stream().limit(ALL.size() - 1L).map(TableDimension::label).collect(Collectors.joining(", "))
                + " and " + ALL.getLast().label;
    }

    /** The name in requests and tables, such as {@code nrmStage}. */
    public String label() {
        return label;
    }

    /** What the people of a cell are counted under. */
    public Value valueOf(CubeCell cell) {
        return value.apply(cell);
    }

    @Override
    public String toString() {
        return label;
    }
}
