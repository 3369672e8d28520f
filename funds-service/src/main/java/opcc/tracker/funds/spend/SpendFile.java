package opcc.tracker.funds.spend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import opcc.tracker.kit.csv.Cells;
import opcc.tracker.v1.DrawCategoryEnum.DrawCategory;
import opcc.tracker.v1.FundingStreamEnum.FundingStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** A financial year's spend as a file for a spreadsheet. What a row says nothing of is an empty cell. */
public final class SpendFile {

    private static final CSVFormat FORMAT = CSVFormat.RFC4180
            .builder()
            .setHeader(
                    "financialYear",
                    "month",
                    "area",
                    "category",
                    "provider",
                    "fundingStream",
                    "spent",
                    "refunded",
                    "netSpent",
                    "reserved",
                    "allocated",
                    "budget")
            .get();

    private SpendFile() {}

    /** The file of a table that was made by these groupings. */
    public static String write(String financialYear, Set<Grouping> by, SpendTable table) {
        StringBuilder csv = new StringBuilder();
        try (CSVPrinter printer = new CSVPrinter(csv, FORMAT)) {
            for (var row : table.rows().entrySet()) {
                SpendTable.Group group = row.getKey();
                SpendTable.Figures figures = row.getValue();
                printer.printRecord(
                        financialYear,
                        group.month(),
                        Cells.harmless(group.area()),
                        group.category() == DrawCategory.DRAW_CATEGORY_UNSPECIFIED ? "" : group.category(),
                        Cells.harmless(group.provider()),
                        group.stream() == FundingStream.FUNDING_STREAM_UNSPECIFIED ? "" : group.stream(),
                        Cells.pounds(figures.spent()),
                        Cells.pounds(figures.refunded()),
                        Cells.pounds(figures.net()),
                        Cells.pounds(figures.reserved()),
                        SpendTable.areAllocatedBy(by) ? Cells.pounds(figures.allocated()) : "",
                        SpendTable.areBudgetedBy(by) ? Cells.pounds(figures.budget()) : "");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return csv.toString();
    }
}
