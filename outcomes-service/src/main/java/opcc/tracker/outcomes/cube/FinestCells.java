package opcc.tracker.outcomes.cube;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import opcc.tracker.disclosure.rounding.FineTable;
import opcc.tracker.disclosure.rounding.FineTable.Crossing;
import opcc.tracker.kit.areas.Regions;
import opcc.tracker.outcomes.dimensions.Dimension;
import opcc.tracker.outcomes.dimensions.Value;
import opcc.tracker.outcomes.records.OutcomeRecord;
import opcc.tracker.v1.NeedEnum.Need;

/** The true counts of the finest table, in an order that follows from the cells alone. Never stored, never shown. */
final class FinestCells {

    /** How many columns stand before those of the dimensions: area, region, service. */
    static final int PLACES = 3;

    private static final List<Need> NEEDS = Arrays.stream(Need.values())
            .filter(need -> need != Need.NEED_UNSPECIFIED && need != Need.UNRECOGNIZED)
            .toList();
    private static final int CHANGES = 5;

    private final List<String> keys = new ArrayList<>();
    private final List<CubeCell> cells = new ArrayList<>();
    private final int[] counts;
    private final int[][] columns;

    /** The cells of people who are counted. */
    FinestCells(CountedPeople people) {
        people.cells().forEach((key, cell) -> {
            keys.add(key);
            cells.add(cell);
        });
        counts = cells.stream().mapToInt(cell -> Math.toIntExact(cell.count())).toArray();
        columns = columns();
    }

    /** The true counts. */
    int[] counts() {
        return counts;
    }

    /** The numbers of each service's cells. */
    List<int[]> byService() {
        Map<String, List<Integer>> numbers = new TreeMap<>();
        for (int cell = 0; cell < cells.size(); cell++) {
            numbers.computeIfAbsent(cells.get(cell).service(), service -> new ArrayList<>())
                    .add(cell);
        }
        return numbers.values().stream()
                .map(each -> each.stream().mapToInt(Integer::intValue).toArray())
                .toList();
    }

    /** Some of the cells with other counts, of which these crossings are read. */
    FineTable table(int[] some, int[] otherCounts, List<Crossing> crossings) {
        int[][] ofSome = Arrays.stream(columns)
                .map(column -> Arrays.stream(some).map(cell -> column[cell]).toArray())
                .toArray(int[][]::new);
        return new FineTable(
                Arrays.stream(some).mapToObj(keys::get).toList(),
                Arrays.stream(some).map(cell -> otherCounts[cell]).toArray(),
                ofSome,
                crossings);
    }

    /** The cells that have a count above zero, with it. */
    List<CubeCell> counting(IntUnaryOperator count) {
        return IntStream.range(0, cells.size())
                .filter(cell -> count.applyAsInt(cell) > 0)
                .mapToObj(cell -> cells.get(cell).counting(count.applyAsInt(cell)))
                .toList();
    }

    /** Area, region, service, the dimensions, the changes of the needs; the codes are numbered as their texts sort. */
    private int[][] columns() {
        List<int[]> columns = new ArrayList<>();
        columns.add(column(CubeCell::area));
        columns.add(column(cell -> Regions.of(cell.area())));
        columns.add(column(CubeCell::service));
        for (Dimension dimension : Dimension.values()) {
            columns.add(column(cell -> cell.value(dimension).code()));
        }
        for (Need need : NEEDS) {
            columns.add(cells.stream().mapToInt(cell -> change(cell, need)).toArray());
        }
        return columns.toArray(int[][]::new);
    }

    static int needs() {
        return NEEDS.size();
    }

    private int[] column(Function<CubeCell, String> text) {
        List<String> codes = List.copyOf(cells.stream().map(text).collect(Collectors.toCollection(TreeSet::new)));
        Map<String, Integer> numbers = new TreeMap<>();
        codes.forEach(code -> numbers.put(code, numbers.size()));
        return cells.stream()
                .mapToInt(cell -> numbers.getOrDefault(text.apply(cell), 0))
                .toArray();
    }

    /** 0 if the need was not scored twice, else 1 to 9. */
    private static int change(CubeCell cell, Need need) {
        Integer change = cell.changes().get(need);
        return change == null ? 0 : change + CHANGES;
    }

    /** Where a person is counted. */
    static CubeCell cell(OutcomeRecord person) {
        Map<Dimension, Value> values = new EnumMap<>(Dimension.class);
        for (Dimension dimension : Dimension.values()) {
            values.put(dimension, dimension.valueOf(person.profile()));
        }
        Map<Need, Integer> changes = new EnumMap<>(Need.class);
        person.profile()
                .scores()
                .forEach((need, scores) -> scores.change().ifPresent(change -> changes.put(need, change)));
        return new CubeCell(person.area(), person.service(), values, changes, 1);
    }

    /** What no other cell has: no code holds a vertical bar. */
    static String key(CubeCell cell) {
        StringBuilder key = new StringBuilder(cell.area()).append('|').append(cell.service());
        for (Dimension dimension : Dimension.values()) {
            key.append('|').append(cell.value(dimension).code());
        }
        for (Need need : NEEDS) {
            key.append('|').append(change(cell, need));
        }
        return key.toString();
    }
}
