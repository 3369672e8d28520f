package opcc.tracker.outcomes.publication;

import java.time.LocalDate;
import java.util.List;
import opcc.tracker.outcomes.publication.Entry.Shorthand;
import opcc.tracker.v1.DistanceTravelled;
import opcc.tracker.v1.NeedDistance;
import opcc.tracker.v1.QuarterBasis;

/** Distances travelled, to be published. */
public final class DistancePublication {

    private static final List<String> COLUMNS = List.of(
            "Quarter",
            "Category of need",
            "People with two scores",
            "Improved (per cent)",
            "Unchanged (per cent)",
            "Worse (per cent)",
            "Mean change (points)");

    private DistancePublication() {}

    /** The table of {@code distance}, as made on {@code today}. */
    public static Publication of(DistanceTravelled distance, LocalDate today) {
        QuarterBasis basis = distance.getBasis();
        String service = distance.getService();
        return new Publication(
                Cover.fileName("distance-travelled", distance.getArea(), service, basis.getQuarter()),
                "Distance travelled by category of need, " + Cover.area(distance.getArea())
                        + (service.isEmpty() ? "" : ", " + service) + ", " + basis.getQuarter(),
                Cover.facts(
                        distance.getArea(),
                        basis.getQuarter(),
                        "People; per cent of the people with two scores; points of the scale from 1 to 5",
                        List.of(basis),
                        today),
                distance.getNotesList(),
                COLUMNS,
                rows(distance));
    }

    private static List<List<Entry>> rows(DistanceTravelled distance) {
        String quarter = distance.getBasis().getQuarter();
        return Cover.isFrozen(distance.getBasis())
                ? distance.getNeedsList().stream()
                        .map(need -> row(quarter, need))
                        .toList()
                : List.of(Rows.filled(COLUMNS.size(), Shorthand.NOT_AVAILABLE, Entry.of(quarter)));
    }

    private static List<Entry> row(String quarter, NeedDistance need) {
        Entry name = Entry.of(need.getNeed().name());
        return need.hasPeople()
                ? List.of(
                        Entry.of(quarter),
                        name,
                        Entry.of(need.getPeople()),
                        Entry.of(need.getImprovedPercent()),
                        Entry.of(need.getUnchangedPercent()),
                        Entry.of(need.getWorsePercent()),
                        Entry.tenths(need.getMeanChangeTenths()))
                : Rows.filled(COLUMNS.size(), Shorthand.WITHHELD, Entry.of(quarter), name);
    }
}
