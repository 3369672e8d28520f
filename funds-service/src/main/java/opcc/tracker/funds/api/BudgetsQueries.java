package opcc.tracker.funds.api;

import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import opcc.tracker.funds.budgets.Virement;
import opcc.tracker.funds.draws.FundLedgers;
import opcc.tracker.funds.register.FundRegister;
import opcc.tracker.kit.calendar.FinancialYear;
import opcc.tracker.kit.paging.Page;
import opcc.tracker.kit.refusal.Refusal;
import opcc.tracker.v1.Budgets;
import opcc.tracker.v1.GetBudgetsRequest;
import opcc.tracker.v1.ListVirementsRequest;
import opcc.tracker.v1.ListVirementsResponse;
import opcc.tracker.v1.VirementStateEnum.VirementState;

/** What callers ask of budgets. Every answer is read from the ledger as the store has it now. */
public final class BudgetsQueries {

    private final FundRegister register;
    private final FundLedgers ledgers;
    private final Clock clock;

    /** Reads from both. */
    public BudgetsQueries(FundRegister register, FundLedgers ledgers, Clock clock) {
        this.register = register;
        this.ledgers = ledgers;
        this.clock = clock;
    }

    Budgets budgets(GetBudgetsRequest request) {
        String fund = Names.budgetsFundId(request.getName())
                .filter(id -> register.find(id).isPresent())
                .orElseThrow(() -> Refusal.notFound(request.getName()));
        String year = request.getFinancialYear().isEmpty()
                ? FinancialYear.of(FinancialYear.today(clock)).toString()
                : request.getFinancialYear();
        BudgetAnswers.requireYear("financial_year", year);
        return BudgetAnswers.table(
                fund, ledgers.of(fund).read(state -> state.budgets().table(year)));
    }

    opcc.tracker.v1.Virement virement(String name) {
        Names.VirementName virement = Names.requireVirement(name);
        return ledgers.of(virement.fund())
                .read(state -> state.budgets().virement(virement.id()))
                .map(BudgetAnswers::virement)
                .orElseThrow(() -> Refusal.notFound(name));
    }

    ListVirementsResponse virements(ListVirementsRequest request) {
        String fund = Names.fundId(request.getParent())
                .filter(id -> register.find(id).isPresent())
                .orElseThrow(() -> Refusal.notFound(request.getParent()));
        Page page = Page.of(request.getPageSize(), request.getPageToken());
        long before = page.after().isEmpty() ? Long.MAX_VALUE : key(page.after());
        VirementState state = request.getState();
        List<Virement> found = ledgers.of(fund)
                .read(stored -> stored.budgets()
                        .virements()
                        .filter(virement -> virement.number() < before)
                        .filter(virement ->
                                state == VirementState.VIREMENT_STATE_UNSPECIFIED || virement.state() == state)
                        .sorted(Comparator.comparingLong(Virement::number).reversed())
                        .limit(page.size() + 1L)
                        .toList());
        Page.Cut<Virement> cut = page.cut(found, virement -> Long.toString(virement.number()));
        return ListVirementsResponse.newBuilder()
                .addAllVirements(
                        cut.items().stream().map(BudgetAnswers::virement).toList())
                .setNextPageToken(cut.nextPageToken())
                .build();
    }

    private static long key(String after) {
        try {
            return Long.parseLong(after);
        } catch (NumberFormatException e) {
            throw Page.notAToken();
        }
    }
}
