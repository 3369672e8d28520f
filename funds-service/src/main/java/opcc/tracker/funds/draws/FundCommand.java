package opcc.tracker.funds.draws;

import java.util.Map;
import opcc.tracker.funds.approvals.Policy;
import opcc.tracker.funds.budgets.BudgetCommand;
import opcc.tracker.funds.ledger.Content;
import opcc.tracker.kit.calendar.FinancialYear;
import opcc.tracker.v1.FundingStreamEnum.FundingStream;

/** What can be asked of a fund's ledger. Every command that is carried out becomes one entry. */
public sealed interface FundCommand {

    /**
     * Puts money in.
     *
     * @param amount pence
     * @param content stream and year
     */
    record Allocate(long amount, Content.Allocated content) implements FundCommand {}

    /**
     * Asks for a draw.
     *
     * @param request what is asked for
     */
    record Request(Content.Requested request) implements FundCommand {}

    /**
     * Spends first, to be ratified.
     *
     * @param request what is spent
     */
    record SpendFirst(Content.Requested request) implements FundCommand {}

    /**
     * Sets the fund's policy.
     *
     * @param policy the terms; its version is counted by the ledger
     * @param etag the version that the caller read
     */
    record SetPolicy(Policy policy, String etag) implements FundCommand {}

    /**
     * Closes a financial year.
     *
     * @param financialYear the year
     * @param carryForward pence to carry into the year after it, by stream; all else that is unspent goes back
     * @param closeFund whether the fund itself ends
     * @param etag of the year end that the caller read
     */
    record CloseYear(FinancialYear financialYear, Map<FundingStream, Long> carryForward, boolean closeFund, String etag)
            implements FundCommand {

        /** Copies the map. */
        public CloseYear {
            carryForward = Map.copyOf(carryForward);
        }
    }

    /**
     * Sets budgets, or asks for or decides a virement between them.
     *
     * @param command which of these
     */
    record OnBudgets(BudgetCommand command) implements FundCommand {}

    /** A command on a draw that exists. */
    sealed interface OnDraw extends FundCommand {
        /** Id of the draw. */
        String draw();

        /** The etag that the caller read; empty if they don't mind. */
        String etag();
    }

    /**
     * Reserves the draw's amount, or is the first of two approvals.
     *
     * @param fundingStream the stream to reserve from; unspecified for any, the earliest allocated first
     * @param secondFactor whether the approver has shown a second factor of late
     */
    record Approve(String draw, String etag, String overCapReason, FundingStream fundingStream, boolean secondFactor)
            implements OnDraw {}

    /**
     * Agrees to an emergency after the fact.
     *
     * @param secondFactor as for {@link Approve}
     */
    record Ratify(String draw, String etag, boolean secondFactor) implements OnDraw {}

    /** Takes in {@code amount} pence that came back. */
    record Refund(String draw, String etag, long amount) implements OnDraw {}

    /** Gives back what is still reserved, since its time is over. */
    record Lapse(String draw, String etag) implements OnDraw {}

    /** Refuses the draw for {@code reason}. */
    record Reject(String draw, String etag, String reason) implements OnDraw {}

    /** Takes the draw back. */
    record Withdraw(String draw, String etag) implements OnDraw {}

    /** Pays {@code amount} pence of what is reserved. */
    record Pay(String draw, String etag, long amount) implements OnDraw {}

    /** Gives back what is still reserved. */
    record Release(String draw, String etag) implements OnDraw {}

    /** Notes that the receipt agrees. */
    record Reconcile(String draw, String etag, String receiptReference) implements OnDraw {}
}
