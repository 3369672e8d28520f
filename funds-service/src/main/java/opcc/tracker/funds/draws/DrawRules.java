package opcc.tracker.funds.draws;

import com.google.rpc.Code;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import opcc.tracker.funds.approvals.ApprovalRules;
import opcc.tracker.funds.approvals.Policy;
import opcc.tracker.funds.budgets.BudgetCommand;
import opcc.tracker.funds.budgets.BudgetRules;
import opcc.tracker.funds.ledger.Actor;
import opcc.tracker.funds.ledger.Content;
import opcc.tracker.funds.ledger.Entry.Fact;
import opcc.tracker.funds.ledger.Parts;
import opcc.tracker.funds.ledger.Pot;
import opcc.tracker.funds.ledger.Pounds;
import opcc.tracker.funds.ledger.Words;
import opcc.tracker.kit.calendar.FinancialYear;
import opcc.tracker.kit.calendar.WorkingDays;
import opcc.tracker.kit.idempotency.Command;
import opcc.tracker.kit.refusal.Refusal;
import opcc.tracker.v1.DrawStateEnum.DrawState;
import opcc.tracker.v1.EntryKindEnum.EntryKind;
import opcc.tracker.v1.FundingStreamEnum.FundingStream;

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
    private final LocalDate today;

    private DrawRules(FundState state, Actor actor, Instant at) {
        this.state = state;
        this.policy = state.policy();
        this.actor = actor;
        this.at = at;
        this.today = LocalDate.ofInstant(at, FinancialYear.LONDON);
    }

    /**
     * The fact that the command makes.
     *
     * @throws Refusal if the state does not allow it, with the figures
     */
    public static Fact decide(FundState state, FundCommand command, Actor actor, Instant at, Command identity) {
        Effect effect = new DrawRules(state, actor, at).effect(command);
        return new Fact(
                effect.kind, effect.parts.sum(), effect.parts, effect.draw, effect.content, actor, at, identity);
    }

    private record Effect(EntryKind kind, Parts parts, String draw, Content content) {}

    private Effect effect(FundCommand command) {
        return switch (command) {
            case FundCommand.Allocate(long amount, Content.Allocated content) -> {
                YearEndRules.requireOpen(state, content.financialYear());
                requireRoom(amount);
                Pot pot = new Pot(content.fundingStream(), content.financialYear());
                yield new Effect(EntryKind.ALLOCATED, Parts.of(pot, amount), "", content);
            }
            case FundCommand.SetPolicy(Policy terms, String etag) -> {
                if (!etag.equals(Long.toString(policy.version()))) {
                    throw Refusal.stale("funds/" + state.fund() + "/policy");
                }
                yield new Effect(EntryKind.POLICY_SET, Parts.NONE, "", new Content.PolicySet(terms.following(policy)));
            }
            case FundCommand.Request(Content.Requested request) -> {
                YearEndRules.requireFundOpen(state);
                yield new Effect(EntryKind.REQUESTED, Parts.NONE, state.nextDrawId(), request);
            }
            case FundCommand.SpendFirst(Content.Requested request) -> {
                YearEndRules.requireFundOpen(state);
                ApprovalRules.requireEmergencyAllowed(policy, request.amount());
                Parts reserved = reserve(request.amount(), FundingStream.FUNDING_STREAM_UNSPECIFIED);
                yield new Effect(
                        EntryKind.EMERGENCY_REQUESTED,
                        reserved,
                        state.nextDrawId(),
                        new Content.Emergency(request, WorkingDays.after(today, policy.ratifyWithinWorkingDays())));
            }
            case FundCommand.CloseYear close -> {
                YearEndRules.Settlement settled = YearEndRules.close(state, close, today);
                yield new Effect(EntryKind.YEAR_CLOSED, settled.returned(), "", settled.content());
            }
            case FundCommand.OnBudgets(BudgetCommand onBudgets) -> {
                BudgetRules.Decision decision = BudgetRules.decide(state.fund(), state.budgets(), onBudgets);
                yield new Effect(decision.kind(), Parts.NONE, "", decision.content());
            }
            case FundCommand.OnDraw onDraw -> onDraw(requireDraw(onDraw), onDraw);
        };
    }

    private Effect onDraw(Draw draw, FundCommand.OnDraw command) {
        return switch (command) {
            case FundCommand.Approve approve -> approve(draw, approve);
            case FundCommand.Ratify ratify -> {
                requireState(draw, Set.of(DrawState.AWAITING_RATIFICATION), "ratified");
                ApprovalRules.requireWithinLimit(policy, actor, draw.amount());
                ApprovalRules.requireSecondFactor(policy, ratify.secondFactor(), draw.amount());
                yield new Effect(EntryKind.RATIFIED, Parts.NONE, draw.id(), approval(draw, ""));
            }
            case FundCommand.Reject reject -> {
                requireState(draw, OPEN, "rejected");
                yield new Effect(
                        EntryKind.REJECTED, draw.reservedParts(), draw.id(), new Content.Note(reject.reason()));
            }
            case FundCommand.Withdraw _ -> {
                requireState(draw, OPEN, "withdrawn");
                yield new Effect(EntryKind.WITHDRAWN, draw.reservedParts(), draw.id(), NOTHING);
            }
            case FundCommand.Pay pay -> {
                requireState(draw, Set.of(DrawState.APPROVED), "paid");
                Figures.requireReserved(draw, pay.amount());
                yield new Effect(EntryKind.PAID, draw.reservedParts().first(pay.amount()), draw.id(), NOTHING);
            }
            case FundCommand.Release _ -> {
                requireState(draw, Set.of(DrawState.APPROVED), "released");
                yield new Effect(EntryKind.RELEASED, draw.reservedParts(), draw.id(), NOTHING);
            }
            case FundCommand.Lapse _ -> {
                requireState(draw, Set.of(DrawState.APPROVED), "lapsed");
                requireTimeOver(draw);
                yield new Effect(EntryKind.LAPSED, draw.reservedParts(), draw.id(), NOTHING);
            }
            case FundCommand.Reconcile reconcile -> {
                requireState(draw, Set.of(DrawState.PAID), "reconciled");
                yield new Effect(
                        EntryKind.RECONCILED, Parts.NONE, draw.id(), new Content.Note(reconcile.receiptReference()));
            }
            case FundCommand.Refund refund -> {
                requireState(draw, EnumSet.of(DrawState.PAID, DrawState.RECONCILED), "refunded");
                Figures.requirePaid(draw, refund.amount());
                yield new Effect(EntryKind.REFUNDED, draw.paidParts().last(refund.amount()), draw.id(), NOTHING);
            }
        };
    }

    private Effect approve(Draw draw, FundCommand.Approve approve) {
        requireState(draw, EnumSet.of(DrawState.REQUESTED, DrawState.AWAITING_SECOND_APPROVAL), "approved");
        YearEndRules.requireFundOpen(state);
        Parts reserved = reserve(draw.amount(), approve.fundingStream());
        String overCapReason = approve.overCapReason();
        ApprovalRules.requireWithinLimit(policy, actor, draw.amount());
        ApprovalRules.requireSecondFactor(policy, approve.secondFactor(), draw.amount());
        if (draw.state() == DrawState.AWAITING_SECOND_APPROVAL) {
            ApprovalRules.requireAnotherThan(draw.decisions().getFirst().approver(), actor);
        } else {
            ApprovalRules.requireReasonOverCaps(policy, draw.request(), overCapReason);
            if (ApprovalRules.needsSecond(policy, draw.request())) {
                return new Effect(EntryKind.FIRST_APPROVED, Parts.NONE, draw.id(), approval(draw, overCapReason));
            }
        }
        return new Effect(EntryKind.APPROVED, reserved, draw.id(), approval(draw, overCapReason));
    }

    /** From the money of the year that today lies in: each year's is ring-fenced. */
    private Parts reserve(long amount, FundingStream stream) {
        FinancialYear year = FinancialYear.of(today);
        Figures.requireAvailable(state.pots(), year, stream, amount);
        return state.pots().take(amount, Figures.ringFence(year, stream));
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
            throw Refusal.precondition(
                    "DRAW_STATE",
                    "Only a draw that is "
                            + allowed.stream().map(Words::of).collect(Collectors.joining(" or "))
                            + " can be " + done + "; \"" + draw.name() + "\" is " + Words.of(draw.state()) + ".",
                    Map.of(
                            "state", draw.state().name(),
                            "needed", allowed.stream().map(DrawState::name).collect(Collectors.joining(" or "))));
        }
    }

    private void requireTimeOver(Draw draw) {
        Instant lapsesAt = draw.lapsesAt();
        if (lapsesAt == null || at.isBefore(lapsesAt)) {
            throw Refusal.precondition(
                    "NOT_LAPSED",
                    "The reservation of \"" + draw.name() + "\" is still good"
                            + (lapsesAt == null ? "." : " until " + lapsesAt + "."),
                    Map.of());
        }
    }

    private void requireRoom(long amount) {
        if (amount > Long.MAX_VALUE - state.totals().allocated()) {
            throw Refusal.of(
                    Code.OUT_OF_RANGE,
                    "AMOUNT_TOO_LARGE",
                    "The fund can't hold " + Pounds.of(amount) + " more than the "
                            + Pounds.of(state.totals().allocated()) + " that it holds.",
                    Map.of("allocatedPence", Long.toString(state.totals().allocated())));
        }
    }
}
