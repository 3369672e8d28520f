package opcc.tracker.funds.budgets;

import java.util.Map;
import opcc.tracker.v1.DrawCategoryEnum.DrawCategory;

/** What can be asked of a fund's budgets. */
public sealed interface BudgetCommand {

    /**
     * Sets all budgets of a year.
     *
     * @param financialYear such as 2026-27
     * @param amounts pence by category
     * @param etag what the caller read
     */
    record SetBudgets(String financialYear, Map<DrawCategory, Long> amounts, String etag) implements BudgetCommand {

        /** Copies the amounts. */
        public SetBudgets {
            amounts = Map.copyOf(amounts);
        }
    }

    /**
     * Asks to move budget.
     *
     * @param financialYear such as 2026-27
     * @param from whose budget shrinks
     * @param to whose budget grows
     * @param amount pence, at least 1
     * @param reason why
     */
    record RequestVirement(String financialYear, DrawCategory from, DrawCategory to, long amount, String reason)
            implements BudgetCommand {}

    /** Moves what the virement asks for. */
    record ApproveVirement(String virement) implements BudgetCommand {}

    /** Refuses the virement for {@code reason}. */
    record RejectVirement(String virement, String reason) implements BudgetCommand {}

    /** Takes the virement back. */
    record WithdrawVirement(String virement) implements BudgetCommand {}
}
