package opcc.tracker.outcomes.tables;

import java.util.List;
import opcc.tracker.kit.disclosure.ThresholdRule;
import opcc.tracker.kit.refusal.Refusal;
import opcc.tracker.outcomes.cube.ProtectedCube;
import opcc.tracker.outcomes.dimensions.Value;
import opcc.tracker.v1.OutcomeTable;
import opcc.tracker.v1.OutcomeTable.Cell;
import opcc.tracker.v1.QuarterStateEnum.QuarterState;

/** Writes a cube's sums down as a table. */
public final class ProtectedTable {

    /** So that an answer stays below what a call carries, 4 MiB. */
    public static final int MOST_CELLS = 20_000;

    private ProtectedTable() {}

    static OutcomeTable of(TableQuestion question, ProtectedCube cube, CubeColumns columns) {
        OutcomeTable.Builder table = begun(question)
                .setState(QuarterState.FROZEN)
                .setRevision(cube.revision())
                .setSynthetic(cube.synthetic())
                .setLargestError(cube.errors().largest())
                .setMeanErrorTenths(cube.errors().meanTenths())
                .addAllNotes(ProtectionNotes.of(cube));
        columns.sum(
                question.area(),
                question.dimensions(),
                (values, count) -> add(table, question.dimensions(), values, count));
        return table.build();
    }

    static OutcomeTable collecting(TableQuestion question) {
        return begun(question)
                .setState(QuarterState.COLLECTING)
                .addNotes(ProtectionNotes.COLLECTING)
                .build();
    }

    private static OutcomeTable.Builder begun(TableQuestion question) {
        return OutcomeTable.newBuilder()
                .setArea(question.area())
                .setQuarter(question.quarter())
                .addAllDimensions(question.dimensions().stream()
                        .map(TableDimension::label)
                        .toList())
                .setThreshold(ThresholdRule.THRESHOLD);
    }

    private static void add(
            OutcomeTable.Builder table, List<TableDimension> dimensions, List<Value> values, long count) {
        table.setTotal(table.getTotal() + count);
        if (dimensions.isEmpty()) { // counted by nothing, there is the total alone
            return;
        }
        if (table.getCellsCount() == MOST_CELLS) {
            throw Refusal.invalid("dimensions", "make more than 20,000 cells; name fewer of them, or one area");
        }
        Cell.Builder cell = Cell.newBuilder().setCount(count);
        for (int i = 0; i < dimensions.size(); i++) {
            cell.putValues(dimensions.get(i).label(), values.get(i).code());
        }
        table.addCells(cell);
    }
}
