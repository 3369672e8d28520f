package opcc.tracker.outcomes.api;

import io.grpc.stub.StreamObserver;
import java.util.Objects;
import java.util.OptionalLong;
import opcc.tracker.kit.access.Visibility;
import opcc.tracker.kit.authentication.Caller;
import opcc.tracker.kit.disclosure.ThresholdRule;
import opcc.tracker.kit.paging.Page;
import opcc.tracker.kit.serving.Unary;
import opcc.tracker.outcomes.retention.Erasures;
import opcc.tracker.outcomes.retention.Removal;
import opcc.tracker.outcomes.retention.RetentionReports;
import opcc.tracker.v1.EraseOutcomesRequest;
import opcc.tracker.v1.EraseOutcomesResponse;
import opcc.tracker.v1.ListRetentionReportsRequest;
import opcc.tracker.v1.ListRetentionReportsResponse;
import opcc.tracker.v1.RetentionReport;
import opcc.tracker.v1.RetentionServiceGrpc;
import org.springframework.grpc.server.service.GrpcService;

/** Erasure and retention over gRPC. */
@GrpcService
class RetentionEndpoint extends RetentionServiceGrpc.RetentionServiceImplBase {

    private final Erasures erasures;
    private final RetentionReports reports;

    RetentionEndpoint(Erasures erasures, RetentionReports reports) {
        this.erasures = erasures;
        this.reports = reports;
    }

    @Override
    public void eraseOutcomes(EraseOutcomesRequest request, StreamObserver<EraseOutcomesResponse> observer) {
        Caller caller = Caller.current();
        String provider = Objects.requireNonNull(caller.provider(), "only a provider's caller is admitted");
        Erasures.Receipt receipt = erasures.erase(provider, request.getCaseReference(), caller.name());
        Unary.answer(
                observer,
                EraseOutcomesResponse.newBuilder()
                        .setErasedCount(receipt.count())
                        .setEraseTime(ReturnAnswers.timestamp(receipt.entry().begunAt()))
                        .build());
    }

    @Override
    public void listRetentionReports(
            ListRetentionReportsRequest request, StreamObserver<ListRetentionReportsResponse> observer) {
        Page.Cut<Removal> cut = reports.list(
                Page.of(request.getPageSize(), request.getPageToken()), request.getArea(), Visibility.current());
        Unary.answer(
                observer,
                ListRetentionReportsResponse.newBuilder()
                        .addAllRetentionReports(cut.items().stream()
                                .map(RetentionEndpoint::report)
                                .toList())
                        .setNextPageToken(cut.nextPageToken())
                        .build());
    }

    private static RetentionReport report(Removal removal) {
        RetentionReport.Builder report = RetentionReport.newBuilder()
                .setRemoveDate(removal.day())
                .setQuarter(removal.quarter())
                .setArea(removal.area());
        OptionalLong shown = ThresholdRule.shown(removal.count());
        if (shown.isPresent()) {
            report.setRemovedCount(shown.getAsLong());
        } else {
            report.setFewerThanFive(true);
        }
        return report.build();
    }
}
