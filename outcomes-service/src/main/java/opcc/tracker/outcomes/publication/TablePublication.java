package opcc.tracker.outcomes.publication;

import java.time.LocalDate;
import opcc.tracker.v1.OutcomeSeries;
import opcc.tracker.v1.OutcomeTable;
import opcc.tracker.v1.QuarterBasis;
import opcc.tracker.v1.QuarterStateEnum.QuarterState;
import opcc.tracker.v1.SeriesCell;
import opcc.tracker.v1.SeriesQuarter;

/** A table of one quarter, to be published: as a series of that quarter alone. */
public final class TablePublication {

    private TablePublication() {}

    /** The table, as made on {@code today}. */
    public static Publication of(OutcomeTable table, LocalDate today) {
        SeriesQuarter.Builder quarter = SeriesQuarter.newBuilder()
                .setBasis(QuarterBasis.newBuilder()
                        .setQuarter(table.getQuarter())
                        .setState(table.getState())
                        .setRevision(table.getRevision())
                        .setSynthetic(table.getSynthetic())
                        .setLargestError(table.getLargestError())
                        .setMeanErrorTenths(table.getMeanErrorTenths()));
        if (table.getState() == QuarterState.FROZEN) {
            quarter.setTotal(table.getTotal());
        }
        for (OutcomeTable.Cell cell : table.getCellsList()) {
            quarter.addCells(
                    SeriesCell.newBuilder().putAllValues(cell.getValuesMap()).setCount(cell.getCount()));
        }
        return SeriesPublication.of(
                "outcome-table",
                OutcomeSeries.newBuilder()
                        .setArea(table.getArea())
                        .addAllDimensions(table.getDimensionsList())
                        .addQuarters(quarter)
                        .addAllNotes(table.getNotesList())
                        .build(),
                today);
    }
}
