package opcc.tracker.outcomes.publication;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import opcc.tracker.outcomes.publication.Entry.Shorthand;
import opcc.tracker.v1.OutcomeSeries;
import opcc.tracker.v1.QuarterBasis;
import opcc.tracker.v1.SeriesCell;
import opcc.tracker.v1.SeriesQuarter;

/** Counts of one quarter or of several, to be published. */
public final class SeriesPublication {

    private SeriesPublication() {}

    /** The table of {@code series}, as made on {@code today}; {@code kind} is the beginning of the file's name. */
    public static Publication of(String kind, OutcomeSeries series, LocalDate today) {
        List<QuarterBasis> quarters =
                series.getQuartersList().stream().map(SeriesQuarter::getBasis).toList();
        String period = Cover.period(quarters);
        String by = series.getDimensionsList().stream().map(Cover::dimension).collect(Collectors.joining(", "));
        return new Publication(
                Cover.fileName(kind, series.getArea(), period),
                "People supported" + (by.isEmpty() ? "" : " by " + by) + ", " + Cover.area(series.getArea()) + ", "
                        + period,
                Cover.facts(series.getArea(), period, "People", quarters, today),
                series.getNotesList(),
                Stream.of(Stream.of("Quarter"), series.getDimensionsList().stream(), Stream.of("People"))
                        .flatMap(columns -> columns)
                        .toList(),
                rows(series));
    }

    private static List<List<Entry>> rows(OutcomeSeries series) {
        List<List<Entry>> rows = new ArrayList<>();
        List<String> dimensions = series.getDimensionsList();
        for (SeriesQuarter quarter : series.getQuartersList()) {
            String name = quarter.getBasis().getQuarter();
            if (!quarter.hasTotal()) {
                rows.add(row(name, dimensions.stream().map(all -> Shorthand.NOT_AVAILABLE), Shorthand.NOT_AVAILABLE));
                continue;
            }
            for (SeriesCell cell : quarter.getCellsList()) {
                rows.add(row(
                        name,
                        dimensions.stream().map(dimension -> Entry.of(cell.getValuesOrThrow(dimension))),
                        Entry.of(cell.getCount())));
            }
            rows.add(row(name, dimensions.stream().map(all -> Entry.of("Total")), Entry.of(quarter.getTotal())));
        }
        return rows;
    }

    private static List<Entry> row(String quarter, Stream<? extends Entry> values, Entry people) {
        return Stream.<Stream<? extends Entry>>of(Stream.of(Entry.of(quarter)), values, Stream.of(people))
                .<Entry>flatMap(entries -> entries)
                .toList();
    }
}
