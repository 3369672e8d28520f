package opcc.tracker.funds.draws;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;
import opcc.tracker.funds.ledger.Actor;
import opcc.tracker.funds.ledger.Totals;
import org.jspecify.annotations.Nullable;

/** What a fund is, said as simply as it can be: maps and additions, one command after another, nothing stored. */
final class LedgerModel {

    private static final long SECOND_APPROVER_FROM = 2_500_000;
    private static final long APPROVER_LIMIT = 10_000_000;
    private static final long EMERGENCY_LIMIT = 50_000;

    private long allocated;
    private final Map<String, ModelDraw> draws = new HashMap<>();

    private static final class ModelDraw {
        private final long amount;
        private String state;
        private long reserved;
        private long paid;
        private @Nullable Actor firstApprover;

        ModelDraw(long amount, String state, long reserved) {
            this.amount = amount;
            this.state = state;
            this.reserved = reserved;
        }
    }

    int drawCount() {
        return draws.size();
    }

    boolean accepts(FundCommand command, Actor actor) {
        return switch (command) {
            case FundCommand.Allocate _, FundCommand.Request _ -> true;
            case FundCommand.SetPolicy _ -> false;
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
        switch (command) {
            case FundCommand.Allocate c -> allocated += c.amount();
            case FundCommand.Request c -> add(new ModelDraw(c.request().amount(), "requested", 0));
            case FundCommand.SpendFirst c ->
                add(new ModelDraw(
                        c.request().amount(), "spent first", c.request().amount()));
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
