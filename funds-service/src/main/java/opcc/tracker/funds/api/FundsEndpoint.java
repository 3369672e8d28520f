package opcc.tracker.funds.api;

import io.grpc.stub.StreamObserver;
import opcc.tracker.funds.draws.FundCommand;
import opcc.tracker.kit.serving.Unary;
import opcc.tracker.v1.Allocation;
import opcc.tracker.v1.ApproveDrawRequest;
import opcc.tracker.v1.CreateAllocationRequest;
import opcc.tracker.v1.CreateDrawRequest;
import opcc.tracker.v1.CreateFundRequest;
import opcc.tracker.v1.Draw;
import opcc.tracker.v1.Fund;
import opcc.tracker.v1.FundsServiceGrpc;
import opcc.tracker.v1.GetDrawRequest;
import opcc.tracker.v1.GetFundRequest;
import opcc.tracker.v1.GetPolicyRequest;
import opcc.tracker.v1.GetQueueRequest;
import opcc.tracker.v1.ListAllocationsRequest;
import opcc.tracker.v1.ListAllocationsResponse;
import opcc.tracker.v1.ListDrawsRequest;
import opcc.tracker.v1.ListDrawsResponse;
import opcc.tracker.v1.ListEntriesRequest;
import opcc.tracker.v1.ListEntriesResponse;
import opcc.tracker.v1.ListFundsRequest;
import opcc.tracker.v1.ListFundsResponse;
import opcc.tracker.v1.PayDrawRequest;
import opcc.tracker.v1.Policy;
import opcc.tracker.v1.Queue;
import opcc.tracker.v1.RatifyDrawRequest;
import opcc.tracker.v1.ReconcileDrawRequest;
import opcc.tracker.v1.RefundDrawRequest;
import opcc.tracker.v1.RejectDrawRequest;
import opcc.tracker.v1.ReleaseDrawRequest;
import opcc.tracker.v1.UpdatePolicyRequest;
import opcc.tracker.v1.VerifyFundRequest;
import opcc.tracker.v1.VerifyFundResponse;
import opcc.tracker.v1.WithdrawDrawRequest;
import org.springframework.stereotype.Service;

/** The calls of {@code FundsService}. Who may make them was decided before, by their access options. */
@Service
final class FundsEndpoint extends FundsServiceGrpc.FundsServiceImplBase {

    private final FundsCommands commands;
    private final FundsQueries queries;

    FundsEndpoint(FundsCommands commands, FundsQueries queries) {
        this.commands = commands;
        this.queries = queries;
    }

    @Override
    public void createFund(CreateFundRequest request, StreamObserver<Fund> observer) {
        Unary.answer(observer, commands.open(request));
    }

    @Override
    public void getFund(GetFundRequest request, StreamObserver<Fund> observer) {
        Unary.answer(observer, queries.fund(request.getName()));
    }

    @Override
    public void listFunds(ListFundsRequest request, StreamObserver<ListFundsResponse> observer) {
        Unary.answer(observer, queries.funds(request));
    }

    @Override
    public void createAllocation(CreateAllocationRequest request, StreamObserver<Allocation> observer) {
        Unary.answer(observer, commands.allocate(request));
    }

    @Override
    public void listAllocations(ListAllocationsRequest request, StreamObserver<ListAllocationsResponse> observer) {
        Unary.answer(observer, queries.allocations(request));
    }

    @Override
    public void createDraw(CreateDrawRequest request, StreamObserver<Draw> observer) {
        Unary.answer(observer, commands.request(request));
    }

    @Override
    public void getDraw(GetDrawRequest request, StreamObserver<Draw> observer) {
        Unary.answer(observer, queries.draw(request.getName()));
    }

    @Override
    public void listDraws(ListDrawsRequest request, StreamObserver<ListDrawsResponse> observer) {
        Unary.answer(observer, queries.draws(request));
    }

    @Override
    public void approveDraw(ApproveDrawRequest request, StreamObserver<Draw> observer) {
        Names.DrawName name = Names.requireDraw(request.getName());
        answer(
                observer,
                name,
                new FundCommand.Approve(
                        name.id(),
                        request.getEtag(),
                        request.getOverCapReason(),
                        request.getFundingStream(),
                        commands.secondFactorShown()));
    }

    @Override
    public void rejectDraw(RejectDrawRequest request, StreamObserver<Draw> observer) {
        Names.DrawName name = Names.requireDraw(request.getName());
        answer(observer, name, new FundCommand.Reject(name.id(), request.getEtag(), request.getReason()));
    }

    @Override
    public void withdrawDraw(WithdrawDrawRequest request, StreamObserver<Draw> observer) {
        Names.DrawName name = Names.requireDraw(request.getName());
        answer(observer, name, new FundCommand.Withdraw(name.id(), request.getEtag()));
    }

    @Override
    public void payDraw(PayDrawRequest request, StreamObserver<Draw> observer) {
        Names.DrawName name = Names.requireDraw(request.getName());
        answer(observer, name, new FundCommand.Pay(name.id(), request.getEtag(), request.getAmountPence()));
    }

    @Override
    public void releaseDraw(ReleaseDrawRequest request, StreamObserver<Draw> observer) {
        Names.DrawName name = Names.requireDraw(request.getName());
        answer(observer, name, new FundCommand.Release(name.id(), request.getEtag()));
    }

    @Override
    public void reconcileDraw(ReconcileDrawRequest request, StreamObserver<Draw> observer) {
        Names.DrawName name = Names.requireDraw(request.getName());
        answer(observer, name, new FundCommand.Reconcile(name.id(), request.getEtag(), request.getReceiptReference()));
    }

    @Override
    public void ratifyDraw(RatifyDrawRequest request, StreamObserver<Draw> observer) {
        Names.DrawName name = Names.requireDraw(request.getName());
        answer(observer, name, new FundCommand.Ratify(name.id(), request.getEtag(), commands.secondFactorShown()));
    }

    @Override
    public void refundDraw(RefundDrawRequest request, StreamObserver<Draw> observer) {
        Names.DrawName name = Names.requireDraw(request.getName());
        answer(observer, name, new FundCommand.Refund(name.id(), request.getEtag(), request.getAmountPence()));
    }

    @Override
    public void getPolicy(GetPolicyRequest request, StreamObserver<Policy> observer) {
        Unary.answer(observer, queries.policy(request.getName()));
    }

    @Override
    public void updatePolicy(UpdatePolicyRequest request, StreamObserver<Policy> observer) {
        Unary.answer(observer, commands.setPolicy(request));
    }

    @Override
    public void getQueue(GetQueueRequest request, StreamObserver<Queue> observer) {
        Unary.answer(observer, queries.queue(request));
    }

    @Override
    public void listEntries(ListEntriesRequest request, StreamObserver<ListEntriesResponse> observer) {
        Unary.answer(observer, queries.entries(request));
    }

    @Override
    public void verifyFund(VerifyFundRequest request, StreamObserver<VerifyFundResponse> observer) {
        Unary.answer(observer, Answers.proof(queries.proof(request.getName())));
    }

    private void answer(StreamObserver<Draw> observer, Names.DrawName name, FundCommand command) {
        Unary.answer(observer, commands.onDraw(name.fund(), command));
    }
}
