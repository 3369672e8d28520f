package opcc.tracker.outcomes.returns;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import opcc.tracker.kit.refusal.Refusal;
import opcc.tracker.v1.Breakdown;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.csv.DuplicateHeaderMode;
import org.jspecify.annotations.Nullable;

/** A return as a CSV file, read strictly: what is wrong is named by row and column, and its value never repeated. */
public final class ReturnFile {

    private static final int MOST_ROWS = 500;
    private static final int MOST_LETTERS = 100;
    private static final Pattern COUNT = Pattern.compile("[0-9]{1,9}");
    private static final CSVFormat FORMAT = CSVFormat.RFC4180
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .setDuplicateHeaderMode(DuplicateHeaderMode.DISALLOW)
            .setTrim(true)
            .setIgnoreEmptyLines(true)
            .get();

    private ReturnFile() {}

    /**
     * The rows of a return.
     *
     * @param breakdowns which columns or measures are parts of what
     * @throws Refusal INVALID_ARGUMENT if it can't be read as one of the two forms
     */
    public static List<StatedRow> read(String csv, List<Breakdown> breakdowns) {
        String text = csv.startsWith("\uFEFF") ? csv.substring(1) : csv;
        try (CSVParser parser = CSVParser.parse(text, FORMAT)) {
            List<String> columns = parser.getHeaderNames();
            List<CSVRecord> records = parser.getRecords();
            requireShape(columns, records);
            List<StatedRow> rows = MeasuresForm.isFormOf(columns)
                    ? new MeasuresForm(records, breakdowns).rows()
                    : new ColumnsForm(columns, records, breakdowns).rows();
            if (rows.size() > MOST_ROWS) {
                throw Refusal.invalid("breakdowns", "make more than " + MOST_ROWS + " rows of the file");
            }
            return rows;
        } catch (IOException | UncheckedIOException | IllegalArgumentException | IllegalStateException e) {
            throw Refusal.invalid("csv", "can't be read as CSV with a header of different column names");
        }
    }

    private static void requireShape(List<String> columns, List<CSVRecord> records) {
        if (columns.stream().anyMatch(column -> column.isEmpty() || column.length() > MOST_LETTERS)) {
            throw Refusal.invalid("csv", "has a column whose name is empty or longer than " + MOST_LETTERS);
        }
        if (records.isEmpty() || records.size() > MOST_ROWS) {
            throw Refusal.invalid("csv", "must have 1 to " + MOST_ROWS + " rows after its header");
        }
        for (int i = 0; i < records.size(); i++) {
            if (!records.get(i).isConsistent()) {
                throw Refusal.invalid("csv", "row " + (i + 1) + " has not as many cells as the header");
            }
        }
    }

    /** What a row is about. */
    static String label(CSVRecord record, String column) {
        String label = record.get(column);
        if (label.isEmpty() || label.length() > MOST_LETTERS) {
            throw invalid(record, column, "must have 1 to " + MOST_LETTERS + " characters");
        }
        return label;
    }

    /** A figure; null if the cell is empty. */
    static @Nullable Long count(CSVRecord record, String column) {
        String cell = record.get(column);
        if (cell.isEmpty()) {
            return null;
        }
        if (!COUNT.matcher(cell).matches()) {
            throw invalid(
                    record, column, "must be a whole number of at most nine digits, without separators, or empty");
        }
        return Long.parseLong(cell);
    }

    static Refusal invalid(CSVRecord record, String column, String problem) {
        return Refusal.invalid(
                "csv", String.format(Locale.ROOT, "row %d, column %s: %s", record.getRecordNumber(), column, problem));
    }
}
