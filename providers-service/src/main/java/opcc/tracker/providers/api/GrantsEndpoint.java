package opcc.tracker.providers.api;

import io.grpc.stub.StreamObserver;
import opcc.tracker.kit.serving.Unary;
import opcc.tracker.providers.grants.GrantExport;
import opcc.tracker.providers.grants.GrantsExporter;
import opcc.tracker.v1.ExportGrantsRequest;
import opcc.tracker.v1.GrantFile;
import opcc.tracker.v1.GrantsServiceGrpc;
import org.springframework.grpc.server.service.GrpcService;

/** The call of {@code GrantsService}. Who may make it is in the proto and is enforced before it comes here. */
@GrpcService
class GrantsEndpoint extends GrantsServiceGrpc.GrantsServiceImplBase {

    private final GrantsExporter exporter;

    GrantsEndpoint(GrantsExporter exporter) {
        this.exporter = exporter;
    }

    @Override
    public void exportGrants(ExportGrantsRequest request, StreamObserver<GrantFile> observer) {
        GrantExport export = exporter.export(request.getArea(), request.getFinancialYear());
        Unary.answer(
                observer,
                GrantFile.newBuilder()
                        .setJson(export.json())
                        .setCsv(export.csv())
                        .setFileName("grants-" + request.getArea() + "-" + request.getFinancialYear())
                        .setGrantCount(export.count())
                        .setTotalPence(export.totalPence())
                        .setLeftOutCount(export.leftOut())
                        .addAllNotes(export.notes())
                        .build());
    }
}
