package opcc.tracker.outcomes.tables;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import opcc.tracker.outcomes.dimensions.Dimension;
import opcc.tracker.outcomes.dimensions.Value;
import opcc.tracker.outcomes.records.OutcomeRecord;
import opcc.tracker.outcomes.store.BatchStore;
import opcc.tracker.v1.OutcomeTable;
import org.springframework.stereotype.Component;

/** Counts the people of a quarter by the dimensions that are asked for. */
@Component
public class OutcomeTables {

    private final BatchStore batches;

    OutcomeTables(BatchStore batches) {
        this.batches = batches;
    }

    /** The table, with small counts suppressed. */
    public OutcomeTable answer(TableQuestion question) {
        People people = new People();
        batches.read(question.quarter(), people::add);
        List<OutcomeRecord> counted = people.in(question.area()).toList();
        Map<List<Value>, Long> counts =
                counted.stream().collect(Collectors.groupingBy(values(question.dimensions()), Collectors.counting()));
        return ProtectedTable.of(question, counts, counted.stream().anyMatch(OutcomeRecord::synthetic));
    }

    private static Function<OutcomeRecord, List<Value>> values(List<Dimension> dimensions) {
        return record -> dimensions.stream()
                .map(dimension -> dimension.valueOf(record.profile()))
                .toList();
    }
}
