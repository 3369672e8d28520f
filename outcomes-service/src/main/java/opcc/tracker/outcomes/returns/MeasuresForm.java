package opcc.tracker.outcomes.returns;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import opcc.tracker.kit.refusal.Refusal;
import opcc.tracker.v1.Breakdown;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/**
 * The form of {@code nrm-uk-2021.csv}: a measure a row, with its value; one with a base is a part of the base's measure, by
 * the dimension of the breakdown that names it.
 */
final class MeasuresForm {

    private static final String MEASURE = "measure";
    private static final String VALUE = "value";
    private static final String PERCENT = "percent_published";
    private static final String BASE = "base";
    private static final Pattern PERCENTAGE = Pattern.compile("([0-9]{1,3}([.][0-9]{1,3})?)?");

    private final Map<String, Measure> measures = new LinkedHashMap<>();
    private final List<Breakdown> breakdowns;

    private record Measure(CSVRecord record, @Nullable Long value, String percent, String base) {}

    MeasuresForm(List<CSVRecord> records, List<Breakdown> breakdowns) {
        this.breakdowns = breakdowns;
        for (CSVRecord record : records) {
            String percent = optional(record, PERCENT);
            if (!PERCENTAGE.matcher(percent).matches()) {
                throw ReturnFile.invalid(record, PERCENT, "must be a number such as 23 or 23.5, or empty");
            }
            String base = optional(record, BASE);
            if (base.isEmpty() && !percent.isEmpty()) {
                throw ReturnFile.invalid(record, BASE, "must say what the percentage is of");
            }
            Measure measure = new Measure(record, ReturnFile.count(record, VALUE), percent, base);
            if (measures.put(ReturnFile.label(record, MEASURE), measure) != null) {
                throw ReturnFile.invalid(record, MEASURE, "is in an earlier row");
            }
        }
    }

    static boolean isFormOf(List<String> columns) {
        return columns.contains(MEASURE)
                && columns.contains(VALUE)
                && List.of(MEASURE, VALUE, PERCENT, BASE).containsAll(columns);
    }

    List<StatedRow> rows() {
        Map<String, Integer> breakdownOf = new LinkedHashMap<>();
        for (int i = 0; i < breakdowns.size(); i++) {
            requireOneBase(i, breakdownOf);
        }
        List<StatedRow> rows = new ArrayList<>();
        measures.forEach((name, measure) -> {
            Integer breakdown = breakdownOf.get(name);
            if (measure.base().isEmpty()) {
                rows.add(new StatedRow(name, "", measure.value(), List.of()));
            } else if (breakdown == null) {
                throw ReturnFile.invalid(measure.record(), MEASURE, "has a base and is in no breakdown");
            } else if (name.equals(breakdowns.get(breakdown).getValues(0))) {
                rows.add(row(breakdowns.get(breakdown), measure.base()));
            }
        });
        return rows;
    }

    private StatedRow row(Breakdown breakdown, String base) {
        List<StatedRow.Part> parts = new ArrayList<>();
        for (String name : breakdown.getValuesList()) {
            Measure part = measure(name);
            parts.add(new StatedRow.Part(name, part.value(), part.percent()));
        }
        return new StatedRow(base, breakdown.getDimension(), measure(base).value(), parts);
    }

    private Measure measure(String name) {
        Measure measure = measures.get(name);
        if (measure == null) {
            throw Refusal.invalid("csv", "has a base that is no measure of the file");
        }
        return measure;
    }

    private void requireOneBase(int index, Map<String, Integer> breakdownOf) {
        String field = "breakdowns[" + index + "].values";
        List<String> names = breakdowns.get(index).getValuesList();
        for (String name : names) {
            Measure measure = measures.get(name);
            if (measure == null || breakdownOf.put(name, index) != null) {
                throw Refusal.invalid(
                        field, "name a measure that the file does not have, or that another breakdown names");
            }
            if (measure.base().isEmpty()
                    || !measure.base().equals(measure(names.getFirst()).base())) {
                throw Refusal.invalid(field, "must all have the same base in the file");
            }
        }
    }

    private static String optional(CSVRecord record, String column) {
        return record.isMapped(column) ? record.get(column) : "";
    }
}
