package opcc.tracker.outcomes.releases;

import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import opcc.tracker.kit.idempotency.Command;

/**
 * A release as it was published, a link in the chain of its financial year. Never changed.
 *
 * @param draft which table it is
 * @param number its place among the releases of the financial year, from 1 without gaps
 * @param cells all cells of the table, those that are left out included
 * @param synthetic at least one record counted was made up
 * @param report what the audit found
 * @param publisher who published it, {@code users/...}
 * @param publishedBy the command that published it
 */
public record Publication(
        Draft draft,
        int number,
        List<Cell> cells,
        boolean synthetic,
        AuditReport report,
        String publisher,
        Command publishedBy) {

    /** Copies the list. */
    public Publication {
        cells = List.copyOf(cells);
    }

    /** When it was audited and published. */
    public Instant publishedAt() {
        return report.auditedAt();
    }

    /**
     * A cell of the table.
     *
     * @param labels the code, group or {@code Total} in each dimension of the draft
     * @param count the true count, kept for later audits; never answered if it is not shown
     * @param isShown the count is public
     */
    public record Cell(List<String> labels, long count, boolean isShown) {

        /** Copies the list. */
        public Cell {
            labels = List.copyOf(labels);
        }

        /** What the public sees of the count. */
        public OptionalLong shown() {
            return isShown ? OptionalLong.of(count) : OptionalLong.empty();
        }
    }
}
