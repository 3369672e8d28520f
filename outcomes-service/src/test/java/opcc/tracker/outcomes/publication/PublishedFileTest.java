package opcc.tracker.outcomes.publication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.miachm.sods.Sheet;
import com.github.miachm.sods.SpreadSheet;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import opcc.tracker.outcomes.publication.Entry.Shorthand;
import opcc.tracker.outcomes.publication.Publication.Fact;
import opcc.tracker.v1.File;
import opcc.tracker.v1.FileFormatEnum.FileFormat;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublishedFileTest {

    private static final Publication TABLE = new Publication(
            "people-surrey",
            "People supported, Surrey",
            List.of(new Fact("Area", "Surrey"), new Fact("Units", "People")),
            List.of("One note.", "Another."),
            List.of("Quarter", "sex", "People", "Mean", "Pounds"),
            List.of(
                    List.of(
                            Entry.of("2026-27 Q1"),
                            Entry.of("FEMALE"),
                            Entry.of(10),
                            Entry.tenths(-6),
                            Entry.pounds(123_405)),
                    List.of(
                            Entry.of("2026-27 Q2"),
                            Shorthand.NOT_AVAILABLE,
                            Shorthand.WITHHELD,
                            Entry.tenths(0),
                            Entry.pounds(-5))));

    private static Publication saying(String text) {
        return new Publication(
                "x",
                text,
                List.of(new Fact("Source", text)),
                List.of(text),
                List.of("A", "B"),
                List.of(List.of(Entry.of(text), Entry.of(5))));
    }

    private static String csv(Publication publication) {
        return PublishedFile.of(publication, FileFormat.CSV).getContent().toString(StandardCharsets.UTF_8);
    }

    private static byte[] odsBytes(Publication publication) {
        return PublishedFile.of(publication, FileFormat.ODS).getContent().toByteArray();
    }

    private static List<Sheet> ods(Publication publication) {
        try {
            return new SpreadSheet(new ByteArrayInputStream(odsBytes(publication))).getSheets();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static List<List<Object>> rows(Sheet sheet) {
        return Arrays.stream(sheet.getDataRange().getValues())
                .map(Arrays::asList)
                .toList();
    }

    @Test
    void a_csv_file_says_above_its_header_what_it_is_and_holds_one_table() throws IOException {
        String text = csv(TABLE);

        assertThat(text.lines().takeWhile(line -> line.startsWith("# ")))
                .containsExactly(
                        "# Title: People supported, Surrey",
                        "# Area: Surrey",
                        "# Units: People",
                        "# Shorthand: [c] " + Shorthand.WITHHELD.meaning(),
                        "# Shorthand: [x] " + Shorthand.NOT_AVAILABLE.meaning(),
                        "# Note: One note.",
                        "# Note: Another.");
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setCommentMarker('#')
                .setHeader()
                .setSkipHeaderRecord(true)
                .get();
        try (CSVParser parser = CSVParser.parse(new StringReader(text), format)) {
            assertThat(parser.getHeaderNames()).containsExactly("Quarter", "sex", "People", "Mean", "Pounds");
            assertThat(parser.getRecords())
                    .extracting(CSVRecord::toList)
                    .containsExactly(
                            List.of("2026-27 Q1", "FEMALE", "10", "-0.6", "1234.05"),
                            List.of("2026-27 Q2", "[x]", "[c]", "0.0", "-0.05"));
        }
    }

    @Test
    void a_spreadsheet_has_a_cover_notes_and_one_table_with_one_header_row() {
        List<Sheet> sheets = ods(TABLE);

        assertThat(sheets).extracting(Sheet::getName).containsExactly("Cover", "Notes", "Table_1");
        assertThat(rows(sheets.get(0)))
                .contains(
                        Arrays.asList("People supported, Surrey", null),
                        List.of("Area", "Surrey"),
                        List.of("Shorthand [c]", Shorthand.WITHHELD.meaning()));
        assertThat(rows(sheets.get(1))).contains(List.of("Note", "Text"), List.of(2.0, "Another."));
        assertThat(rows(sheets.get(2)).subList(3, 6))
                .containsExactly(
                        List.of("Quarter", "sex", "People", "Mean", "Pounds"),
                        List.of("2026-27 Q1", "FEMALE", 10.0, -0.6, 1234.05),
                        List.of("2026-27 Q2", "[x]", "[c]", 0.0, -0.05));
        assertThat(sheets)
                .allSatisfy(sheet ->
                        assertThat(sheet.getDataRange().getMergedCells()).isEmpty());
    }

    @Test
    void a_file_says_its_type_and_its_name() {
        File csv = PublishedFile.of(TABLE, FileFormat.CSV);
        File ods = PublishedFile.of(TABLE, FileFormat.ODS);

        assertThat(csv.getContentType()).isEqualTo("text/csv; charset=utf-8");
        assertThat(csv.getFileName()).isEqualTo("people-surrey.csv");
        assertThat(ods.getContentType()).isEqualTo("application/vnd.oasis.opendocument.spreadsheet");
        assertThat(ods.getFileName()).isEqualTo("people-surrey.ods");
    }

    @Test
    void a_spreadsheet_begins_with_its_type_as_the_format_asks() throws IOException {
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(odsBytes(TABLE)))) {
            ZipEntry first = zip.getNextEntry();
            assertThat(first.getName()).isEqualTo("mimetype");
            assertThat(new String(zip.readAllBytes(), StandardCharsets.US_ASCII))
                    .isEqualTo("application/vnd.oasis.opendocument.spreadsheet");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=HYPERLINK(\"http://example.org\")",
                "+1",
                "-1",
                "@SUM(A1)",
                "a,=1",
                "a, \"=1\"",
                "a;=1",
                "a,;=1",
                "a|=1",
                "a\r\n=1",
                "a\n\"=1\"",
                "a\t=1",
                "a,\uFF1D1",
                "\u0001=1"
            })
    void no_text_of_a_file_is_a_formula_however_a_spreadsheet_splits_it(String text) throws IOException {
        String written = csv(saying(text));

        // Some know quotation marks, some split at what they take for a separator wherever it stands.
        CSVFormat careful = CSVFormat.RFC4180.builder().setTrailingData(true).get();
        try (CSVParser parser = CSVParser.parse(new StringReader(written), careful)) {
            parser.forEach(record -> record.forEach(PublishedFileTest::isNoFormula));
        }
        for (String separator : List.of("[,\\r\\n]", "[;\\r\\n]", "[|\\r\\n]", "[\t\\r\\n]")) {
            for (String cell : written.split(separator, -1)) {
                isNoFormula(cell.replaceFirst("^\\s*\"+", ""));
            }
        }
    }

    private static void isNoFormula(String cell) {
        assertThat(cell.strip()).doesNotMatch("(?s)[=+@\\-\uFF1D].*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "of:=1+1", "a\u0001\u000Bb<&>\"", "\uFFFF"})
    void a_text_in_a_spreadsheet_is_a_text_and_no_formula(String text) throws IOException {
        Object cell = rows(ods(saying(text)).get(2)).get(4).get(0);

        assertThat(cell).isEqualTo(new Entry.Text(text).text());
        assertThat(content(odsBytes(saying(text)))).doesNotContain("table:formula");
    }

    private static String content(byte[] ods) throws IOException {
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(ods))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.getName().equals("content.xml")) {
                    return new String(zip.readAllBytes(), StandardCharsets.UTF_8);
                }
            }
        }
        throw new AssertionError("no content.xml");
    }

    @Test
    void a_table_whose_rows_do_not_fit_its_header_is_none() {
        assertThatThrownBy(() -> new Publication(
                        "x", "x", List.of(), List.of(), List.of("A", "B"), List.of(List.of(Entry.of(5)))))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
