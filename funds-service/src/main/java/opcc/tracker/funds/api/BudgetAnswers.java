package opcc.tracker.funds.api;

import java.util.List;
import opcc.tracker.funds.budgets.BudgetTable;
import opcc.tracker.funds.budgets.Plan;
import opcc.tracker.funds.budgets.Virement;
import opcc.tracker.kit.calendar.FinancialYear;
import opcc.tracker.kit.refusal.Refusal;
import opcc.tracker.v1.BudgetLine;
import opcc.tracker.v1.Budgets;

/** Budgets and virements as the protos' messages. */
final class BudgetAnswers {

    private BudgetAnswers() {}

    static void requireYear(String field, String year) {
        FinancialYear.violation(field, year).ifPresent(violation -> {
            throw Refusal.invalid(List.of(violation));
        });
    }

    static Budgets table(String fund, BudgetTable table) {
        Plan plan = table.plan();
        Budgets.Builder answer = Budgets.newBuilder()
                .setName("funds/" + fund + "/budgets")
                .setFinancialYear(plan.financialYear())
                .addAllLines(table.rows().stream().map(row -> line(row, plan)).toList())
                .setTotals(line(table.totals(), plan))
                .setAllocatedPence(table.allocated())
                .setUnbudgetedPence(table.unbudgeted())
                .setEtag(plan.etag());
        if (plan.exists()) {
            answer.setAuthor(plan.author()).setUpdateTime(Answers.timestamp(plan.at()));
        }
        return answer.build();
    }

    private static BudgetLine line(BudgetTable.Row row, Plan plan) {
        return BudgetLine.newBuilder()
                .setCategory(row.category())
                .setBudgetPence(row.budget())
                .setSpentPence(row.spent())
                .setReservedPence(row.reserved())
                .setRemainingPence(row.remaining())
                .setOverBudget(plan.exists() && row.isOverBudget())
                .build();
    }

    static opcc.tracker.v1.Virement virement(Virement virement) {
        var answer = opcc.tracker.v1.Virement.newBuilder()
                .setName(virement.name())
                .setFinancialYear(virement.asked().financialYear())
                .setFromCategory(virement.asked().from())
                .setToCategory(virement.asked().to())
                .setAmountPence(virement.asked().amount())
                .setReason(virement.asked().note())
                .setState(virement.state())
                .setRequester(virement.requester().name())
                .setCreateTime(Answers.timestamp(virement.requestedAt()));
        if (virement.decision() instanceof Virement.Decision decision) {
            answer.setDecider(decision.actor().name())
                    .setDecideTime(Answers.timestamp(decision.at()))
                    .setRejectionReason(decision.note());
        }
        return answer.build();
    }
}
