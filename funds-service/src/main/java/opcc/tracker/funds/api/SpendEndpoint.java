package opcc.tracker.funds.api;

import io.grpc.stub.StreamObserver;
import opcc.tracker.kit.serving.Unary;
import opcc.tracker.v1.GetSpendRequest;
import opcc.tracker.v1.SpendReport;
import opcc.tracker.v1.SpendServiceGrpc;
import org.springframework.stereotype.Service;

/** The calls of {@code SpendService}. Who may make them was decided before, by their access options. */
@Service
final class SpendEndpoint extends SpendServiceGrpc.SpendServiceImplBase {

    private final SpendQueries queries;

    SpendEndpoint(SpendQueries queries) {
        this.queries = queries;
    }

    @Override
    public void getSpend(GetSpendRequest request, StreamObserver<SpendReport> observer) {
        Unary.answer(observer, queries.spend(request));
    }
}
