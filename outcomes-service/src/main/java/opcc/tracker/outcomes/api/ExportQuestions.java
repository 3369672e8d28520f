package opcc.tracker.outcomes.api;

import opcc.tracker.v1.ExportDistanceTravelledRequest;
import opcc.tracker.v1.ExportEngagementRatesRequest;
import opcc.tracker.v1.ExportNrmComparisonRequest;
import opcc.tracker.v1.ExportOutcomeSeriesRequest;
import opcc.tracker.v1.ExportOutcomeTableRequest;
import opcc.tracker.v1.ExportUnitCostsRequest;
import opcc.tracker.v1.GetDistanceTravelledRequest;
import opcc.tracker.v1.GetEngagementRatesRequest;
import opcc.tracker.v1.GetNrmComparisonRequest;
import opcc.tracker.v1.GetOutcomeSeriesRequest;
import opcc.tracker.v1.GetOutcomeTableRequest;
import opcc.tracker.v1.GetUnitCostsRequest;

/** What is asked for by those who want it as a file. */
final class ExportQuestions {

    private ExportQuestions() {}

    static GetOutcomeTableRequest of(ExportOutcomeTableRequest request) {
        return GetOutcomeTableRequest.newBuilder()
                .setArea(request.getArea())
                .setQuarter(request.getQuarter())
                .addAllDimensions(request.getDimensionsList())
                .setRevision(request.getRevision())
                .build();
    }

    static GetOutcomeSeriesRequest of(ExportOutcomeSeriesRequest request) {
        return GetOutcomeSeriesRequest.newBuilder()
                .setArea(request.getArea())
                .setFromQuarter(request.getFromQuarter())
                .setToQuarter(request.getToQuarter())
                .addAllDimensions(request.getDimensionsList())
                .build();
    }

    static GetDistanceTravelledRequest of(ExportDistanceTravelledRequest request) {
        return GetDistanceTravelledRequest.newBuilder()
                .setArea(request.getArea())
                .setQuarter(request.getQuarter())
                .setService(request.getService())
                .build();
    }

    static GetEngagementRatesRequest of(ExportEngagementRatesRequest request) {
        return GetEngagementRatesRequest.newBuilder()
                .setArea(request.getArea())
                .setQuarter(request.getQuarter())
                .setFromQuarter(request.getFromQuarter())
                .setToQuarter(request.getToQuarter())
                .setBy(request.getBy())
                .build();
    }

    static GetUnitCostsRequest of(ExportUnitCostsRequest request) {
        return GetUnitCostsRequest.newBuilder()
                .setArea(request.getArea())
                .setFinancialYear(request.getFinancialYear())
                .build();
    }

    static GetNrmComparisonRequest of(ExportNrmComparisonRequest request) {
        return GetNrmComparisonRequest.newBuilder()
                .setArea(request.getArea())
                .setPeriod(request.getPeriod())
                .setQuarter(request.getQuarter())
                .build();
    }
}
