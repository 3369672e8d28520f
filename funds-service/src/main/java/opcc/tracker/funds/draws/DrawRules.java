package opcc.tracker.funds.draws;

import com.google.rpc.Code;
import java.time.Instant;
import java.util.Map;
import opcc.tracker.funds.ledger.Actor;
import opcc.tracker.funds.ledger.Content;
import opcc.tracker.funds.ledger.Entry.Fact;
import opcc.tracker.funds.ledger.Pounds;
import opcc.tracker.funds.ledger.Totals;
import opcc.tracker.kit.idempotency.Command;
import opcc.tracker.kit.refusal.Refusal;
import opcc.tracker.v1.DrawStateEnum.DrawState;
import opcc.tracker.v1.EntryKindEnum.EntryKind;

/**
 * Decides what a command does to a fund in a given state (rules 2 and 3 of the domain). Pure: the same state and command
 * give the same fact or the same refusal. Who may give a command is decided before, by the access options of the protos.
 */
public final class DrawRules {

    private static final Content NOTHING = new Content.Nothing();

    private DrawRules() {}

    /**
     * The fact that the command makes.
     *
     * @throws Refusal if the state does not allow it, with the figures
     */
    public static Fact decide(FundState state, FundCommand command, Actor actor, Instant at, Command identity) {
        return switch (command) {
            case FundCommand.Allocate(long amount, Content.Allocated content) -> {
                requireRoom(state.totals(), amount);
                yield new Fact(EntryKind.ALLOCATED, amount, "", content, actor, at, identity);
            }
            case FundCommand.Request(Content.Requested request) ->
                new Fact(EntryKind.REQUESTED, 0, state.nextDrawId(), request, actor, at, identity);
            case FundCommand.OnDraw onDraw -> {
                Draw draw = requireDraw(state, onDraw);
                Effect effect = effect(state.totals(), draw, onDraw);
                yield new Fact(effect.kind, effect.amount, draw.id(), effect.content, actor, at, identity);
            }
        };
    }

    private record Effect(EntryKind kind, long amount, Content content) {
        Effect(EntryKind kind, long amount) {
            this(kind, amount, NOTHING);
        }
    }

    private static Effect effect(Totals totals, Draw draw, FundCommand.OnDraw command) {
        return switch (command) {
            case FundCommand.Approve _ -> {
                requireState(draw, DrawState.REQUESTED, "approved");
                requireAvailable(totals, draw);
                yield new Effect(EntryKind.APPROVED, draw.amount());
            }
            case FundCommand.Reject reject -> {
                requireState(draw, DrawState.REQUESTED, "rejected");
                yield new Effect(EntryKind.REJECTED, 0, new Content.Note(reject.reason()));
            }
            case FundCommand.Withdraw _ -> {
                requireState(draw, DrawState.REQUESTED, "withdrawn");
                yield new Effect(EntryKind.WITHDRAWN, 0);
            }
            case FundCommand.Pay pay -> {
                requireState(draw, DrawState.APPROVED, "paid");
                requireReserved(draw, pay.amount());
                yield new Effect(EntryKind.PAID, pay.amount());
            }
            case FundCommand.Release _ -> {
                requireState(draw, DrawState.APPROVED, "released");
                yield new Effect(EntryKind.RELEASED, draw.reserved());
            }
            case FundCommand.Reconcile reconcile -> {
                requireState(draw, DrawState.PAID, "reconciled");
                yield new Effect(EntryKind.RECONCILED, 0, new Content.Note(reconcile.receiptReference()));
            }
        };
    }

    private static Draw requireDraw(FundState state, FundCommand.OnDraw command) {
        Draw draw = state.draw(command.draw());
        if (draw == null) {
            throw Refusal.notFound("funds/" + state.fund() + "/draws/" + command.draw());
        }
        if (!command.etag().isEmpty() && !command.etag().equals(draw.etag())) {
            throw Refusal.stale(draw.name());
        }
        return draw;
    }

    private static void requireState(Draw draw, DrawState needed, String done) {
        if (draw.state() != needed) {
            throw Refusal.precondition(
                    "DRAW_STATE",
                    "Only a draw that is " + needed + " can be " + done + "; \"" + draw.name() + "\" is " + draw.state()
                            + ".",
                    Map.of("state", draw.state().name(), "needed", needed.name()));
        }
    }

    private static void requireAvailable(Totals totals, Draw draw) {
        if (draw.amount() > totals.available()) {
            throw Refusal.precondition(
                    "INSUFFICIENT_FUNDS",
                    "The draw asks for " + Pounds.of(draw.amount()) + ", but the fund has "
                            + Pounds.of(totals.available()) + " available (" + Pounds.of(totals.allocated())
                            + " allocated, " + Pounds.of(totals.reserved()) + " reserved, " + Pounds.of(totals.paid())
                            + " paid).",
                    Map.of(
                            "requestedPence", Long.toString(draw.amount()),
                            "availablePence", Long.toString(totals.available()),
                            "allocatedPence", Long.toString(totals.allocated()),
                            "reservedPence", Long.toString(totals.reserved()),
                            "paidPence", Long.toString(totals.paid())));
        }
    }

    private static void requireReserved(Draw draw, long amount) {
        if (amount > draw.reserved()) {
            throw Refusal.precondition(
                    "EXCEEDS_RESERVED",
                    "You want to pay " + Pounds.of(amount) + ", but only " + Pounds.of(draw.reserved())
                            + " of this draw is still to be paid (" + Pounds.of(draw.amount()) + " approved, "
                            + Pounds.of(draw.paid()) + " paid).",
                    Map.of(
                            "requestedPence", Long.toString(amount),
                            "reservedPence", Long.toString(draw.reserved()),
                            "paidPence", Long.toString(draw.paid())));
        }
    }

    private static void requireRoom(Totals totals, long amount) {
        if (amount > Long.MAX_VALUE - totals.allocated()) {
            throw Refusal.of(
                    Code.OUT_OF_RANGE,
                    "AMOUNT_TOO_LARGE",
                    "The fund can't hold " + Pounds.of(amount) + " more.",
                    Map.of("allocatedPence", Long.toString(totals.allocated())));
        }
    }
}
