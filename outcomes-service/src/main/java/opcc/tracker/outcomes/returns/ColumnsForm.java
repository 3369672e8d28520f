package opcc.tracker.outcomes.returns;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import opcc.tracker.kit.refusal.Refusal;
import opcc.tracker.v1.Breakdown;
import org.apache.commons.csv.CSVRecord;

/** The form of {@code nrm-derbyshire-2021.csv}: a column of what is counted, one of totals, and a column for each part. */
final class ColumnsForm {

    private static final String TOTAL = "total";

    private final String counted;
    private final List<CSVRecord> records;
    private final List<Breakdown> breakdowns;

    ColumnsForm(List<String> columns, List<CSVRecord> records, List<Breakdown> breakdowns) {
        this.counted = columns.getFirst();
        this.records = records;
        this.breakdowns = breakdowns;
        if (counted.equals(TOTAL) || !columns.contains(TOTAL)) {
            throw Refusal.invalid(
                    "csv",
                    "must have a first column that says what is counted and a column \"total\", or the columns"
                            + " \"measure\" and \"value\"");
        }
        Set<String> left = new HashSet<>(columns);
        left.removeAll(Set.of(counted, TOTAL));
        for (int i = 0; i < breakdowns.size(); i++) {
            for (String column : breakdowns.get(i).getValuesList()) {
                if (!left.remove(column)) {
                    throw Refusal.invalid(
                            "breakdowns[" + i + "].values",
                            "name a column that the file does not have, or that another breakdown names");
                }
            }
        }
        if (!left.isEmpty()) {
            throw Refusal.invalid(
                    "breakdowns",
                    "must say of every column but the first and \"total\" what it is a part by; " + left.size()
                            + " of the file are in none");
        }
    }

    List<StatedRow> rows() {
        List<StatedRow> rows = new ArrayList<>();
        for (CSVRecord record : records) {
            String label = ReturnFile.label(record, counted);
            Long total = ReturnFile.count(record, TOTAL);
            if (breakdowns.isEmpty()) {
                rows.add(new StatedRow(label, "", total, List.of()));
            }
            for (Breakdown breakdown : breakdowns) {
                List<StatedRow.Part> parts = breakdown.getValuesList().stream()
                        .map(column -> new StatedRow.Part(column, ReturnFile.count(record, column), ""))
                        .toList();
                rows.add(new StatedRow(label, breakdown.getDimension(), total, parts));
            }
        }
        return rows;
    }
}
