package opcc.tracker.outcomes.publication;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import opcc.tracker.kit.csv.Cells;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * Writes a publication as CSV. What is said of the table stands above it in lines that start with {@code #}, as in the
 * templates of uploads; then come one header and the rows.
 */
final class CsvFile {

    static final String CONTENT_TYPE = "text/csv; charset=utf-8";

    private static final CSVFormat FORMAT =
            CSVFormat.RFC4180.builder().setRecordSeparator("\r\n").get();

    /** Spreadsheets know no comments, and many split lines at semicolons, whatever the quotation marks say. */
    private static final Pattern AFTER_SEPARATOR = Pattern.compile("([,;|])(\\s*)(?=\\S)");

    private CsvFile() {}

    static byte[] write(Publication publication) {
        StringBuilder text = new StringBuilder();
        line(text, "Title", publication.title());
        publication.facts().forEach(fact -> line(text, fact.label(), fact.text()));
        publication.shorthand().forEach(mark -> line(text, "Shorthand", mark.mark() + " " + mark.meaning()));
        publication.notes().forEach(note -> line(text, "Note", note));
        try (CSVPrinter printer = new CSVPrinter(text, FORMAT)) {
            printer.printRecord(publication.columns().stream().map(Cells::harmless));
            for (List<Entry> row : publication.rows()) {
                printer.printRecord(row.stream().map(CsvFile::cell));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e); // from a StringBuilder: never
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String cell(Entry entry) {
        return switch (entry) {
            case Entry.Text text -> Cells.harmless(harmless(text));
            case Entry.Figure figure -> figure.number().toPlainString();
            case Entry.Shorthand mark -> mark.mark();
        };
    }

    private static void line(StringBuilder out, String label, String text) {
        String harmless = harmless(new Entry.Text(text));
        out.append("# ").append(label).append(": ").append(harmless).append("\r\n");
    }

    /** Text in which no formula starts after something that separates cells. */
    private static String harmless(Entry.Text text) {
        String plain = text.text().replace('"', '\'');
        return AFTER_SEPARATOR
                .matcher(plain)
                .replaceAll(found -> found.group() + (startsFormula(plain.substring(found.end())) ? "'" : ""));
    }

    private static boolean startsFormula(String rest) {
        return !Cells.harmless(rest).equals(rest);
    }
}
