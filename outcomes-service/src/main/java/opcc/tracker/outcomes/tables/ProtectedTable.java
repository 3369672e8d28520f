package opcc.tracker.outcomes.tables;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import opcc.tracker.kit.disclosure.ThresholdRule;
import opcc.tracker.outcomes.dimensions.Dimension;
import opcc.tracker.outcomes.dimensions.Lexicographic;
import opcc.tracker.outcomes.dimensions.Value;
import opcc.tracker.v1.OutcomeTable;
import opcc.tracker.v1.OutcomeTable.Cell;

/** Writes counts down as a table in which no small count shows. */
final class ProtectedTable {

    private static final String PEOPLE =
            "Counts are of people: who was reported more than once by the same service in the quarter is counted once,"
                    + " as last reported.";
    private static final String SUPPRESSION =
            "Counts of 1 to 4 are suppressed, so that nobody can be recognised: such a"
                    + " cell is marked and has no count.";
    private static final String TOTAL =
            "The total is the sum of the counts that are shown; suppressed counts are left out.";
    private static final String SYNTHETIC =
            "Some or all of the records counted are synthetic: made up to show the tracker. The figures say nothing"
                    + " about real people.";

    private ProtectedTable() {}

    static OutcomeTable of(TableQuestion question, Map<List<Value>, Long> counts, boolean synthetic) {
        OutcomeTable.Builder table = OutcomeTable.newBuilder()
                .setArea(question.area())
                .setQuarter(question.quarter())
                .addAllDimensions(
                        question.dimensions().stream().map(Dimension::label).toList())
                .setThreshold(ThresholdRule.THRESHOLD)
                .setSynthetic(synthetic)
                .addAllNotes(notes(synthetic));
        counts.entrySet().stream()
                .sorted((one, other) -> Lexicographic.compare(one.getKey(), other.getKey()))
                .forEach(entry -> add(table, question.dimensions(), entry.getKey(), entry.getValue()));
        return table.build();
    }

    private static void add(OutcomeTable.Builder table, List<Dimension> dimensions, List<Value> values, long count) {
        Cell.Builder cell = Cell.newBuilder();
        for (int i = 0; i < dimensions.size(); i++) {
            cell.putValues(dimensions.get(i).label(), values.get(i).code());
        }
        OptionalLong shown = ThresholdRule.shown(count);
        if (shown.isPresent()) {
            cell.setCount(shown.getAsLong());
            table.setTotal(table.getTotal() + shown.getAsLong());
        } else {
            cell.setSuppressed(true);
            table.setSuppressedCells(table.getSuppressedCells() + 1);
        }
        if (!dimensions.isEmpty()) { // counted by nothing, there is the total alone
            table.addCells(cell);
        }
    }

    private static List<String> notes(boolean synthetic) {
        List<String> notes = new ArrayList<>(List.of(PEOPLE, SUPPRESSION, TOTAL));
        if (synthetic) {
            notes.add(SYNTHETIC);
        }
        return notes;
    }
}
