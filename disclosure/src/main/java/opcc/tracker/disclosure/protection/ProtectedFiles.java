package opcc.tracker.disclosure.protection;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import opcc.tracker.disclosure.table.Table;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** Writes what is published. A file is either there whole or not there: it gets its name when it is finished. */
public final class ProtectedFiles {
    /** The protected table. */
    public static final String TABLE = "protected.csv";
    /** What it cost. */
    public static final String SUMMARY = "summary.json";

    private final Path folder;

    /** Files in a folder, which is made if need be. */
    public ProtectedFiles(Path folder) {
        this.folder = folder;
    }

    /** Writes both files, in place of older ones. */
    public void write(Table table, Protected result, String summary) throws IOException {
        Files.createDirectories(folder);
        Path unfinishedTable = folder.resolve(TABLE + ".unfinished");
        Path unfinishedSummary = folder.resolve(SUMMARY + ".unfinished");
        try {
            writeTable(unfinishedTable, table, result);
            Files.writeString(unfinishedSummary, summary);
            Files.move(unfinishedTable, folder.resolve(TABLE), StandardCopyOption.REPLACE_EXISTING);
            Files.move(unfinishedSummary, folder.resolve(SUMMARY), StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(unfinishedTable);
            Files.deleteIfExists(unfinishedSummary);
        }
    }

    private static void writeTable(Path file, Table table, Protected result) throws IOException {
        try (BufferedWriter writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8);
                CSVPrinter csv = new CSVPrinter(writer, CSVFormat.RFC4180)) {
            List<Object> row = new ArrayList<>(table.dimensionNames());
            row.add("value");
            row.add("status");
            csv.printRecord(row);
            for (int c = 0; c < table.publishedCount(); c++) {
                row.clear();
                for (int d = 0; d < table.dimensionNames().size(); d++) {
                    row.add(table.label(c, d));
                }
                Status status = result.statuses()[c];
                row.add(status == Status.PUBLISHED ? Long.toString(result.values()[c]) : "");
                row.add(status.word());
                csv.printRecord(row);
            }
        }
    }
}
