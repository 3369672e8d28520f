package opcc.tracker.funds.api;

import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import opcc.tracker.funds.draws.FundCommand;
import opcc.tracker.funds.draws.YearEnd;
import opcc.tracker.funds.ledger.Entry;
import opcc.tracker.kit.calendar.FinancialYear;
import opcc.tracker.kit.refusal.Refusal;
import opcc.tracker.v1.Accrual;
import opcc.tracker.v1.CarryForward;
import opcc.tracker.v1.CloseYearRequest;
import opcc.tracker.v1.FundingStreamEnum.FundingStream;
import opcc.tracker.v1.YearEndStream;

/** Year ends between the protos and the domain. */
final class YearEnds {

    private YearEnds() {}

    /**
     * What is asked for.
     *
     * @throws Refusal INVALID_ARGUMENT if the year is none, a stream is named twice, or a fund that ends carries money on
     */
    static FundCommand.CloseYear command(CloseYearRequest request) {
        FinancialYear year = FinancialYear.parse(request.getFinancialYear())
                .orElseThrow(() ->
                        Refusal.invalid(FinancialYear.violation("financial_year", request.getFinancialYear()).stream()
                                .toList()));
        Map<FundingStream, Long> carryForward = new EnumMap<>(FundingStream.class);
        for (int i = 0; i < request.getCarryForwardCount(); i++) {
            CarryForward carried = request.getCarryForward(i);
            if (carryForward.put(carried.getFundingStream(), carried.getAmountPence()) != null) {
                throw Refusal.invalid("carry_forward[" + i + "].funding_stream", "is named twice");
            }
        }
        if (request.getCloseFund() && !carryForward.isEmpty()) {
            throw Refusal.invalid(
                    "carry_forward", "must be left out where the fund is closed: there is no year to carry money into");
        }
        return new FundCommand.CloseYear(year, carryForward, request.getCloseFund(), request.getEtag());
    }

    static opcc.tracker.v1.YearEnd answer(String fund, YearEnd yearEnd) {
        var answer = opcc.tracker.v1.YearEnd.newBuilder()
                .setName("funds/" + fund + "/yearEnds/" + yearEnd.financialYear())
                .setFinancialYear(yearEnd.financialYear())
                .setFundClosed(yearEnd.fundClosed())
                .addAllStreams(streams(yearEnd))
                .setTotal(figures(yearEnd.streams().values().stream()
                        .reduce(YearEnd.StreamFigures.ZERO, YearEnd.StreamFigures::plus)))
                .addAllAccruals(yearEnd.accruals().stream()
                        .map(accrual -> Accrual.newBuilder()
                                .setDraw(accrual.draw())
                                .setAmountPence(accrual.amount())
                                .build())
                        .toList())
                .setEtag(Long.toString(yearEnd.lastSequence()));
        if (yearEnd.closedAt() instanceof Instant closedAt && yearEnd.closedBy() instanceof Entry closedBy) {
            answer.setClosed(true)
                    .setCloseTime(Answers.timestamp(closedAt))
                    .setCloser(closedBy.fact().actor().name());
        }
        return answer.build();
    }

    private static List<YearEndStream> streams(YearEnd yearEnd) {
        return yearEnd.streams().entrySet().stream()
                .map(each ->
                        figures(each.getValue()).setFundingStream(each.getKey()).build())
                .toList();
    }

    private static YearEndStream.Builder figures(YearEnd.StreamFigures figures) {
        return YearEndStream.newBuilder()
                .setAllocatedPence(figures.allocated())
                .setPaidPence(figures.paid())
                .setAccruedPence(figures.accrued())
                .setCarriedForwardPence(figures.carriedForward())
                .setReturnedPence(figures.returned())
                .setUnspentPence(figures.unspent());
    }
}
