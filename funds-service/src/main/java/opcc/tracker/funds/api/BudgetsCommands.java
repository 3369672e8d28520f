package opcc.tracker.funds.api;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import opcc.tracker.funds.budgets.BudgetCommand;
import opcc.tracker.funds.budgets.BudgetTable;
import opcc.tracker.funds.budgets.Budgets;
import opcc.tracker.funds.draws.FundCommand;
import opcc.tracker.funds.draws.FundLedgers;
import opcc.tracker.funds.ledger.Actor;
import opcc.tracker.funds.ledger.Content;
import opcc.tracker.funds.ledger.Entry;
import opcc.tracker.funds.ledger.EntryStore;
import opcc.tracker.funds.register.FundRegister;
import opcc.tracker.kit.authentication.Caller;
import opcc.tracker.kit.idempotency.Command;
import opcc.tracker.kit.refusal.Refusal;
import opcc.tracker.v1.BudgetLine;
import opcc.tracker.v1.CreateVirementRequest;
import opcc.tracker.v1.DrawCategoryEnum.DrawCategory;
import opcc.tracker.v1.Virement;

/**
 * What callers do to budgets. Each write is the current {@link Command} of the current {@link Caller}. Answers are as of the
 * command's own entry, so a repeated command has the same answer.
 */
public final class BudgetsCommands {

    private final FundRegister register;
    private final FundLedgers ledgers;
    private final EntryStore entries;

    /** Writes through the ledgers, and reads earlier states from the entries. */
    public BudgetsCommands(FundRegister register, FundLedgers ledgers, EntryStore entries) {
        this.register = register;
        this.ledgers = ledgers;
        this.entries = entries;
    }

    opcc.tracker.v1.Budgets setBudgets(opcc.tracker.v1.Budgets asked) {
        String fund = Names.budgetsFundId(asked.getName()).orElseThrow(() -> Refusal.notFound(asked.getName()));
        BudgetAnswers.requireYear("budgets.financial_year", asked.getFinancialYear());
        if (asked.getEtag().isEmpty()) {
            throw Refusal.invalid("budgets.etag", "is missing");
        }
        Map<DrawCategory, Long> amounts = new EnumMap<>(DrawCategory.class);
        for (int i = 0; i < asked.getLinesCount(); i++) {
            BudgetLine line = asked.getLines(i);
            if (amounts.put(line.getCategory(), line.getBudgetPence()) != null) {
                throw Refusal.invalid("budgets.lines[" + i + "].category", "is named twice");
            }
        }
        Entry entry = record(fund, new BudgetCommand.SetBudgets(asked.getFinancialYear(), amounts, asked.getEtag()));
        return BudgetAnswers.table(fund, asOf(entry, asked.getFinancialYear()));
    }

    /** The table after {@code entry}, whatever came after it. */
    private BudgetTable asOf(Entry entry, String financialYear) {
        Optional<BudgetTable> present = ledgers.of(entry.fund())
                .peek(state -> state.lastSequence() == entry.sequence()
                        ? Optional.of(state.budgets().table(financialYear))
                        : Optional.empty());
        return present.orElseGet(() -> {
            Budgets then = new Budgets();
            entries.each(entry.fund(), each -> {
                if (each.sequence() <= entry.sequence()) {
                    then.take(each);
                }
            });
            return then.table(financialYear);
        });
    }

    Virement requestVirement(CreateVirementRequest request) {
        Virement asked = request.getVirement();
        BudgetAnswers.requireYear("virement.financial_year", asked.getFinancialYear());
        if (asked.getFromCategory() == asked.getToCategory()) {
            throw Refusal.invalid("virement.to_category", "must be another category than from_category");
        }
        return onVirement(
                Names.requireFundId(request.getParent()),
                new BudgetCommand.RequestVirement(
                        asked.getFinancialYear(),
                        asked.getFromCategory(),
                        asked.getToCategory(),
                        asked.getAmountPence(),
                        asked.getReason()));
    }

    Virement onVirement(String fund, BudgetCommand command) {
        Entry entry = record(fund, command);
        if (!(entry.fact().content() instanceof Content.Virement content)) {
            throw new IllegalStateException("a command on a virement left none");
        }
        return ledgers.of(fund)
                .peek(state -> state.budgets().virement(content.id()))
                .map(virement -> BudgetAnswers.virement(virement.asOf(entry.sequence())))
                .orElseThrow();
    }

    private Entry record(String fund, BudgetCommand command) {
        if (register.find(fund).isEmpty()) {
            throw Refusal.notFound("funds/" + fund);
        }
        return ledgers.of(fund)
                .record(new FundCommand.OnBudgets(command), Actor.of(Caller.current()), Command.current())
                .entry();
    }
}
