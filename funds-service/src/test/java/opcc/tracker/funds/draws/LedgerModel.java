package opcc.tracker.funds.draws;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import opcc.tracker.funds.ledger.Actor;
import opcc.tracker.funds.ledger.Totals;
import opcc.tracker.kit.calendar.FinancialYear;
import opcc.tracker.v1.FundingStreamEnum.FundingStream;
import org.jspecify.annotations.Nullable;

/** What a fund is, said as simply as it can be: maps and additions, one command after another, nothing stored. */
final class LedgerModel {

    private static final long SECOND_APPROVER_FROM = 2_500_000;
    private static final long APPROVER_LIMIT = 10_000_000;
    private static final long EMERGENCY_LIMIT = 50_000;
    private static final FundingStream ANY = FundingStream.FUNDING_STREAM_UNSPECIFIED;

    private final Map<String, ModelDraw> draws = new HashMap<>();
    private final ModelPots pots = new ModelPots();
    private final Set<String> closedYears = new HashSet<>();
    private int year = 2026;
    private long entries;

    private static final class ModelDraw {
        private final long amount;
        private String state;
        private @Nullable Actor firstApprover;

        ModelDraw(long amount, String state) {
            this.amount = amount;
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

    int drawCount() {
        return draws.size();
    }

    boolean accepts(FundCommand command, Actor actor) {
        return switch (command) {
            case FundCommand.Allocate c -> !closedYears.contains(c.content().financialYear());
            case FundCommand.Request _ -> true;
            case FundCommand.SetPolicy _ -> false;
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
            case FundCommand.Allocate c ->
                pots.add(c.content().fundingStream(), c.content().financialYear(), c.amount());
            case FundCommand.Request c -> add(c.request().amount(), "requested");
            case FundCommand.SpendFirst c -> {
                String id = add(c.request().amount(), "spent first");
                pots.reserve(id, ANY, thisYear(), c.request().amount());
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
                    pots.reserve(c.draw(), c.fundingStream(), thisYear(), draw.amount);
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

    private String add(long amount, String state) {
        String id = "d" + (draws.size() + 1);
        draws.put(id, new ModelDraw(amount, state));
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
