package opcc.tracker.outcomes.measures;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import opcc.tracker.kit.refusal.Refusal;
import opcc.tracker.outcomes.cube.CubeCell;
import opcc.tracker.outcomes.cube.Cubes;
import opcc.tracker.outcomes.cube.ProtectedCube;
import opcc.tracker.outcomes.dimensions.Lexicographic;
import opcc.tracker.outcomes.dimensions.Value;
import opcc.tracker.outcomes.tables.ProtectedTable;
import opcc.tracker.outcomes.tables.TableDimension;
import opcc.tracker.outcomes.tables.TableQuestion;
import opcc.tracker.v1.GetOutcomeSeriesRequest;
import opcc.tracker.v1.GetOutcomeTableRequest;
import opcc.tracker.v1.OutcomeSeries;
import opcc.tracker.v1.SeriesCell;
import opcc.tracker.v1.SeriesQuarter;

/** Counts people by dimensions, quarter by quarter. */
public final class TimeSeries {

    private final Cubes cubes;

    /** Counts in {@code cubes}. */
    public TimeSeries(Cubes cubes) {
        this.cubes = cubes;
    }

    /** The counts of the quarters asked for. */
    public OutcomeSeries answer(GetOutcomeSeriesRequest request) {
        List<String> quarters = QuarterRange.between(request.getFromQuarter(), request.getToQuarter());
        List<TableDimension> dimensions = TableQuestion.of(GetOutcomeTableRequest.newBuilder()
                        .setArea(request.getArea())
                        .setQuarter(request.getFromQuarter())
                        .addAllDimensions(request.getDimensionsList())
                        .build())
                .dimensions();
        Map<String, Optional<ProtectedCube>> asked = new LinkedHashMap<>();
        quarters.forEach(quarter -> asked.put(quarter, cubes.find(quarter)));
        return answer(Selection.of(request.getArea()), dimensions, asked);
    }

    private static OutcomeSeries answer(
            Selection selection, List<TableDimension> dimensions, Map<String, Optional<ProtectedCube>> asked) {
        Map<String, Map<List<Value>, Long>> counts = new LinkedHashMap<>();
        asked.forEach(
                (quarter, found) -> found.ifPresent(cube -> counts.put(quarter, counts(selection, dimensions, cube))));
        Collection<List<Value>> cells = new TreeSet<List<Value>>(Lexicographic::compare);
        counts.values().forEach(each -> cells.addAll(each.keySet()));
        if ((long) cells.size() * asked.size() > ProtectedTable.MOST_CELLS) {
            throw Refusal.invalid(
                    "dimensions",
                    "make more than 20,000 cells in these quarters; name fewer dimensions or a shorter range");
        }
        OutcomeSeries.Builder series = OutcomeSeries.newBuilder()
                .setArea(selection.area())
                .addAllDimensions(dimensions.stream().map(TableDimension::label).toList());
        asked.forEach((quarter, found) -> {
            SeriesQuarter.Builder answer = SeriesQuarter.newBuilder().setBasis(QuarterBases.of(quarter, found));
            found.ifPresent(cube -> {
                answer.setTotal(selection.people(cube));
                if (!dimensions.isEmpty()) { // counted by nothing, there is the total alone
                    Map<List<Value>, Long> of = counts.getOrDefault(quarter, Map.of());
                    cells.forEach(cell -> answer.addCells(cell(dimensions, cell, of.getOrDefault(cell, 0L))));
                }
            });
            series.addQuarters(answer);
        });
        return series.addAllNotes(Notes.of(series.getQuartersList().stream()
                        .map(SeriesQuarter::getBasis)
                        .toList()))
                .build();
    }

    private static Map<List<Value>, Long> counts(
            Selection selection, List<TableDimension> dimensions, ProtectedCube cube) {
        return selection
                .in(cube)
                .collect(Collectors.groupingBy(
                        cell -> dimensions.stream()
                                .map(dimension -> dimension.valueOf(cell))
                                .toList(),
                        Collectors.summingLong(CubeCell::count)));
    }

    private static SeriesCell cell(List<TableDimension> dimensions, List<Value> values, long count) {
        SeriesCell.Builder cell = SeriesCell.newBuilder().setCount(count);
        for (int i = 0; i < dimensions.size(); i++) {
            cell.putValues(dimensions.get(i).label(), values.get(i).code());
        }
        return cell.build();
    }
}
