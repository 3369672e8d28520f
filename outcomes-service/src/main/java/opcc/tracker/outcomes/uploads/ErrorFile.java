package opcc.tracker.outcomes.uploads;

import java.io.IOException;
import java.io.UncheckedIOException;
import opcc.tracker.kit.csv.Cells;
import opcc.tracker.outcomes.records.Fault;
import opcc.tracker.outcomes.records.UploadedFile;
import opcc.tracker.outcomes.store.FaultStore;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** Which rows of a file were refused, and why, for a spreadsheet. Holds no value of the file. */
public final class ErrorFile {

    private static final CSVFormat FORMAT =
            CSVFormat.RFC4180.builder().setHeader("row", "column", "reason").get();

    private ErrorFile() {}

    /** The file of the faults of {@code upload}. */
    public static String write(FaultStore faults, UploadedFile upload) {
        StringBuilder csv = new StringBuilder();
        try (CSVPrinter printer = new CSVPrinter(csv, FORMAT)) {
            faults.read(upload.id(), fault -> print(printer, fault));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return csv.toString();
    }

    private static void print(CSVPrinter printer, Fault fault) {
        try {
            printer.printRecord(fault.row(), Cells.harmless(fault.column()), Cells.harmless(fault.reason()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
