package opcc.tracker.funds.payments;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import opcc.tracker.kit.refusal.Refusal;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.csv.DuplicateHeaderMode;

/** What the finance system says it did, read strictly. */
final class ReturnedFile {

    private static final int MOST_ROWS = 500;
    private static final List<String> COLUMNS = List.of("reference", "amount", "date", "status");
    private static final Set<String> STATUSES = Set.of("paid", "pending", "failed");
    private static final Pattern AMOUNT = Pattern.compile("[0-9]{1,9}\\.[0-9]{2}");
    private static final Pattern DAY = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
    private static final CSVFormat FORMAT = CSVFormat.RFC4180
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .setIgnoreHeaderCase(true)
            .setDuplicateHeaderMode(DuplicateHeaderMode.DISALLOW)
            .setTrim(true)
            .setIgnoreEmptyLines(true)
            .get();

    private ReturnedFile() {}

    /**
     * A row.
     *
     * @param number from 1 on, the header not counted
     * @param reference as it stands there
     * @param amount pence; 0 if it can't be read
     * @param status paid, pending or failed
     * @param problem what is wrong with it; empty if nothing is
     */
    record Row(int number, String reference, long amount, String status, String problem) {}

    /**
     * The rows in their order.
     *
     * @throws Refusal INVALID_ARGUMENT if it is no CSV, lacks a column or has too many rows
     */
    static List<Row> read(String csv, LocalDate today) {
        String text = csv.startsWith("\uFEFF") ? csv.substring(1) : csv;
        try (CSVParser parser = CSVParser.parse(text, FORMAT)) {
            Set<String> present = Set.copyOf(parser.getHeaderNames().stream()
                    .map(name -> name.toLowerCase(Locale.ROOT))
                    .toList());
            for (String column : COLUMNS) {
                if (!present.contains(column)) {
                    throw Refusal.invalid(
                            "csv", "has no column \"" + column + "\"; it needs reference, amount, date and status");
                }
            }
            List<Row> rows = new ArrayList<>();
            for (CSVRecord row : parser) {
                if (rows.size() == MOST_ROWS) {
                    throw Refusal.invalid("csv", "has more than " + MOST_ROWS + " rows; send it in parts");
                }
                rows.add(read(rows.size() + 1, row, today));
            }
            return rows;
        } catch (IOException | UncheckedIOException | IllegalArgumentException | IllegalStateException e) {
            throw Refusal.invalid("csv", "can't be read as CSV with a header of different column names");
        }
    }

    private static Row read(int number, CSVRecord row, LocalDate today) {
        if (!row.isConsistent()) {
            return new Row(number, "", 0, "", "The row has not as many cells as the header.");
        }
        String reference = row.get("reference");
        String status = row.get("status").toLowerCase(Locale.ROOT);
        long amount = pence(row.get("amount"));
        String problem = "";
        if (amount == 0) {
            problem = "The amount must be pounds and pence over nothing, such as 65.00.";
        } else if (!STATUSES.contains(status)) {
            problem = "The status must be paid, pending or failed.";
        } else if (!isDay(row.get("date"), today)) {
            problem = "The date must be a day up to today, such as 2026-07-16.";
        }
        return new Row(number, reference, amount, status, problem);
    }

    private static long pence(String pounds) {
        return AMOUNT.matcher(pounds).matches() ? Long.parseLong(pounds.replace(".", "")) : 0;
    }

    private static boolean isDay(String text, LocalDate today) {
        try {
            return DAY.matcher(text).matches() && !LocalDate.parse(text).isAfter(today);
        } catch (DateTimeParseException e) {
            return false;
        }
    }
}
