package opcc.tracker.funds.draws;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.ToLongFunction;
import opcc.tracker.funds.budgets.BudgetCommand;
import opcc.tracker.funds.ledger.Actor;
import opcc.tracker.funds.ledger.Content;
import opcc.tracker.funds.ledger.Totals;
import opcc.tracker.kit.calendar.FinancialYear;
import opcc.tracker.v1.DrawCategoryEnum.DrawCategory;
import opcc.tracker.v1.FundingStreamEnum.FundingStream;
import org.jspecify.annotations.Nullable;

/** What a fund is, said as simply as it can be: maps and additions, one command after another, nothing stored. */
final class LedgerModel {

    private static final long SECOND_APPROVER_FROM = 2_500_000;
    private static final long APPROVER_LIMIT = 10_000_000;
    private static final long EMERGENCY_LIMIT = 50_000;
    private static final String BUDGET_YEAR = "2026-27";
    private static final FundingStream ANY = FundingStream.FUNDING_STREAM_UNSPECIFIED;

    private final Map<String, ModelDraw> draws = new HashMap<>();
    private final ModelPots pots = new ModelPots();
    private final Set<String> closedYears = new HashSet<>();
    private int year = 2026;
    private long entries;
    private long allocatedToBudgets;
    private final Map<DrawCategory, Long> budgets = new EnumMap<>(DrawCategory.class);
    private final List<ModelVirement> virements = new ArrayList<>();
    private long budgetsChangedBy;

    private static final class ModelDraw {
        private final DrawCategory category;
        private final long amount;
        private String state;
        private @Nullable Actor firstApprover;

        private String year = "";

        ModelDraw(Content.Requested request, String state) {
            this.category = request.lines().getFirst().category();
            this.amount = request.amount();
            this.state = state;
        }
    }

    /** A year goes by. */
    void nextYear() {
        year++;
    }

    int year() {
        return year;
    }

    long entries() {
        return entries;
    }

    long available(FundingStream stream, String financialYear) {
        return pots.available(stream, financialYear);
    }

    private String thisYear() {
        return new FinancialYear(year).toString();
    }

    private static final class ModelVirement {
        private final BudgetCommand.RequestVirement asked;
        private boolean open = true;

        ModelVirement(BudgetCommand.RequestVirement asked) {
            this.asked = asked;
        }
    }

    int virementCount() {
        return virements.size();
    }

    String budgetsEtag() {
        return Long.toString(budgetsChangedBy);
    }

    /** What was put in for the year of the budgets. */
    long allocated() {
        return allocatedToBudgets;
    }

    /** What of a category is planned, and what is spent and reserved. */
    List<Long> budget(DrawCategory category) {
        return List.of(budgets.getOrDefault(category, 0L), sum(category, pots::paid), sum(category, pots::reserved));
    }

    private long sum(DrawCategory category, ToLongFunction<String> ofDraw) {
        return draws.entrySet().stream()
                .filter(draw -> draw.getValue().category == category)
                .filter(draw -> draw.getValue().year.equals(BUDGET_YEAR))
                .mapToLong(draw -> ofDraw.applyAsLong(draw.getKey()))
                .sum();
    }

    private boolean remains(BudgetCommand.RequestVirement asked) {
        List<Long> from = budget(asked.from());
        return asked.amount() <= from.get(0) - from.get(1) - from.get(2);
    }

    private boolean accepts(BudgetCommand command) {
        return switch (command) {
            case BudgetCommand.SetBudgets c ->
                c.etag().equals(budgetsEtag())
                        && c.amounts().values().stream()
                                        .mapToLong(Long::longValue)
                                        .sum()
                                <= allocatedToBudgets;
            case BudgetCommand.RequestVirement c -> remains(c);
            case BudgetCommand.ApproveVirement(var id) -> isOpen(id) && remains(virement(id).asked);
            case BudgetCommand.RejectVirement(var id, var _) -> isOpen(id);
            case BudgetCommand.WithdrawVirement(var id) -> isOpen(id);
        };
    }

    private boolean isOpen(String id) {
        return Integer.parseInt(id.substring(1)) <= virements.size() && virement(id).open;
    }

    private ModelVirement virement(String id) {
        return virements.get(Integer.parseInt(id.substring(1)) - 1);
    }

    private void carryOut(BudgetCommand command) {
        switch (command) {
            case BudgetCommand.SetBudgets c -> {
                budgets.clear();
                budgets.putAll(c.amounts());
                budgetsChangedBy = entries;
            }
            case BudgetCommand.RequestVirement c -> virements.add(new ModelVirement(c));
            case BudgetCommand.ApproveVirement(var id) -> {
                BudgetCommand.RequestVirement asked = virement(id).asked;
                virement(id).open = false;
                budgets.merge(asked.from(), -asked.amount(), Long::sum);
                budgets.merge(asked.to(), asked.amount(), Long::sum);
                budgetsChangedBy = entries;
            }
            case BudgetCommand.RejectVirement(var id, var _) -> virement(id).open = false;
            case BudgetCommand.WithdrawVirement(var id) -> virement(id).open = false;
        }
    }

    int drawCount() {
        return draws.size();
    }

    boolean accepts(FundCommand command, Actor actor) {
        return switch (command) {
            case FundCommand.Allocate c -> !closedYears.contains(c.content().financialYear());
            case FundCommand.Request _ -> true;
            case FundCommand.SetPolicy _ -> false;
            case FundCommand.OnBudgets c -> accepts(c.command());
            case FundCommand.SpendFirst c ->
                c.request().amount() <= EMERGENCY_LIMIT && c.request().amount() <= pots.available(ANY, thisYear());
            case FundCommand.CloseYear c -> accepts(c);
            case FundCommand.OnDraw onDraw -> {
                ModelDraw draw = draws.get(onDraw.draw());
                yield draw != null && accepts(onDraw, draw, actor);
            }
        };
    }

    private boolean accepts(FundCommand.CloseYear close) {
        String closing = close.financialYear().toString();
        return close.etag().equals(Long.toString(entries))
                && close.financialYear().startYear() < year
                && pots.knows(closing)
                && !(closedYears.contains(closing) && pots.available(ANY, closing) == 0)
                && (close.carryForward().isEmpty()
                        || !closedYears.contains(close.financialYear().next().toString()))
                && close.carryForward().entrySet().stream()
                        .allMatch(each -> each.getValue() <= pots.available(each.getKey(), closing));
    }

    private boolean accepts(FundCommand.OnDraw command, ModelDraw draw, Actor actor) {
        long reserved = pots.reserved(command.draw());
        return switch (command) {
            case FundCommand.Approve c ->
                Set.of("requested", "half approved").contains(draw.state)
                        && draw.amount <= pots.available(c.fundingStream(), thisYear())
                        && draw.amount <= APPROVER_LIMIT
                        && !actor.equals(draw.firstApprover);
            case FundCommand.Ratify _ -> draw.state.equals("spent first");
            case FundCommand.Reject _, FundCommand.Withdraw _ ->
                Set.of("requested", "half approved", "spent first").contains(draw.state);
            case FundCommand.Pay c -> draw.state.equals("approved") && c.amount() <= reserved;
            case FundCommand.Release _ -> draw.state.equals("approved");
            case FundCommand.Lapse _ -> false; // nobody looks for them here
            case FundCommand.Reconcile _ -> draw.state.equals("paid");
            case FundCommand.Refund c ->
                Set.of("paid", "reconciled").contains(draw.state) && c.amount() <= pots.paid(command.draw());
        };
    }

    void carryOut(FundCommand command, Actor actor) {
        entries++;
        switch (command) {
            case FundCommand.Allocate c -> {
                pots.add(c.content().fundingStream(), c.content().financialYear(), c.amount());
                allocatedToBudgets += c.content().financialYear().equals(BUDGET_YEAR) ? c.amount() : 0;
            }
            case FundCommand.Request c -> add(c.request(), "requested");
            case FundCommand.OnBudgets c -> carryOut(c.command());
            case FundCommand.SpendFirst c -> {
                String id = add(c.request(), "spent first");
                reserve(id, ANY, c.request().amount());
            }
            case FundCommand.CloseYear c -> {
                pots.close(c.financialYear(), c.carryForward());
                closedYears.add(c.financialYear().toString());
            }
            case FundCommand.OnDraw onDraw -> {
                ModelDraw draw = draws.get(onDraw.draw());
                if (draw != null) {
                    carryOut(onDraw, draw, actor);
                }
            }
            case FundCommand.SetPolicy _ -> throw new IllegalStateException("not accepted");
        }
    }

    private void carryOut(FundCommand.OnDraw command, ModelDraw draw, Actor actor) {
        switch (command) {
            case FundCommand.Approve c -> {
                if (draw.firstApprover == null && draw.amount > SECOND_APPROVER_FROM) {
                    draw.firstApprover = actor;
                    draw.state = "half approved";
                } else {
                    reserve(c.draw(), c.fundingStream(), draw.amount);
                    draw.state = "approved";
                }
            }
            case FundCommand.Ratify _ -> draw.state = "approved";
            case FundCommand.Reject c -> giveBack(c.draw(), draw, "closed");
            case FundCommand.Withdraw c -> giveBack(c.draw(), draw, "closed");
            case FundCommand.Pay c -> {
                pots.pay(c.draw(), c.amount());
                draw.state = pots.reserved(c.draw()) == 0 ? "paid" : draw.state;
            }
            case FundCommand.Release c -> giveBack(c.draw(), draw, pots.paid(c.draw()) > 0 ? "paid" : "closed");
            case FundCommand.Lapse _ -> throw new IllegalStateException("not accepted");
            case FundCommand.Reconcile _ -> draw.state = "reconciled";
            case FundCommand.Refund c -> pots.refund(c.draw(), c.amount());
        }
    }

    private void giveBack(String id, ModelDraw draw, String state) {
        pots.giveBack(id);
        draw.state = state;
    }

    private void reserve(String id, FundingStream stream, long amount) {
        pots.reserve(id, stream, thisYear(), amount);
        Objects.requireNonNull(draws.get(id)).year = thisYear();
    }

    private String add(Content.Requested request, String state) {
        String id = "d" + (draws.size() + 1);
        draws.put(id, new ModelDraw(request, state));
        return id;
    }

    Totals totals() {
        return pots.totals();
    }

    ModelPots pots() {
        return pots;
    }

    @Override
    public String toString() {
        return totals().toString();
    }
}
