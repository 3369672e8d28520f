package opcc.tracker.outcomes.releases;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import opcc.tracker.disclosure.protection.Protected;
import opcc.tracker.disclosure.protection.Status;
import opcc.tracker.disclosure.suppression.AddedRelease;
import opcc.tracker.disclosure.suppression.ExposedTable;
import opcc.tracker.disclosure.suppression.Suppression;
import opcc.tracker.disclosure.table.Table;
import opcc.tracker.kit.refusal.Refusal;
import opcc.tracker.outcomes.cube.CubeCell;
import opcc.tracker.outcomes.records.OutcomeRecord;

/** Protects a table and attacks it together with everything that was published of its financial year. */
final class Trials {

    /** Up to so many cells the least loss is looked for, with little patience: somebody waits. */
    private static final int EXACT_UP_TO = 200;

    private static final double PATIENCE = 0.02;

    private final FrozenRecords records;
    private final Clock clock;

    Trials(FrozenRecords records, Clock clock) {
        this.records = records;
        this.clock = clock;
    }

    /**
     * Tries a release.
     *
     * @param earlier the releases of the same financial year
     * @throws Refusal FAILED_PRECONDITION if a quarter is not frozen, records were erased since the earlier ones, or what they tell
     *     together is too much to be attacked
     */
    Trial of(Draft draft, List<Publication> earlier) {
        TreeSet<String> quarters = new TreeSet<>(draft.quarters());
        earlier.forEach(publication -> quarters.addAll(publication.draft().quarters()));
        Tally people = people(quarters);
        Tally certain = new Tally();
        boolean withCube = false;
        for (String quarter : quarters) {
            List<CubeCell> cells = records.certain(quarter);
            cells.forEach(cell -> certain.add(quarter, cell));
            withCube |= !cells.isEmpty();
        }
        Together together = new Together(people, certain);
        earlier.forEach(publication -> add(together, publication, people));
        Frame frame = new Frame(draft.layout());
        Table table = frame.table(people);
        int[] numbers = together.add(frame, table);
        JointTables.of(Stream.concat(earlier.stream().map(Publication::draft), Stream.of(draft))
                        .map(Draft::layout)
                        .toList())
                .forEach(joint -> together.addUnshown(new Frame(joint), people));
        new Nesting(together).link();

        AddedRelease added = protect(together, table, numbers);
        List<Publication.Cell> cells = new ArrayList<>();
        for (int c = 0; c < numbers.length; c++) {
            cells.add(new Publication.Cell(frame.labels(table, c), table.value(c), !added.leftOut()[numbers[c]]));
        }
        int shown = (int) cells.stream().filter(Publication.Cell::isShown).count();
        return new Trial(
                cells,
                people.isSynthetic(draft.quarters(), draft.area()),
                new AuditReport(
                        shown,
                        cells.size() - shown,
                        added.audit().secrets(),
                        added.audit().exposed().size(),
                        earlier.size() + 1,
                        added.audit().passed() ? leastWidth(together, numbers, added.leftOut()) : 0,
                        withCube,
                        clock.instant().truncatedTo(ChronoUnit.MILLIS)));
    }

    private static int leastWidth(Together together, int[] numbers, boolean[] leftOut) {
        boolean[] shown = new boolean[leftOut.length];
        for (int cell : numbers) {
            shown[cell] = !leftOut[cell];
        }
        return Widths.least(
                together.said(shown),
                Arrays.stream(numbers).filter(cell -> leftOut[cell]).toArray());
    }

    private Tally people(Collection<String> quarters) {
        Tally people = new Tally();
        for (String quarter : quarters) {
            List<OutcomeRecord> found = records.people(quarter)
                    .orElseThrow(() -> Refusal.precondition(
                            "QUARTER_NOT_FROZEN",
                            quarter + " is still collecting: exact figures are published of frozen quarters only.",
                            Map.of("quarter", quarter)));
            found.forEach(people::add);
        }
        return people;
    }

    private static void add(Together together, Publication publication, Tally people) {
        Frame frame = new Frame(publication.draft().layout());
        Table table = frame.table(people);
        for (int c = 0; c < table.publishedCount(); c++) {
            if (table.value(c) != publication.cells().get(c).count()) {
                throw Refusal.precondition(
                        "RECORDS_ERASED",
                        "Records were erased since " + publication.draft().name()
                                + " was published. New exact figures of the same year beside it could show whose; use"
                                + " the protected tables.",
                        Map.of("resource", publication.draft().name()));
            }
        }
        int[] numbers = together.add(frame, table);
        for (int c = 0; c < numbers.length; c++) {
            if (publication.cells().get(c).isShown()) {
                together.show(numbers[c]);
            }
        }
    }

    private static AddedRelease protect(Together together, Table table, int[] numbers) {
        boolean[] open = new boolean[together.cells()];
        boolean[] leftOut = new boolean[together.cells()];
        long[] weights = new long[together.cells()];
        Status[] statuses = suppressed(table);
        for (int c = 0; c < numbers.length; c++) {
            // What is public already is shown again: leaving it out would hide nothing.
            open[numbers[c]] = !together.isShown(numbers[c]);
            leftOut[numbers[c]] = open[numbers[c]] && statuses[c] != Status.PUBLISHED;
            weights[numbers[c]] = table.value(c) + 1;
        }
        return AddedRelease.of(
                out -> {
                    boolean[] shown = new boolean[out.length];
                    for (int cell = 0; cell < shown.length; cell++) {
                        shown[cell] = open[cell] && !out[cell];
                    }
                    return together.said(shown);
                },
                open,
                weights,
                leftOut,
                together.secrets());
    }

    private static Status[] suppressed(Table table) {
        try {
            Protected alone = new Suppression(Together.CRITERION, EXACT_UP_TO, PATIENCE).protect(table);
            return alone.statuses();
        } catch (ExposedTable e) {
            throw Refusal.precondition(
                    "EXPOSED",
                    "No way was found to leave out cells so that nothing can be worked out. Take fewer dimensions.",
                    Map.of());
        }
    }
}
