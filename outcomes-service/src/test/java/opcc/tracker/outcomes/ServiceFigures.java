package opcc.tracker.outcomes;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import opcc.tracker.kit.testing.TestPerson;
import opcc.tracker.v1.GetOutcomeTableRequest;
import opcc.tracker.v1.OutcomeTable;
import opcc.tracker.v1.OutcomeTable.Cell;
import opcc.tracker.v1.QuarterStateEnum.QuarterState;

/** The tables of the running service, as a caller reads them. */
record ServiceFigures(RunningOutcomes outcomes, TestPerson caller) implements Figures.Source {

    @Override
    public Figures table(String area, String quarter, int revision, String... dimensions) {
        OutcomeTable table = caller.calling(outcomes.stub())
                .getOutcomeTable(GetOutcomeTableRequest.newBuilder()
                        .setArea(area)
                        .setQuarter(quarter)
                        .setRevision(revision)
                        .addAllDimensions(List.of(dimensions))
                        .build());
        if (table.getState() != QuarterState.FROZEN) {
            throw new AssertionError(quarter + " is not frozen: what it shows proves nothing");
        }
        Map<List<String>, Long> cells = new HashMap<>();
        for (Cell cell : table.getCellsList()) {
            List<String> codes = Arrays.stream(dimensions)
                    .map(dimension -> cell.getValuesOrThrow(dimension))
                    .toList();
            cells.put(codes, cell.getCount());
        }
        return new Figures(cells, Set.of(), OptionalLong.of(table.getTotal()));
    }
}
