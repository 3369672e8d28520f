package opcc.tracker.funds.api;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import opcc.tracker.funds.draws.Draw;
import opcc.tracker.funds.draws.FundLedger;
import opcc.tracker.funds.draws.FundLedgers;
import opcc.tracker.funds.register.Fund;
import opcc.tracker.funds.register.FundRegister;
import opcc.tracker.kit.access.ResourceScope;
import opcc.tracker.kit.access.ResourceScopes;

/** To whom funds and draws belong: to the fund's area, the providers that may draw, and who asked for the draw. */
public final class FundsScopes implements ResourceScopes {

    private final FundRegister register;
    private final FundLedgers ledgers;

    /** Looks up in both. */
    public FundsScopes(FundRegister register, FundLedgers ledgers) {
        this.register = register;
        this.ledgers = ledgers;
    }

    @Override
    public Optional<ResourceScope> of(String resourceName) {
        Optional<ResourceScope> fund = Names.fundId(resourceName)
                .or(() -> Names.policyFundId(resourceName))
                .or(() -> Names.yearEnd(resourceName).map(Names.YearEndName::fund))
                .or(() -> Names.contactsFundId(resourceName))
                .or(() -> Names.budgetsFundId(resourceName))
                .flatMap(register::find)
                .map(FundsScopes::of);
        return fund.isPresent()
                ? fund
                : Names.draw(resourceName)
                        .or(() -> Names.receipt(resourceName).map(Names.ReceiptName::draw))
                        .flatMap(this::ofDraw)
                        .or(() -> Names.virement(resourceName).flatMap(this::ofVirement));
    }

    /** The scope of a fund. */
    static ResourceScope of(Fund fund) {
        return new ResourceScope(fund.area(), Set.of(), new HashSet<>(fund.drawingProviders()), null);
    }

    private Optional<ResourceScope> ofDraw(Names.DrawName name) {
        return register.find(name.fund()).flatMap(fund -> draw(name).map(draw -> of(fund, draw)));
    }

    /** As for draws, what this process knows is good enough. */
    private Optional<ResourceScope> ofVirement(Names.VirementName name) {
        return register.find(name.fund()).flatMap(fund -> {
            FundLedger ledger = ledgers.of(name.fund());
            return ledger.peek(state -> state.budgets().virement(name.id()))
                    .or(() -> ledger.read(state -> state.budgets().virement(name.id())))
                    .map(virement -> new ResourceScope(
                            fund.area(),
                            Set.of(),
                            Set.of(),
                            virement.requester().subject()));
        });
    }

    /** Who asked for a draw never changes, so what this process knows is good enough, if it knows the draw. */
    private Optional<Draw> draw(Names.DrawName name) {
        FundLedger ledger = ledgers.of(name.fund());
        Optional<Draw> known = ledger.peek(state -> state.find(name.id()));
        return known.isPresent() ? known : ledger.read(state -> state.find(name.id()));
    }

    /** The scope of a draw. */
    static ResourceScope of(Fund fund, Draw draw) {
        String provider = draw.request().provider();
        return new ResourceScope(
                fund.area(),
                Set.of(),
                provider.isEmpty() ? Set.of() : Set.of(provider),
                draw.requester().subject());
    }
}
