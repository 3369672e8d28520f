package opcc.tracker.funds.payments;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.List;
import opcc.tracker.funds.draws.Draw;
import opcc.tracker.kit.calendar.FinancialYear;
import opcc.tracker.kit.csv.Cells;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** What is approved and not paid, as the finance system reads it. */
public final class PaymentFile {

    private static final CSVFormat FORMAT = CSVFormat.RFC4180
            .builder()
            .setHeader("reference", "amount", "currency", "payee", "draw", "approvedOn")
            .get();

    private PaymentFile() {}

    /**
     * A payment that is due: all that the draw still reserves.
     *
     * @param reference what it is known by
     * @param draw an approved draw
     */
    public record Due(PaymentReference reference, Draw draw) {}

    /** The file of these payments, in their order. */
    public static String write(List<Due> payments) {
        StringBuilder csv = new StringBuilder();
        try (CSVPrinter printer = new CSVPrinter(csv, FORMAT)) {
            for (Due due : payments) {
                Draw draw = due.draw();
                printer.printRecord(
                        due.reference().toString(),
                        Cells.pounds(draw.reserved()),
                        "GBP",
                        Cells.harmless(draw.request().supplier()),
                        draw.name(),
                        approvedOn(draw));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return csv.toString();
    }

    private static String approvedOn(Draw draw) {
        return draw.decisions().isEmpty()
                ? ""
                : LocalDate.ofInstant(draw.decisions().getLast().at(), FinancialYear.LONDON)
                        .toString();
    }
}
