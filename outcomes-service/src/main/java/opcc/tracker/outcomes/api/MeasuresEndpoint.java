package opcc.tracker.outcomes.api;

import io.grpc.stub.StreamObserver;
import java.time.Clock;
import opcc.tracker.kit.calendar.FinancialYear;
import opcc.tracker.kit.serving.Unary;
import opcc.tracker.outcomes.comparisons.NrmComparisons;
import opcc.tracker.outcomes.measures.EngagementShares;
import opcc.tracker.outcomes.measures.NeedDistances;
import opcc.tracker.outcomes.measures.SupportCostsByQuarter;
import opcc.tracker.outcomes.measures.TimeSeries;
import opcc.tracker.outcomes.publication.ComparisonPublication;
import opcc.tracker.outcomes.publication.CostPublication;
import opcc.tracker.outcomes.publication.DistancePublication;
import opcc.tracker.outcomes.publication.EngagementPublication;
import opcc.tracker.outcomes.publication.Publication;
import opcc.tracker.outcomes.publication.PublishedFile;
import opcc.tracker.outcomes.publication.SeriesPublication;
import opcc.tracker.outcomes.publication.TablePublication;
import opcc.tracker.outcomes.tables.OutcomeTables;
import opcc.tracker.outcomes.tables.TableQuestion;
import opcc.tracker.v1.DistanceTravelled;
import opcc.tracker.v1.EngagementRates;
import opcc.tracker.v1.ExportDistanceTravelledRequest;
import opcc.tracker.v1.ExportEngagementRatesRequest;
import opcc.tracker.v1.ExportNrmComparisonRequest;
import opcc.tracker.v1.ExportOutcomeSeriesRequest;
import opcc.tracker.v1.ExportOutcomeTableRequest;
import opcc.tracker.v1.ExportUnitCostsRequest;
import opcc.tracker.v1.File;
import opcc.tracker.v1.FileFormatEnum.FileFormat;
import opcc.tracker.v1.GetDistanceTravelledRequest;
import opcc.tracker.v1.GetEngagementRatesRequest;
import opcc.tracker.v1.GetNrmComparisonRequest;
import opcc.tracker.v1.GetOutcomeSeriesRequest;
import opcc.tracker.v1.GetUnitCostsRequest;
import opcc.tracker.v1.MeasuresServiceGrpc;
import opcc.tracker.v1.NrmComparison;
import opcc.tracker.v1.OutcomeSeries;
import opcc.tracker.v1.OutcomeTable;
import opcc.tracker.v1.SupportCosts;
import org.springframework.grpc.server.service.GrpcService;

/** Measures over gRPC, as answers and as files of the same answers. */
@GrpcService
class MeasuresEndpoint extends MeasuresServiceGrpc.MeasuresServiceImplBase {

    private final OutcomeTables tables;
    private final TimeSeries series;
    private final NeedDistances distances;
    private final EngagementShares engagement;
    private final SupportCostsByQuarter costs;
    private final NrmComparisons comparisons;
    private final Clock clock;

    MeasuresEndpoint(
            OutcomeTables tables,
            TimeSeries series,
            NeedDistances distances,
            EngagementShares engagement,
            SupportCostsByQuarter costs,
            NrmComparisons comparisons,
            Clock clock) {
        this.costs = costs;
        this.comparisons = comparisons;
        this.tables = tables;
        this.series = series;
        this.distances = distances;
        this.engagement = engagement;
        this.clock = clock;
    }

    @Override
    public void getOutcomeSeries(GetOutcomeSeriesRequest request, StreamObserver<OutcomeSeries> observer) {
        Unary.answer(observer, series.answer(request));
    }

    @Override
    public void getDistanceTravelled(GetDistanceTravelledRequest request, StreamObserver<DistanceTravelled> observer) {
        Unary.answer(observer, distances.answer(request));
    }

    @Override
    public void getEngagementRates(GetEngagementRatesRequest request, StreamObserver<EngagementRates> observer) {
        Unary.answer(observer, engagement.answer(request));
    }

    @Override
    public void exportOutcomeTable(ExportOutcomeTableRequest request, StreamObserver<File> observer) {
        OutcomeTable table = tables.answer(TableQuestion.of(ExportQuestions.of(request)));
        answer(observer, TablePublication.of(table, FinancialYear.today(clock)), request.getFormat());
    }

    @Override
    public void exportOutcomeSeries(ExportOutcomeSeriesRequest request, StreamObserver<File> observer) {
        OutcomeSeries all = series.answer(ExportQuestions.of(request));
        answer(observer, SeriesPublication.of("outcome-series", all, FinancialYear.today(clock)), request.getFormat());
    }

    @Override
    public void exportDistanceTravelled(ExportDistanceTravelledRequest request, StreamObserver<File> observer) {
        DistanceTravelled distance = distances.answer(ExportQuestions.of(request));
        answer(observer, DistancePublication.of(distance, FinancialYear.today(clock)), request.getFormat());
    }

    @Override
    public void exportEngagementRates(ExportEngagementRatesRequest request, StreamObserver<File> observer) {
        EngagementRates rates = engagement.answer(ExportQuestions.of(request));
        answer(observer, EngagementPublication.of(rates, FinancialYear.today(clock)), request.getFormat());
    }

    @Override
    public void getUnitCosts(GetUnitCostsRequest request, StreamObserver<SupportCosts> observer) {
        Unary.answer(observer, costs.answer(request));
    }

    @Override
    public void exportUnitCosts(ExportUnitCostsRequest request, StreamObserver<File> observer) {
        SupportCosts answer = costs.answer(ExportQuestions.of(request));
        answer(observer, CostPublication.of(answer, FinancialYear.today(clock)), request.getFormat());
    }

    @Override
    public void getNrmComparison(GetNrmComparisonRequest request, StreamObserver<NrmComparison> observer) {
        Unary.answer(observer, comparisons.answer(request));
    }

    @Override
    public void exportNrmComparison(ExportNrmComparisonRequest request, StreamObserver<File> observer) {
        NrmComparison answer = comparisons.answer(ExportQuestions.of(request));
        answer(observer, ComparisonPublication.of(answer, FinancialYear.today(clock)), request.getFormat());
    }

    private static void answer(StreamObserver<File> observer, Publication publication, FileFormat format) {
        Unary.answer(observer, PublishedFile.of(publication, format));
    }
}
