package opcc.tracker.funds.draws;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;
import opcc.tracker.funds.budgets.BudgetCommand;
import opcc.tracker.funds.ledger.Actor;
import opcc.tracker.funds.ledger.Content;
import opcc.tracker.funds.ledger.Totals;
import opcc.tracker.v1.DrawCategoryEnum.DrawCategory;
import org.jspecify.annotations.Nullable;

/** What a fund is, said as simply as it can be: maps and additions, one command after another, nothing stored. */
final class LedgerModel {

    private static final long SECOND_APPROVER_FROM = 2_500_000;
    private static final long APPROVER_LIMIT = 10_000_000;
    private static final long EMERGENCY_LIMIT = 50_000;

    private long allocated;
    private final Map<String, ModelDraw> draws = new HashMap<>();
    private final Map<DrawCategory, Long> budgets = new EnumMap<>(DrawCategory.class);
    private final List<ModelVirement> virements = new ArrayList<>();
    private long entries;
    private long budgetsChangedBy;

    private static final class ModelDraw {
        private final DrawCategory category;
        private final long amount;
        private String state;
        private long reserved;
        private long paid;
        private @Nullable Actor firstApprover;

        ModelDraw(Content.Requested request, String state, long reserved) {
            this.category = request.lines().getFirst().category();
            this.amount = request.amount();
            this.state = state;
            this.reserved = reserved;
        }
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

    long allocated() {
        return allocated;
    }

    /** What of a category is planned, and what is spent and reserved. */
    List<Long> budget(DrawCategory category) {
        return List.of(
                budgets.getOrDefault(category, 0L),
                sum(draw -> draw.category == category ? draw.paid : 0),
                sum(draw -> draw.category == category ? draw.reserved : 0));
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
                                <= allocated;
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
            case FundCommand.Allocate _, FundCommand.Request _ -> true;
            case FundCommand.SetPolicy _ -> false;
            case FundCommand.OnBudgets c -> accepts(c.command());
            case FundCommand.SpendFirst c ->
                c.request().amount() <= EMERGENCY_LIMIT && c.request().amount() <= totals().available();
            case FundCommand.OnDraw onDraw -> {
                ModelDraw draw = draws.get(onDraw.draw());
                yield draw != null && accepts(onDraw, draw, actor);
            }
        };
    }

    private boolean accepts(FundCommand.OnDraw command, ModelDraw draw, Actor actor) {
        return switch (command) {
            case FundCommand.Approve _ ->
                Set.of("requested", "half approved").contains(draw.state)
                        && draw.amount <= totals().available()
                        && draw.amount <= APPROVER_LIMIT
                        && !actor.equals(draw.firstApprover);
            case FundCommand.Ratify _ -> draw.state.equals("spent first");
            case FundCommand.Reject _, FundCommand.Withdraw _ ->
                Set.of("requested", "half approved", "spent first").contains(draw.state);
            case FundCommand.Pay c -> draw.state.equals("approved") && c.amount() <= draw.reserved;
            case FundCommand.Release _ -> draw.state.equals("approved");
            case FundCommand.Lapse _ -> false; // no time passes here
            case FundCommand.Reconcile _ -> draw.state.equals("paid");
            case FundCommand.Refund c -> Set.of("paid", "reconciled").contains(draw.state) && c.amount() <= draw.paid;
        };
    }

    void carryOut(FundCommand command, Actor actor) {
        entries++;
        switch (command) {
            case FundCommand.Allocate c -> allocated += c.amount();
            case FundCommand.Request c -> add(new ModelDraw(c.request(), "requested", 0));
            case FundCommand.OnBudgets c -> carryOut(c.command());
            case FundCommand.SpendFirst c ->
                add(new ModelDraw(c.request(), "spent first", c.request().amount()));
            case FundCommand.OnDraw onDraw -> {
                ModelDraw draw = draws.get(onDraw.draw());
                if (draw != null) {
                    carryOut(onDraw, draw, actor);
                }
            }
            case FundCommand.SetPolicy _ -> throw new IllegalStateException("not accepted");
        }
    }

    private static void carryOut(FundCommand.OnDraw command, ModelDraw draw, Actor actor) {
        switch (command) {
            case FundCommand.Approve _ -> {
                if (draw.firstApprover == null && draw.amount > SECOND_APPROVER_FROM) {
                    draw.firstApprover = actor;
                    draw.state = "half approved";
                } else {
                    draw.reserved = draw.amount;
                    draw.state = "approved";
                }
            }
            case FundCommand.Ratify _ -> draw.state = "approved";
            case FundCommand.Reject _, FundCommand.Withdraw _ -> {
                draw.reserved = 0;
                draw.state = "closed";
            }
            case FundCommand.Pay c -> {
                draw.reserved -= c.amount();
                draw.paid += c.amount();
                draw.state = draw.reserved == 0 ? "paid" : draw.state;
            }
            case FundCommand.Release _, FundCommand.Lapse _ -> {
                draw.reserved = 0;
                draw.state = draw.paid > 0 ? "paid" : "closed";
            }
            case FundCommand.Reconcile _ -> draw.state = "reconciled";
            case FundCommand.Refund c -> draw.paid -= c.amount();
        }
    }

    private void add(ModelDraw draw) {
        draws.put("d" + (draws.size() + 1), draw);
    }

    Totals totals() {
        return new Totals(allocated, sum(draw -> draw.reserved), sum(draw -> draw.paid));
    }

    private long sum(ToLongFunction<ModelDraw> part) {
        return draws.values().stream().mapToLong(part).reduce(0, Math::addExact);
    }

    @Override
    public String toString() {
        return totals().toString();
    }
}
