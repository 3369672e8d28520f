package opcc.tracker.outcomes.uploads;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import opcc.tracker.kit.refusal.Refusal;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * A CSV file of outcomes, in memory only. Opened, it has the right columns and not too many rows. No refusal quotes it: a file
 * without a header has its first case where the column names should be.
 */
final class OutcomeFile {

    /** How many rows a file may have. */
    static final int MOST_ROWS = 50_000;

    private static final int LONGEST_LINE = 10_000;
    private static final String FIELD = "csv";
    private static final CSVFormat FORMAT = CSVFormat.RFC4180
            .builder()
            .setCommentMarker('#')
            .setIgnoreEmptyLines(true)
            .get();

    private final String text;
    private final Set<String> services = new HashSet<>();
    private int rows;

    private OutcomeFile(String text) {
        this.text = text;
    }

    /**
     * A row.
     *
     * @param line where it ends in the file, from 1 on
     * @param cells what the columns that the file has hold, without spaces around it
     * @param whole it has as many cells as the header
     */
    record Row(int line, Map<OutcomeColumn, String> cells, boolean whole) {}

    /**
     * Reads the file once.
     *
     * @param ofOneService the column {@code service} may be missing
     * @throws Refusal INVALID_ARGUMENT if the file as a whole is not what is taken in
     */
    static OutcomeFile open(String csv, boolean ofOneService) {
        OutcomeFile file = new OutcomeFile(csv.startsWith("\uFEFF") ? csv.substring(1) : csv);
        requireText(file.text);
        file.read(ofOneService, row -> {
            file.rows++;
            if (file.rows > MOST_ROWS) {
                throw refused("has more than 50,000 rows; send it in parts");
            }
            String service = row.cells().getOrDefault(OutcomeColumns.SERVICE, "");
            if (!service.isEmpty()) {
                file.services.add(service);
            }
        });
        if (file.rows == 0) {
            throw refused("has no row below its header");
        }
        return file;
    }

    /** How many rows it has. */
    int rowCount() {
        return rows;
    }

    /** All that stands in the column {@code service}, right or wrong. */
    Set<String> services() {
        return Set.copyOf(services);
    }

    /** What the file is known by, together with whose it is. */
    String content() {
        return text;
    }

    /** Gives every row to {@code reader}; comments and empty rows are passed over. */
    void forEachRow(Consumer<Row> reader) {
        read(true, reader);
    }

    private void read(boolean ofOneService, Consumer<Row> reader) {
        try (CSVParser parser = CSVParser.parse(text, FORMAT)) {
            Iterator<CSVRecord> records = parser.iterator();
            if (!records.hasNext()) {
                throw refused("has no header");
            }
            List<OutcomeColumn> columns = columns(records.next(), ofOneService);
            while (records.hasNext()) {
                CSVRecord next = records.next();
                if (next.stream().anyMatch(cell -> !cell.isBlank())) {
                    reader.accept(row((int) parser.getCurrentLineNumber(), next, columns));
                }
            }
        } catch (IOException | UncheckedIOException e) {
            throw refused("can't be read as CSV: a quotation mark is not closed, or stands within a cell");
        }
    }

    private static Row row(int line, CSVRecord cells, List<OutcomeColumn> columns) {
        Map<OutcomeColumn, String> byColumn = new LinkedHashMap<>();
        for (int i = 0; i < Math.min(columns.size(), cells.size()); i++) {
            byColumn.put(columns.get(i), cells.get(i).strip());
        }
        return new Row(line, byColumn, cells.size() == columns.size());
    }

    private static List<OutcomeColumn> columns(CSVRecord header, boolean ofOneService) {
        if (header.size() == 1 && (header.get(0).contains(";") || header.get(0).contains("\t"))) {
            throw refused("must have commas between its columns");
        }
        List<OutcomeColumn> columns = new ArrayList<>();
        for (int i = 0; i < header.size(); i++) {
            String place = "column " + (i + 1);
            OutcomeColumn column = OutcomeColumns.named(header.get(i).strip())
                    .orElseThrow(() ->
                            refused(place + " of the header is not known; the columns are " + OutcomeColumns.names()));
            if (columns.contains(column)) {
                throw refused("has the column " + column.heading() + " twice");
            }
            columns.add(column);
        }
        for (OutcomeColumn column : OutcomeColumns.ALL) {
            boolean needed = column.required() && !(ofOneService && column.equals(OutcomeColumns.SERVICE));
            if (needed && !columns.contains(column)) {
                throw refused("has no column " + column.heading());
            }
        }
        return columns;
    }

    /** What is read in another encoding than it was written in shows signs that no text has. */
    private static void requireText(String text) {
        int lineLength = 0;
        for (int i = 0; i < text.length(); i++) {
            char sign = text.charAt(i);
            lineLength = sign == '\n' || sign == '\r' ? 0 : lineLength + 1;
            if (sign == '\uFFFD' || Character.isISOControl(sign) && sign != '\n' && sign != '\r' && sign != '\t') {
                throw refused("is not UTF-8; save it as \"CSV UTF-8\"");
            }
            if (lineLength > LONGEST_LINE) {
                throw refused("has a line of more than 10,000 characters");
            }
        }
    }

    private static Refusal refused(String description) {
        return Refusal.invalid(FIELD, description);
    }
}
