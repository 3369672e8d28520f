package opcc.tracker.outcomes.publication;

import com.github.miachm.sods.Sheet;
import com.github.miachm.sods.SpreadSheet;
import com.github.miachm.sods.Style;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes a publication as a spreadsheet in the way that the Government Analysis Function asks of statistics: a cover, a sheet
 * of notes, one table a sheet with one header row, no merged cells, no colours that mean something.
 */
final class OdsFile {

    static final String CONTENT_TYPE = "application/vnd.oasis.opendocument.spreadsheet";

    private static final String TABLE = "Table_1";
    private static final double NARROW_MILLIMETRES = 40;
    private static final double WIDE_MILLIMETRES = 150;
    private static final int TITLE_POINTS = 14;

    private OdsFile() {}

    static byte[] write(Publication publication) {
        SpreadSheet file = new SpreadSheet();
        file.appendSheet(cover(publication));
        file.appendSheet(notes(publication));
        file.appendSheet(table(publication));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            file.save(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // into memory: never
        }
        return bytes.toByteArray();
    }

    private static Sheet cover(Publication publication) {
        List<List<Entry>> rows = new ArrayList<>();
        publication.facts().forEach(fact -> rows.add(texts(fact.label(), fact.text())));
        publication.shorthand().forEach(mark -> rows.add(texts("Shorthand " + mark.mark(), mark.meaning())));
        rows.add(texts("Sheets", "Cover, Notes, " + TABLE + " (the figures)"));
        return sheet(
                "Cover", List.of(publication.title()), List.of("About this file", "Details"), rows, WIDE_MILLIMETRES);
    }

    private static Sheet notes(Publication publication) {
        List<List<Entry>> rows = new ArrayList<>();
        publication.notes().forEach(note -> rows.add(List.of(Entry.of(rows.size() + 1L), Entry.of(note))));
        return sheet(
                "Notes",
                List.of("Notes", "This sheet contains one table."),
                List.of("Note", "Text"),
                rows,
                WIDE_MILLIMETRES);
    }

    private static Sheet table(Publication publication) {
        return sheet(
                TABLE,
                List.of(
                        publication.title(),
                        "This sheet contains one table. What the figures can bear is in the sheet Notes.",
                        "Shorthand is explained in the sheet Cover."),
                publication.columns(),
                publication.rows(),
                NARROW_MILLIMETRES);
    }

    private static Sheet sheet(
            String name,
            List<String> above,
            List<String> columns,
            List<List<Entry>> rows,
            double lastColumnMillimetres) {
        Sheet sheet = new Sheet(name, above.size() + 1 + rows.size(), columns.size());
        for (int i = 0; i < above.size(); i++) {
            sheet.getRange(i, 0).setValue(new Entry.Text(above.get(i)).text());
        }
        sheet.getRange(0, 0).setStyle(title());
        int header = above.size();
        for (int column = 0; column < columns.size(); column++) {
            sheet.getRange(header, column).setValue(columns.get(column));
            sheet.getRange(header, column).setFontBold(true);
            boolean last = column == columns.size() - 1;
            sheet.setColumnWidth(column, last ? lastColumnMillimetres : NARROW_MILLIMETRES);
            for (int row = 0; row < rows.size(); row++) {
                sheet.getRange(header + 1 + row, column)
                        .setValue(value(rows.get(row).get(column)));
            }
        }
        return sheet;
    }

    private static Style title() {
        Style style = new Style();
        style.setBold(true);
        style.setFontSize(TITLE_POINTS);
        return style;
    }

    private static List<Entry> texts(String... texts) {
        return List.of(texts).stream().map(Entry::of).toList();
    }

    /** A text is a text whatever it starts with: in this format a formula is something else than a value. */
    private static Object value(Entry entry) {
        return switch (entry) {
            case Entry.Text text -> text.text();
            case Entry.Figure figure -> number(figure.number());
            case Entry.Shorthand mark -> mark.mark();
        };
    }

    private static Number number(BigDecimal number) {
        if (number.scale() <= 0) {
            return number.longValueExact();
        }
        return number.doubleValue();
    }
}
