package opcc.tracker.funds.api;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import opcc.tracker.funds.ledger.Pounds;
import opcc.tracker.funds.spend.Forecast;
import opcc.tracker.funds.spend.Grouping;
import opcc.tracker.funds.spend.SpendTable;
import opcc.tracker.funds.spend.UnitCosts;
import opcc.tracker.v1.SpendReport;
import opcc.tracker.v1.SpendRow;

/** Spend as the protos' messages, with the sentences that say how it was reckoned. */
final class SpendAnswers {

    private SpendAnswers() {}

    static SpendReport report(
            String year, Set<Grouping> by, SpendTable table, UnitCosts costs, List<Forecast> forecasts) {
        SpendReport.Builder report = SpendReport.newBuilder()
                .setFinancialYear(year)
                .setTotals(figures(SpendRow.newBuilder(), table.totals()))
                .setUnitCosts(opcc.tracker.v1.UnitCosts.newBuilder()
                        .setNightCostPence(costs.costOfNight())
                        .setNightCount(costs.nights())
                        .setDrawCostPence(costs.costOfDraw())
                        .setDrawCount(costs.draws()))
                .addAllForecasts(forecasts.stream().map(SpendAnswers::forecast).toList())
                .addAllNotes(notes(by, table));
        table.rows()
                .forEach((group, figures) -> report.addRows(figures(
                        SpendRow.newBuilder()
                                .setCategory(group.category())
                                .setMonth(group.month())
                                .setArea(group.area())
                                .setProvider(group.provider())
                                .setFundingStream(group.stream()),
                        figures)));
        return report.build();
    }

    private static SpendRow.Builder figures(SpendRow.Builder row, SpendTable.Figures figures) {
        return row.setSpentPence(figures.spent())
                .setRefundedPence(figures.refunded())
                .setNetSpentPence(figures.net())
                .setReservedPence(figures.reserved())
                .setAllocatedPence(figures.allocated())
                .setBudgetPence(figures.budget());
    }

    private static opcc.tracker.v1.Forecast forecast(Forecast forecast) {
        var answer = opcc.tracker.v1.Forecast.newBuilder()
                .setFund(forecast.fund())
                .setAvailablePence(forecast.available())
                .setMeanDailySpendPence(forecast.meanDaily())
                .setDayCount(forecast.days())
                .setMethod(forecast.method());
        if (forecast.runsOutOn() instanceof LocalDate day) {
            answer.setRunsOutOn(day.toString());
        }
        return answer.build();
    }

    private static List<String> notes(Set<Grouping> by, SpendTable table) {
        List<String> notes = new ArrayList<>();
        notes.add(
                "Spent and refunded count on the day of the payment or refund, reserved on the day of the approval and"
                        + " as it stands now. Days are those of Europe/London.");
        notes.add("A night costs what the nights of draws whose last part was paid in the year cost before refunds; a"
                + " draw costs what was paid in the year before refunds by the number of draws it was paid for."
                + " Both are rounded half up to the penny.");
        if (by.contains(Grouping.CATEGORY)) {
            notes.add("A part payment is split over a draw's lines pro rata to what is still to be paid of each, a"
                    + " refund pro rata to what was paid of each; odd pence go by the largest remainder, so that"
                    + " the parts add up.");
        }
        if (by.contains(Grouping.STREAM)) {
            notes.add("Draws do not say which stream pays for them: payments, and then what is reserved, use up the"
                    + " fund's allocations to the year in the order in which they were allocated. A refund goes"
                    + " back to where it came from.");
        }
        if (table.uncovered() > 0) {
            notes.add(Pounds.of(table.uncovered())
                    + " spent or reserved in the year is more than what the funds' allocations"
                    + " to the year cover; grouped by stream it has none.");
        }
        return notes;
    }
}
