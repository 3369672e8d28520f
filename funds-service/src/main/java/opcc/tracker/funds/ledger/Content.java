package opcc.tracker.funds.ledger;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import opcc.tracker.funds.approvals.Policy;
import opcc.tracker.kit.calendar.FinancialYear;
import opcc.tracker.v1.DrawCategoryEnum.DrawCategory;
import opcc.tracker.v1.FundingStreamEnum.FundingStream;
import opcc.tracker.v1.UrgencyEnum.Urgency;

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
     * @param urgency how soon somebody must decide
     * @param supplier who is paid; may be empty
     * @param beneficiary whom it helps, a keyed pseudonym; empty if nobody says
     */
    record Requested(
            List<Line> lines, String reason, String provider, Urgency urgency, String supplier, String beneficiary)
            implements Content {

        /** For nobody in particular. */
        public Requested(List<Line> lines, String reason, String provider, Urgency urgency, String supplier) {
            this(lines, reason, provider, urgency, supplier, "");
        }

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
     * Of an EMERGENCY_REQUESTED entry.
     *
     * @param request what is spent
     * @param ratifyBy the last day on which it may be ratified in time
     */
    record Emergency(Requested request, LocalDate ratifyBy) implements Content {}

    /**
     * Of an APPROVED, FIRST_APPROVED or RATIFIED entry.
     *
     * @param policyVersion version of the policy that it was decided by
     * @param rule the rule that allowed it, in words
     * @param overCapReason why a cap is exceeded; empty if none is
     * @param lapsesAt when the reservation lapses; for FIRST_APPROVED, which reserves nothing, the time of the entry
     */
    record Approval(long policyVersion, String rule, String overCapReason, Instant lapsesAt) implements Content {}

    /**
     * Of a POLICY_SET entry.
     *
     * @param policy the policy from then on
     */
    record PolicySet(Policy policy) implements Content {}

    /**
     * Of a YEAR_CLOSED entry. The entry's own parts are what goes back to the funders.
     *
     * @param financialYear the year that is closed
     * @param carriedForward what moves, stream by stream, to the year after it; of pots of the closed year
     * @param fundClosed whether the fund itself ends: no year follows
     */
    record YearClosed(String financialYear, Parts carriedForward, boolean fundClosed) implements Content {

        /** The pot of the same stream in the year after. */
        public Pot following(Pot pot) {
            FinancialYear next =
                    FinancialYear.parse(financialYear).orElseThrow().next();
            return new Pot(pot.fundingStream(), next.toString());
        }
    }

    /**
     * Of a BUDGETS_SET entry.
     *
     * @param financialYear such as 2026-27
     * @param amounts all budgets of the year from then on, in pence by category
     */
    record BudgetsSet(String financialYear, Map<DrawCategory, Long> amounts) implements Content {

        /** Sorts the amounts, so that the same budgets are always written the same way. */
        public BudgetsSet {
            amounts = Collections.unmodifiableMap(new TreeMap<>(amounts));
        }
    }

    /**
     * Of a VIREMENT_REQUESTED, VIREMENT_APPROVED, VIREMENT_REJECTED or VIREMENT_WITHDRAWN entry: each says it all.
     *
     * @param id of the virement within the fund
     * @param financialYear such as 2026-27
     * @param from whose budget shrinks
     * @param to whose budget grows
     * @param amount pence of budget that move, at least 1
     * @param note why it is asked for, or why it is rejected; empty otherwise
     */
    record Virement(String id, String financialYear, DrawCategory from, DrawCategory to, long amount, String note)
            implements Content {}

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
     * @param nights for how many nights; 0 for what is not paid by the night
     * @param unitPrice pence for each, at least 1
     */
    record Line(DrawCategory category, int quantity, int nights, long unitPrice) {

        /** quantity x nights x unit price, in pence. */
        public long amount() {
            return Math.multiplyExact(unitPrice, Math.multiplyExact((long) quantity, Math.max(1L, nights)));
        }
    }
}
