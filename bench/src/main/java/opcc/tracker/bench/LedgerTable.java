package opcc.tracker.bench;

import java.util.List;
import java.util.Locale;

/** The figures as a table in Markdown, with what they were measured on. */
final class LedgerTable {

    private final StringBuilder text = new StringBuilder();

    LedgerTable(int rounds, long millis, String mongodb) {
        text.append(Machine.described()).append(" on ").append(mongodb).append(".\n");
        text.append(String.format(
                Locale.UK,
                "Medians of %d interleaved rounds of %.1f s each; commands/s.%n%n",
                rounds,
                millis / 1_000.0));
        text.append("| funds | callers | a: ledger | b: versioned loop | c: raw insertMany | a/b | a/c |\n");
        text.append("| ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n");
    }

    /** A line; {@code perSecond} holds the figures of the ledger, the loop and the raw inserts. */
    void add(int funds, int callers, List<List<Double>> perSecond) {
        double ledger = Machine.median(perSecond.get(0));
        double loop = Machine.median(perSecond.get(1));
        double raw = Machine.median(perSecond.get(2));
        text.append(String.format(
                Locale.UK,
                "| %,d | %d | %,.0f | %,.0f | %,.0f | %.1f | %.2f |%n",
                funds,
                callers,
                ledger,
                loop,
                raw,
                ledger / loop,
                ledger / raw));
    }

    /** What is in none of the figures. */
    void refused(long byTheLedger, long byTheLoop) {
        text.append(String.format(
                Locale.UK,
                "%nCalls answered UNAVAILABLE in the whole run, in none of the figures: ledger %,d, versioned loop"
                        + " %,d.%n",
                byTheLedger,
                byTheLoop));
    }

    String text() {
        return text.toString();
    }
}
