package opcc.tracker.funds.api;

import io.grpc.stub.StreamObserver;
import opcc.tracker.funds.draws.FundLedgers;
import opcc.tracker.funds.draws.YearEnd;
import opcc.tracker.funds.register.FundRegister;
import opcc.tracker.kit.refusal.Refusal;
import opcc.tracker.kit.serving.Unary;
import opcc.tracker.v1.CloseYearRequest;
import opcc.tracker.v1.GetYearEndRequest;
import opcc.tracker.v1.YearEndsServiceGrpc;
import org.springframework.stereotype.Service;

/** The calls of {@code YearEndsService}. Who may make them was decided before, by their access options. */
@Service
final class YearEndsEndpoint extends YearEndsServiceGrpc.YearEndsServiceImplBase {

    private final FundRegister register;
    private final FundLedgers ledgers;
    private final FundsCommands commands;

    YearEndsEndpoint(FundRegister register, FundLedgers ledgers, FundsCommands commands) {
        this.register = register;
        this.ledgers = ledgers;
        this.commands = commands;
    }

    @Override
    public void getYearEnd(GetYearEndRequest request, StreamObserver<opcc.tracker.v1.YearEnd> observer) {
        Names.YearEndName name = Names.yearEnd(request.getName())
                .filter(found -> register.find(found.fund()).isPresent())
                .orElseThrow(() -> Refusal.notFound(request.getName()));
        YearEnd yearEnd = ledgers.of(name.fund()).read(state -> YearEnd.of(state, name.financialYear()));
        if (yearEnd.streams().isEmpty()) {
            throw Refusal.notFound(request.getName());
        }
        Unary.answer(observer, YearEnds.answer(name.fund(), yearEnd));
    }

    @Override
    public void closeYear(CloseYearRequest request, StreamObserver<opcc.tracker.v1.YearEnd> observer) {
        String fund = Names.requireFundId(request.getName());
        commands.record(fund, YearEnds.command(request));
        Unary.answer(
                observer,
                YearEnds.answer(fund, ledgers.of(fund).read(state -> YearEnd.of(state, request.getFinancialYear()))));
    }
}
