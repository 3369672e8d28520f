package opcc.tracker.funds.api;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import opcc.tracker.funds.spend.Forecast;
import opcc.tracker.funds.spend.Grouping;
import opcc.tracker.funds.spend.PersonCost;
import opcc.tracker.funds.spend.SpendTable;
import opcc.tracker.funds.spend.UnitCosts;
import opcc.tracker.v1.SpendReport;
import opcc.tracker.v1.SpendRow;

/** Spend as the protos' messages, with the sentences that say how it was reckoned. */
final class SpendAnswers {

    private SpendAnswers() {}

    static SpendReport report(
            String year,
            Set<Grouping> by,
            SpendTable table,
            UnitCosts costs,
            PersonCost persons,
            List<Forecast> forecasts) {
        SpendReport.Builder report = SpendReport.newBuilder()
                .setFinancialYear(year)
                .setTotals(figures(SpendRow.newBuilder(), table.totals()))
                .setUnitCosts(opcc.tracker.v1.UnitCosts.newBuilder()
                        .setNightCostPence(costs.costOfNight())
                        .setNightCount(costs.nights())
                        .setDrawCostPence(costs.costOfDraw())
                        .setDrawCount(costs.draws())
                        .setPersonCostPence(persons.costOfPerson())
                        .setPersonCount(persons.persons()))
                .addAllForecasts(forecasts.stream().map(SpendAnswers::forecast).toList())
                .addAllNotes(notes(by, persons));
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

    private static List<String> notes(Set<Grouping> by, PersonCost persons) {
        List<String> notes = new ArrayList<>();
        notes.add("A financial year holds what was paid, refunded and reserved of that year's money: what was reserved"
                + " by 31 March and paid later counts in the old year. Months are those of the payment, the refund"
                + " or the approval, in Europe/London; reserved is as it stands now.");
        notes.add("A night costs what the nights of draws that were paid whole cost before refunds; a"
                + " draw costs what was paid of the year's money before refunds by the number of draws it was paid for."
                + " Both are rounded half up to the penny.");
        notes.add(persons.withheld()
                .orElse("A person costs what was paid of the year's money, before refunds, for draws that say whom"
                        + " they help, by the number of different persons; rounded half up to the penny. Two"
                        + " providers, or a provider and the force, count the same person twice, since nobody can"
                        + " tell."));
        if (by.contains(Grouping.CATEGORY)) {
            notes.add("A part payment is split over a draw's lines pro rata to what is still to be paid of each, a"
                    + " refund pro rata to what was paid of each; odd pence go by the largest remainder, so that"
                    + " the parts add up.");
        }
        if (by.contains(Grouping.STREAM)) {
            notes.add("An approval reserves from the streams of its year in the order in which they were allocated,"
                    + " unless the approver names one; payments use them up in the same order, and a refund goes"
                    + " back to where the last payment came from.");
        }
        return notes;
    }
}
