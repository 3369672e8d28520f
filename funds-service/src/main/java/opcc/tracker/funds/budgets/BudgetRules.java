package opcc.tracker.funds.budgets;

import java.util.Map;
import opcc.tracker.funds.ledger.Content;
import opcc.tracker.funds.ledger.Pounds;
import opcc.tracker.funds.ledger.Words;
import opcc.tracker.kit.refusal.Refusal;
import opcc.tracker.v1.EntryKindEnum.EntryKind;
import opcc.tracker.v1.VirementStateEnum.VirementState;

/**
 * Decides what a command does to a fund's budgets. Pure: the same budgets and command give the same decision or the same refusal.
 * That nobody decides on their own virement is decided before, by the access options of the protos.
 */
public final class BudgetRules {

    private final String fund;
    private final Budgets budgets;

    private BudgetRules(String fund, Budgets budgets) {
        this.fund = fund;
        this.budgets = budgets;
    }

    /**
     * What a command comes to. It moves no money.
     *
     * @param kind the kind of its entry
     * @param content what the entry says
     */
    public record Decision(EntryKind kind, Content content) {}

    /**
     * What the command comes to.
     *
     * @param fund id of the fund
     * @throws Refusal if the budgets do not allow it, with the figures
     */
    public static Decision decide(String fund, Budgets budgets, BudgetCommand command) {
        return new BudgetRules(fund, budgets).decide(command);
    }

    private Decision decide(BudgetCommand command) {
        return switch (command) {
            case BudgetCommand.SetBudgets set -> {
                Plan present = budgets.plan(set.financialYear());
                if (!set.etag().equals(present.etag())) {
                    throw Refusal.stale("funds/" + fund + "/budgets");
                }
                Content.BudgetsSet content = new Content.BudgetsSet(set.financialYear(), set.amounts());
                requireAllocated(content);
                yield new Decision(EntryKind.BUDGETS_SET, content);
            }
            case BudgetCommand.RequestVirement(var year, var from, var to, var amount, var reason) -> {
                Content.Virement asked = new Content.Virement(budgets.nextVirementId(), year, from, to, amount, reason);
                requireRemaining(asked);
                yield new Decision(EntryKind.VIREMENT_REQUESTED, asked);
            }
            case BudgetCommand.ApproveVirement(var id) -> {
                Content.Virement asked = requireOpen(id, "approved");
                requireRemaining(asked);
                yield new Decision(EntryKind.VIREMENT_APPROVED, noted(asked, ""));
            }
            case BudgetCommand.RejectVirement(var id, var reason) ->
                new Decision(EntryKind.VIREMENT_REJECTED, noted(requireOpen(id, "rejected"), reason));
            case BudgetCommand.WithdrawVirement(var id) ->
                new Decision(EntryKind.VIREMENT_WITHDRAWN, noted(requireOpen(id, "withdrawn"), ""));
        };
    }

    private static Content.Virement noted(Content.Virement asked, String note) {
        return new Content.Virement(asked.id(), asked.financialYear(), asked.from(), asked.to(), asked.amount(), note);
    }

    private void requireAllocated(Content.BudgetsSet asked) {
        long total = asked.amounts().values().stream().reduce(0L, Math::addExact);
        long allocated = budgets.allocated(asked.financialYear());
        if (total > allocated) {
            throw Refusal.precondition(
                    "BUDGET_OVER_ALLOCATION",
                    "The budgets for " + asked.financialYear() + " add up to " + Pounds.of(total) + ", but "
                            + Pounds.of(allocated) + " is allocated to that year: " + Pounds.of(total - allocated)
                            + " too much. Lower them, or allocate more first.",
                    Map.of("budgetPence", Long.toString(total), "allocatedPence", Long.toString(allocated)));
        }
    }

    private void requireRemaining(Content.Virement asked) {
        BudgetTable.Row row = budgets.row(asked.financialYear(), asked.from());
        if (asked.amount() > row.remaining()) {
            String budget = "the budget for " + Words.of(asked.from()) + " in " + asked.financialYear();
            throw Refusal.precondition(
                    "VIREMENT_EXCEEDS_REMAINING",
                    "You want to move " + Pounds.of(asked.amount()) + " out of " + budget + ", but it "
                            + (row.isOverBudget()
                                    ? "is overrun by " + Pounds.of(-row.remaining())
                                    : "has " + Pounds.of(row.remaining()) + " left")
                            + " (" + Pounds.of(row.budget()) + " budgeted, " + Pounds.of(row.spent()) + " spent, "
                            + Pounds.of(row.reserved()) + " reserved).",
                    Map.of(
                            "requestedPence", Long.toString(asked.amount()),
                            "remainingPence", Long.toString(row.remaining()),
                            "budgetPence", Long.toString(row.budget()),
                            "spentPence", Long.toString(row.spent()),
                            "reservedPence", Long.toString(row.reserved())));
        }
    }

    private Content.Virement requireOpen(String id, String done) {
        String name = Virement.name(fund, id);
        Virement virement = budgets.virement(id).orElseThrow(() -> Refusal.notFound(name));
        if (virement.state() != VirementState.REQUESTED) {
            throw Refusal.precondition(
                    "VIREMENT_STATE",
                    "Only a virement that is requested can be " + done + "; \"" + name + "\" is "
                            + Words.of(virement.state()) + ".",
                    Map.of("state", virement.state().name(), "needed", VirementState.REQUESTED.name()));
        }
        return virement.asked();
    }
}
