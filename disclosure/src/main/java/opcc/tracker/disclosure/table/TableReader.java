package opcc.tracker.disclosure.table;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/**
 * Reads tables and hierarchies from CSV files (RFC 4180, UTF-8, with a header). Names are taken as they stand: nothing is
 * trimmed, and case matters.
 */
public final class TableReader {
    private static final String COUNT = "count";
    private static final int MOST_DIMENSIONS = 20;

    private TableReader() {}

    /**
     * Reads the inner cells and builds the table.
     *
     * @param hierarchies by dimension's name
     * @throws FaultyInput if the file does not hold what it should
     */
    public static Table readTable(Path file, Map<String, Hierarchy> hierarchies) {
        List<CSVRecord> records = records(file);
        String name = nameOf(file);
        List<String> header = header(name, records.getFirst());
        int countColumn = header.indexOf(COUNT);
        if (countColumn < 0) {
            throw FaultyInput.at(name, 1, COUNT, "is missing");
        }
        if (header.size() < 2) {
            throw FaultyInput.at(name, 1, COUNT, "is the only column; at least one dimension is needed");
        }
        if (header.size() > MOST_DIMENSIONS + 1) {
            throw FaultyInput.at(name, 1, header.getLast(), "is one too many: at most 20 dimensions can be crossed");
        }
        List<String> dimensions = new ArrayList<>(header);
        dimensions.remove(countColumn);
        for (Map.Entry<String, Hierarchy> hierarchy : hierarchies.entrySet()) {
            if (!dimensions.contains(hierarchy.getKey())) {
                throw FaultyInput.at(
                        name,
                        1,
                        hierarchy.getKey(),
                        "is missing, and --hierarchy names it for "
                                + hierarchy.getValue().file());
            }
        }
        if (records.size() < 2) {
            throw new FaultyInput(name + ": has no rows below its header");
        }
        List<List<String>> cells = new ArrayList<>();
        long[] counts = new long[records.size() - 1];
        Map<List<String>, Long> rowOf = new HashMap<>();
        for (CSVRecord line : records.subList(1, records.size())) {
            long row = line.getRecordNumber();
            requireSize(name, line, header);
            List<String> cell = new ArrayList<>();
            for (int column = 0; column < header.size(); column++) {
                if (column != countColumn) {
                    cell.add(
                            code(name, row, header.get(column), line.get(column), hierarchies.get(header.get(column))));
                }
            }
            counts[cells.size()] = count(name, row, line.get(countColumn));
            Long before = rowOf.put(List.copyOf(cell), row);
            if (before != null) {
                throw FaultyInput.at(
                        name, row, String.join(", ", dimensions), "the same combination is in row " + before);
            }
            cells.add(cell);
        }
        return TableBuilder.build(dimensions, cells, counts, hierarchies);
    }

    /**
     * Reads a hierarchy: a column for each level, the codes first.
     *
     * @throws FaultyInput if the file does not hold what it should
     */
    public static Hierarchy readHierarchy(Path file) {
        List<CSVRecord> records = records(file);
        String name = nameOf(file);
        List<String> header = header(name, records.getFirst());
        List<List<String>> rows = new ArrayList<>();
        for (CSVRecord line : records.subList(1, records.size())) {
            requireSize(name, line, header);
            rows.add(line.toList());
        }
        return Hierarchy.of(name, header, rows);
    }

    private static String code(String file, long row, String column, String code, @Nullable Hierarchy hierarchy) {
        Names.check(file, row, column, code);
        if (hierarchy != null && !hierarchy.knows(code)) {
            throw FaultyInput.at(file, row, column, "code '" + code + "' is not in " + hierarchy.file());
        }
        return code;
    }

    private static long count(String file, long row, String text) {
        if (text.matches("-[0-9]+")) {
            throw FaultyInput.at(file, row, COUNT, "'" + text + "' is negative");
        }
        if (!text.matches("[0-9]+")) {
            throw FaultyInput.at(
                    file, row, COUNT, text.isEmpty() ? "is empty" : "'" + text + "' is not a whole number");
        }
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw FaultyInput.at(file, row, COUNT, "'" + text + "' is too large");
        }
    }

    private static List<String> header(String file, CSVRecord line) {
        List<String> header = line.toList();
        Set<String> seen = new HashSet<>();
        for (int column = 0; column < header.size(); column++) {
            if (header.get(column).isBlank()) {
                throw FaultyInput.at(file, 1, "number " + (column + 1), "has no name");
            }
            if (!seen.add(header.get(column))) {
                throw FaultyInput.at(file, 1, header.get(column), "is there twice");
            }
        }
        return header;
    }

    private static void requireSize(String file, CSVRecord line, List<String> header) {
        if (line.size() < header.size()) {
            throw FaultyInput.at(file, line.getRecordNumber(), header.get(line.size()), "is missing in this row");
        }
        if (line.size() > header.size()) {
            throw FaultyInput.at(
                    file, line.getRecordNumber(), "number " + (header.size() + 1), "is one more than the header has");
        }
    }

    private static List<CSVRecord> records(Path file) {
        String name = nameOf(file);
        String text;
        try {
            text = Files.readString(file, StandardCharsets.UTF_8);
        } catch (CharacterCodingException e) {
            throw new FaultyInput(name + ": is not UTF-8");
        } catch (IOException e) {
            throw new FaultyInput(name + ": can't be read" + (Files.exists(file) ? "" : ", there is no such file"));
        }
        if (text.startsWith("\uFEFF")) {
            text = text.substring(1);
        }
        try (CSVParser parser = CSVParser.parse(
                text, CSVFormat.RFC4180.builder().setIgnoreEmptyLines(true).get())) {
            List<CSVRecord> records = parser.getRecords();
            if (records.isEmpty()) {
                throw new FaultyInput(name + ": is empty");
            }
            return records;
        } catch (IOException | UncheckedIOException | IllegalStateException e) {
            throw new FaultyInput(name + ": is not a CSV file, its quotes do not match");
        }
    }

    private static String nameOf(Path file) {
        Path name = file.getFileName();
        return name == null ? file.toString() : name.toString();
    }
}
