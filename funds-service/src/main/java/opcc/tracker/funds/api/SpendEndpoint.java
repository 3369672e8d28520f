package opcc.tracker.funds.api;

import io.grpc.stub.StreamObserver;
import opcc.tracker.kit.serving.Unary;
import opcc.tracker.v1.ExportPaymentsRequest;
import opcc.tracker.v1.ExportSpendRequest;
import opcc.tracker.v1.GetSpendRequest;
import opcc.tracker.v1.PaymentFile;
import opcc.tracker.v1.ReconcilePaymentsRequest;
import opcc.tracker.v1.Reconciliation;
import opcc.tracker.v1.SpendFile;
import opcc.tracker.v1.SpendReport;
import opcc.tracker.v1.SpendServiceGrpc;
import org.springframework.stereotype.Service;

/** The calls of {@code SpendService}. Who may make them was decided before, by their access options. */
@Service
final class SpendEndpoint extends SpendServiceGrpc.SpendServiceImplBase {

    private final SpendQueries queries;
    private final PaymentFiles files;

    SpendEndpoint(SpendQueries queries, PaymentFiles files) {
        this.queries = queries;
        this.files = files;
    }

    @Override
    public void getSpend(GetSpendRequest request, StreamObserver<SpendReport> observer) {
        Unary.answer(observer, queries.spend(request));
    }

    @Override
    public void exportSpend(ExportSpendRequest request, StreamObserver<SpendFile> observer) {
        Unary.answer(observer, queries.export(request));
    }

    @Override
    public void exportPayments(ExportPaymentsRequest request, StreamObserver<PaymentFile> observer) {
        Unary.answer(observer, files.export(request.getName()));
    }

    @Override
    public void reconcilePayments(ReconcilePaymentsRequest request, StreamObserver<Reconciliation> observer) {
        Unary.answer(observer, files.reconcile(request.getName(), request.getCsv()));
    }
}
