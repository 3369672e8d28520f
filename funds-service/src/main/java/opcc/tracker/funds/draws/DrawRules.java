package opcc.tracker.funds.draws;

import com.google.rpc.Code;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import opcc.tracker.funds.approvals.ApprovalRules;
import opcc.tracker.funds.approvals.Policy;
import opcc.tracker.funds.budgets.BudgetCommand;
import opcc.tracker.funds.budgets.BudgetRules;
import opcc.tracker.funds.ledger.Actor;
import opcc.tracker.funds.ledger.Content;
import opcc.tracker.funds.ledger.Entry.Fact;
import opcc.tracker.funds.ledger.Pounds;
import opcc.tracker.kit.calendar.FinancialYear;
import opcc.tracker.kit.calendar.WorkingDays;
import opcc.tracker.kit.idempotency.Command;
import opcc.tracker.kit.refusal.Refusal;
import opcc.tracker.v1.DrawStateEnum.DrawState;
import opcc.tracker.v1.EntryKindEnum.EntryKind;

/**
 * Decides what a command does to a fund in a given state (rules 2 to 5 of the domain). Pure: the same state, command,
 * actor and time give the same fact or the same refusal. Who may give a command at all is decided before, by the access
 * options of the protos.
 */
public final class DrawRules {

    private static final Content NOTHING = new Content.Nothing();
    private static final Set<DrawState> OPEN =
            EnumSet.of(DrawState.REQUESTED, DrawState.AWAITING_SECOND_APPROVAL, DrawState.AWAITING_RATIFICATION);

    private final FundState state;
    private final Policy policy;
    private final Actor actor;
    private final Instant at;

    private DrawRules(FundState state, Actor actor, Instant at) {
        this.state = state;
        this.policy = state.policy();
        this.actor = actor;
        this.at = at;
    }

    /**
     * The fact that the command makes.
     *
     * @throws Refusal if the state does not allow it, with the figures
     */
    public static Fact decide(FundState state, FundCommand command, Actor actor, Instant at, Command identity) {
        Effect effect = new DrawRules(state, actor, at).effect(command);
        return new Fact(effect.kind, effect.amount, effect.draw, effect.content, actor, at, identity);
    }

    private record Effect(EntryKind kind, long amount, String draw, Content content) {}

    private Effect effect(FundCommand command) {
        return switch (command) {
            case FundCommand.Allocate(long amount, Content.Allocated content) -> {
                requireRoom(amount);
                yield new Effect(EntryKind.ALLOCATED, amount, "", content);
            }
            case FundCommand.SetPolicy(Policy terms, String etag) -> {
                if (!etag.equals(Long.toString(policy.version()))) {
                    throw Refusal.stale("funds/" + state.fund() + "/policy");
                }
                yield new Effect(EntryKind.POLICY_SET, 0, "", new Content.PolicySet(terms.following(policy)));
            }
            case FundCommand.Request(Content.Requested request) ->
                new Effect(EntryKind.REQUESTED, 0, state.nextDrawId(), request);
            case FundCommand.SpendFirst(Content.Requested request) -> {
                ApprovalRules.requireEmergencyAllowed(policy, request.amount());
                Figures.requireAvailable(state.totals(), request.amount());
                LocalDate today = LocalDate.ofInstant(at, FinancialYear.LONDON);
                yield new Effect(
                        EntryKind.EMERGENCY_REQUESTED,
                        request.amount(),
                        state.nextDrawId(),
                        new Content.Emergency(request, WorkingDays.after(today, policy.ratifyWithinWorkingDays())));
            }
            case FundCommand.OnBudgets(BudgetCommand onBudgets) -> {
                BudgetRules.Decision decision = BudgetRules.decide(state.fund(), state.budgets(), onBudgets);
                yield new Effect(decision.kind(), 0, "", decision.content());
            }
            case FundCommand.OnDraw onDraw -> onDraw(requireDraw(onDraw), onDraw);
        };
    }

    private Effect onDraw(Draw draw, FundCommand.OnDraw command) {
        return switch (command) {
            case FundCommand.Approve approve -> approve(draw, approve.overCapReason());
            case FundCommand.Ratify _ -> {
                requireState(draw, Set.of(DrawState.AWAITING_RATIFICATION), "ratified");
                ApprovalRules.requireWithinLimit(policy, actor, draw.amount());
                yield new Effect(EntryKind.RATIFIED, 0, draw.id(), approval(draw, ""));
            }
            case FundCommand.Reject reject -> {
                requireState(draw, OPEN, "rejected");
                yield new Effect(EntryKind.REJECTED, draw.reserved(), draw.id(), new Content.Note(reject.reason()));
            }
            case FundCommand.Withdraw _ -> {
                requireState(draw, OPEN, "withdrawn");
                yield new Effect(EntryKind.WITHDRAWN, draw.reserved(), draw.id(), NOTHING);
            }
            case FundCommand.Pay pay -> {
                requireState(draw, Set.of(DrawState.APPROVED), "paid");
                Figures.requireReserved(draw, pay.amount());
                yield new Effect(EntryKind.PAID, pay.amount(), draw.id(), NOTHING);
            }
            case FundCommand.Release _ -> {
                requireState(draw, Set.of(DrawState.APPROVED), "released");
                yield new Effect(EntryKind.RELEASED, draw.reserved(), draw.id(), NOTHING);
            }
            case FundCommand.Lapse _ -> {
                requireState(draw, Set.of(DrawState.APPROVED), "lapsed");
                requireTimeOver(draw);
                yield new Effect(EntryKind.LAPSED, draw.reserved(), draw.id(), NOTHING);
            }
            case FundCommand.Reconcile reconcile -> {
                requireState(draw, Set.of(DrawState.PAID), "reconciled");
                yield new Effect(EntryKind.RECONCILED, 0, draw.id(), new Content.Note(reconcile.receiptReference()));
            }
            case FundCommand.Refund refund -> {
                requireState(draw, EnumSet.of(DrawState.PAID, DrawState.RECONCILED), "refunded");
                Figures.requirePaid(draw, refund.amount());
                yield new Effect(EntryKind.REFUNDED, refund.amount(), draw.id(), NOTHING);
            }
        };
    }

    private Effect approve(Draw draw, String overCapReason) {
        requireState(draw, EnumSet.of(DrawState.REQUESTED, DrawState.AWAITING_SECOND_APPROVAL), "approved");
        Figures.requireAvailable(state.totals(), draw.amount());
        ApprovalRules.requireWithinLimit(policy, actor, draw.amount());
        if (draw.state() == DrawState.AWAITING_SECOND_APPROVAL) {
            ApprovalRules.requireAnotherThan(draw.decisions().getFirst().approver(), actor);
        } else {
            ApprovalRules.requireReasonOverCaps(policy, draw.request(), overCapReason);
            if (ApprovalRules.needsSecond(policy, draw.request())) {
                return new Effect(EntryKind.FIRST_APPROVED, 0, draw.id(), approval(draw, overCapReason));
            }
        }
        return new Effect(EntryKind.APPROVED, draw.amount(), draw.id(), approval(draw, overCapReason));
    }

    private Content.Approval approval(Draw draw, String overCapReason) {
        return new Content.Approval(
                policy.version(),
                ApprovalRules.ruleFor(policy, actor, draw.request()),
                overCapReason,
                at.plus(Duration.ofDays(policy.reservationDays())));
    }

    private Draw requireDraw(FundCommand.OnDraw command) {
        Draw draw = state.draw(command.draw());
        if (draw == null) {
            throw Refusal.notFound("funds/" + state.fund() + "/draws/" + command.draw());
        }
        if (!command.etag().isEmpty() && !command.etag().equals(draw.etag())) {
            throw Refusal.stale(draw.name());
        }
        return draw;
    }

    private static void requireState(Draw draw, Set<DrawState> allowed, String done) {
        if (!allowed.contains(draw.state())) {
            String needed = allowed.size() == 1
                    ? allowed.iterator().next().name()
                    : String.join(" or ", allowed.stream().map(DrawState::name).toList());
            throw Refusal.precondition(
                    "DRAW_STATE",
                    "Only a draw that is " + needed + " can be " + done + "; \"" + draw.name() + "\" is " + draw.state()
                            + ".",
                    Map.of("state", draw.state().name(), "needed", needed));
        }
    }

    private void requireTimeOver(Draw draw) {
        Instant lapsesAt = draw.lapsesAt();
        if (lapsesAt == null || at.isBefore(lapsesAt)) {
            throw Refusal.precondition(
                    "NOT_LAPSED", "The reservation of \"" + draw.name() + "\" is still good.", Map.of());
        }
    }

    private void requireRoom(long amount) {
        if (amount > Long.MAX_VALUE - state.totals().allocated()) {
            throw Refusal.of(
                    Code.OUT_OF_RANGE,
                    "AMOUNT_TOO_LARGE",
                    "The fund can't hold " + Pounds.of(amount) + " more.",
                    Map.of("allocatedPence", Long.toString(state.totals().allocated())));
        }
    }
}
