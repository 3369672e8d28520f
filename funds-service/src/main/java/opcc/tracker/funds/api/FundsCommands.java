package opcc.tracker.funds.api;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;
import opcc.tracker.funds.approvals.ApprovalRules;
import opcc.tracker.funds.draws.Beneficiaries;
import opcc.tracker.funds.draws.FundCommand;
import opcc.tracker.funds.draws.FundLedger;
import opcc.tracker.funds.draws.FundLedgers;
import opcc.tracker.funds.draws.FundState;
import opcc.tracker.funds.ledger.Actor;
import opcc.tracker.funds.ledger.Content;
import opcc.tracker.funds.ledger.Entry;
import opcc.tracker.funds.register.Fund;
import opcc.tracker.funds.register.FundRegister;
import opcc.tracker.kit.authentication.Caller;
import opcc.tracker.kit.calendar.FinancialYear;
import opcc.tracker.kit.idempotency.Command;
import opcc.tracker.kit.refusal.Refusal;
import opcc.tracker.v1.Allocation;
import opcc.tracker.v1.CreateAllocationRequest;
import opcc.tracker.v1.CreateDrawRequest;
import opcc.tracker.v1.CreateFundRequest;
import opcc.tracker.v1.Draw;
import opcc.tracker.v1.RoleEnum.Role;
import opcc.tracker.v1.UpdatePolicyRequest;
import opcc.tracker.v1.UrgencyEnum.Urgency;

/** What callers do to funds. Each write is the current {@link Command} of the current {@link Caller}. */
public final class FundsCommands {

    private final FundRegister register;
    private final FundLedgers ledgers;
    private final Beneficiaries beneficiaries;
    private final Clock clock;
    private final Consumer<String> recorded;

    /**
     * Writes to the first two.
     *
     * @param beneficiaries tells whom a draw helps
     * @param recorded is told the id of a fund after each entry of its ledger; must not wait for anything
     */
    public FundsCommands(
            FundRegister register,
            FundLedgers ledgers,
            Beneficiaries beneficiaries,
            Clock clock,
            Consumer<String> recorded) {
        this.register = register;
        this.ledgers = ledgers;
        this.beneficiaries = beneficiaries;
        this.clock = clock;
        this.recorded = recorded;
    }

    opcc.tracker.v1.Fund open(CreateFundRequest request) {
        opcc.tracker.v1.Fund asked = request.getFund();
        Fund fund = register.open(new Fund(
                request.getFundId(),
                asked.getDisplayName(),
                asked.getArea(),
                asked.getDrawingProvidersList(),
                asked.getDemonstration(),
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                Command.current()));
        return Answers.fund(fund, new FundState(fund.id()));
    }

    Allocation allocate(CreateAllocationRequest request) {
        Allocation asked = request.getAllocation();
        return Answers.allocation(record(
                        Names.requireFundId(request.getParent()),
                        new FundCommand.Allocate(
                                asked.getAmountPence(),
                                new Content.Allocated(asked.getFundingStream(), asked.getFinancialYear())))
                .entry());
    }

    Draw request(CreateDrawRequest request) {
        Draw asked = request.getDraw();
        Fund fund = require(Names.requireFundId(request.getParent()));
        String provider = requestersProvider(Caller.current());
        Content.Requested requested = new Content.Requested(
                asked.getLinesList().stream()
                        .map(line -> new Content.Line(
                                line.getCategory(), line.getQuantity(), line.getNights(), line.getUnitPricePence()))
                        .toList(),
                asked.getReason(),
                provider,
                urgency(asked),
                asked.getSupplier(),
                beneficiaries.of(asked.getCaseReference(), provider, fund.area()));
        return onDraw(
                fund.id(),
                asked.getEmergency() ? new FundCommand.SpendFirst(requested) : new FundCommand.Request(requested));
    }

    opcc.tracker.v1.Policy setPolicy(UpdatePolicyRequest request) {
        opcc.tracker.v1.Policy asked = request.getPolicy();
        String fund = Names.requirePolicyFundId(asked.getName());
        Entry entry = record(fund, new FundCommand.SetPolicy(Policies.terms(asked), asked.getEtag()))
                .entry();
        return Policies.answer(fund, entry);
    }

    private static Urgency urgency(Draw asked) {
        if (asked.getEmergency()) {
            return Urgency.TONIGHT;
        }
        return asked.getUrgency() == Urgency.URGENCY_UNSPECIFIED ? Urgency.ROUTINE : asked.getUrgency();
    }

    /** Whether the caller has shown a second factor of late. */
    boolean secondFactorShown() {
        return Caller.current().signIn().hasSecondFactorWithin(ApprovalRules.RECENT, clock.instant());
    }

    Draw onDraw(String fund, FundCommand command) {
        var draw = record(fund, command).draw();
        if (draw == null) {
            throw new IllegalStateException("a command on a draw left none");
        }
        return Answers.draw(draw, FinancialYear.today(clock));
    }

    FundLedger.Recorded record(String fund, FundCommand command) {
        FundLedger.Recorded result =
                ledgers.of(require(fund).id()).record(command, Actor.of(Caller.current()), Command.current());
        recorded.accept(fund);
        return result;
    }

    private Fund require(String fund) {
        return register.find(fund).orElseThrow(() -> Refusal.notFound("funds/" + fund));
    }

    /** A draw belongs to a provider only if its requester acts for one, not for the force or for finance. */
    private static String requestersProvider(Caller caller) {
        String provider = caller.provider();
        boolean forProvider = caller.roles().contains(Role.PROVIDER)
                && !caller.roles().contains(Role.REQUESTER)
                && !caller.roles().contains(Role.FINANCE);
        return forProvider && provider != null ? provider : "";
    }
}
