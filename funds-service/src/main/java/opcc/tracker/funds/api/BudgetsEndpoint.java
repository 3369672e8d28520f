package opcc.tracker.funds.api;

import io.grpc.stub.StreamObserver;
import opcc.tracker.funds.budgets.BudgetCommand;
import opcc.tracker.kit.serving.Unary;
import opcc.tracker.v1.ApproveVirementRequest;
import opcc.tracker.v1.Budgets;
import opcc.tracker.v1.BudgetsServiceGrpc;
import opcc.tracker.v1.CreateVirementRequest;
import opcc.tracker.v1.GetBudgetsRequest;
import opcc.tracker.v1.GetVirementRequest;
import opcc.tracker.v1.ListVirementsRequest;
import opcc.tracker.v1.ListVirementsResponse;
import opcc.tracker.v1.RejectVirementRequest;
import opcc.tracker.v1.UpdateBudgetsRequest;
import opcc.tracker.v1.Virement;
import opcc.tracker.v1.WithdrawVirementRequest;
import org.springframework.stereotype.Service;

/** The calls of {@code BudgetsService}. Who may make them was decided before, by their access options. */
@Service
final class BudgetsEndpoint extends BudgetsServiceGrpc.BudgetsServiceImplBase {

    private final BudgetsCommands commands;
    private final BudgetsQueries queries;

    BudgetsEndpoint(BudgetsCommands commands, BudgetsQueries queries) {
        this.commands = commands;
        this.queries = queries;
    }

    @Override
    public void getBudgets(GetBudgetsRequest request, StreamObserver<Budgets> observer) {
        Unary.answer(observer, queries.budgets(request));
    }

    @Override
    public void updateBudgets(UpdateBudgetsRequest request, StreamObserver<Budgets> observer) {
        Unary.answer(observer, commands.setBudgets(request.getBudgets()));
    }

    @Override
    public void createVirement(CreateVirementRequest request, StreamObserver<Virement> observer) {
        Unary.answer(observer, commands.requestVirement(request));
    }

    @Override
    public void getVirement(GetVirementRequest request, StreamObserver<Virement> observer) {
        Unary.answer(observer, queries.virement(request.getName()));
    }

    @Override
    public void listVirements(ListVirementsRequest request, StreamObserver<ListVirementsResponse> observer) {
        Unary.answer(observer, queries.virements(request));
    }

    @Override
    public void approveVirement(ApproveVirementRequest request, StreamObserver<Virement> observer) {
        Names.VirementName name = Names.requireVirement(request.getName());
        answer(observer, name, new BudgetCommand.ApproveVirement(name.id()));
    }

    @Override
    public void rejectVirement(RejectVirementRequest request, StreamObserver<Virement> observer) {
        Names.VirementName name = Names.requireVirement(request.getName());
        answer(observer, name, new BudgetCommand.RejectVirement(name.id(), request.getReason()));
    }

    @Override
    public void withdrawVirement(WithdrawVirementRequest request, StreamObserver<Virement> observer) {
        Names.VirementName name = Names.requireVirement(request.getName());
        answer(observer, name, new BudgetCommand.WithdrawVirement(name.id()));
    }

    private void answer(StreamObserver<Virement> observer, Names.VirementName name, BudgetCommand command) {
        Unary.answer(observer, commands.onVirement(name.fund(), command));
    }
}
