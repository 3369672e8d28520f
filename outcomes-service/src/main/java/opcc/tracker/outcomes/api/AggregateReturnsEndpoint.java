package opcc.tracker.outcomes.api;

import io.grpc.stub.StreamObserver;
import java.util.List;
import opcc.tracker.kit.access.Visibility;
import opcc.tracker.kit.authentication.Caller;
import opcc.tracker.kit.paging.Page;
import opcc.tracker.kit.serving.Unary;
import opcc.tracker.outcomes.returns.AggregateReturns;
import opcc.tracker.outcomes.returns.ReturnFile;
import opcc.tracker.outcomes.returns.StatedReturn;
import opcc.tracker.outcomes.returns.StatedRow;
import opcc.tracker.v1.AggregateReturn;
import opcc.tracker.v1.AggregateReturnsServiceGrpc;
import opcc.tracker.v1.CreateAggregateReturnRequest;
import opcc.tracker.v1.GetAggregateReturnRequest;
import opcc.tracker.v1.ImportAggregateReturnRequest;
import opcc.tracker.v1.ListAggregateReturnsRequest;
import opcc.tracker.v1.ListAggregateReturnsResponse;
import org.springframework.grpc.server.service.GrpcService;

/** Aggregate returns over gRPC. */
@GrpcService
class AggregateReturnsEndpoint extends AggregateReturnsServiceGrpc.AggregateReturnsServiceImplBase {

    private final AggregateReturns returns;

    AggregateReturnsEndpoint(AggregateReturns returns) {
        this.returns = returns;
    }

    @Override
    public void createAggregateReturn(CreateAggregateReturnRequest request, StreamObserver<AggregateReturn> observer) {
        AggregateReturn given = request.getAggregateReturn();
        StatedReturn.Heading heading = new StatedReturn.Heading(
                given.getTitle(),
                given.getSource(),
                given.getArea(),
                given.getPeriod(),
                given.getPublished(),
                given.getPublishDate());
        List<StatedRow> rows =
                given.getRowsList().stream().map(ReturnAnswers::read).toList();
        answer(observer, returns.enter(request.getAggregateReturnId(), "aggregate_return.", heading, rows, author()));
    }

    @Override
    public void importAggregateReturn(ImportAggregateReturnRequest request, StreamObserver<AggregateReturn> observer) {
        StatedReturn.Heading heading = new StatedReturn.Heading(
                request.getTitle(),
                request.getSource(),
                request.getArea(),
                request.getPeriod(),
                request.getPublished(),
                request.getPublishDate());
        List<StatedRow> rows = ReturnFile.read(request.getCsv(), request.getBreakdownsList());
        answer(observer, returns.enter(request.getAggregateReturnId(), "", heading, rows, author()));
    }

    @Override
    public void getAggregateReturn(GetAggregateReturnRequest request, StreamObserver<AggregateReturn> observer) {
        answer(observer, returns.require(request.getName()));
    }

    @Override
    public void listAggregateReturns(
            ListAggregateReturnsRequest request, StreamObserver<ListAggregateReturnsResponse> observer) {
        Page.Cut<StatedReturn> cut = returns.list(
                Page.of(request.getPageSize(), request.getPageToken()),
                request.getArea(),
                request.getPeriod(),
                Visibility.current());
        Unary.answer(
                observer,
                ListAggregateReturnsResponse.newBuilder()
                        .addAllAggregateReturns(
                                cut.items().stream().map(ReturnAnswers::of).toList())
                        .setNextPageToken(cut.nextPageToken())
                        .build());
    }

    private static String author() {
        return Caller.current().name();
    }

    private static void answer(StreamObserver<AggregateReturn> observer, StatedReturn stated) {
        Unary.answer(observer, ReturnAnswers.of(stated));
    }
}
