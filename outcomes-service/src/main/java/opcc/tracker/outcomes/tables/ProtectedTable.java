package opcc.tracker.outcomes.tables;

import java.util.List;
import opcc.tracker.kit.disclosure.ThresholdRule;
import opcc.tracker.outcomes.cube.ProtectedCube;
import opcc.tracker.outcomes.dimensions.Dimension;
import opcc.tracker.outcomes.dimensions.Value;
import opcc.tracker.v1.OutcomeTable;
import opcc.tracker.v1.OutcomeTable.Cell;
import opcc.tracker.v1.QuarterStateEnum.QuarterState;

/** Writes a cube's sums down as a table. */
final class ProtectedTable {

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
                .addAllDimensions(
                        question.dimensions().stream().map(Dimension::label).toList())
                .setThreshold(ThresholdRule.THRESHOLD);
    }

    private static void add(OutcomeTable.Builder table, List<Dimension> dimensions, List<Value> values, long count) {
        table.setTotal(table.getTotal() + count);
        if (dimensions.isEmpty()) { // counted by nothing, there is the total alone
            return;
        }
        Cell.Builder cell = Cell.newBuilder().setCount(count);
        for (int i = 0; i < dimensions.size(); i++) {
            cell.putValues(dimensions.get(i).label(), values.get(i).code());
        }
        table.addCells(cell);
    }
}
