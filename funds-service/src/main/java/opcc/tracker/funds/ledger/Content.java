package opcc.tracker.funds.ledger;

import java.util.List;
import opcc.tracker.v1.DrawCategoryEnum.DrawCategory;
import opcc.tracker.v1.FundingStreamEnum.FundingStream;

/** What an entry says besides the amount that it moves. Enough to rebuild every view of the ledger. */
public sealed interface Content {

    /** Nothing more. */
    record Nothing() implements Content {}

    /**
     * Of an ALLOCATED entry.
     *
     * @param fundingStream where the money comes from
     * @param financialYear the year it is ring-fenced to, such as 2026-27
     */
    record Allocated(FundingStream fundingStream, String financialYear) implements Content {}

    /**
     * Of a REQUESTED entry.
     *
     * @param lines what is to be bought
     * @param reason why
     * @param provider the requester's provider, {@code providers/...}; empty for an officer
     */
    record Requested(List<Line> lines, String reason, String provider) implements Content {

        /** Copies the lines. */
        public Requested {
            lines = List.copyOf(lines);
        }

        /** The sum of the lines, in pence. */
        public long amount() {
            return lines.stream().mapToLong(Line::amount).reduce(0, Math::addExact);
        }
    }

    /**
     * Of a REJECTED entry the reason, of a RECONCILED one the receipt's reference.
     *
     * @param text the words
     */
    record Note(String text) implements Content {}

    /**
     * A line of a draw.
     *
     * @param category what is bought
     * @param quantity how many, at least 1
     * @param unitPrice pence for each, at least 1
     */
    record Line(DrawCategory category, int quantity, long unitPrice) {

        /** quantity x unit price, in pence. */
        public long amount() {
            return Math.multiplyExact(unitPrice, (long) quantity);
        }
    }
}
