package opcc.tracker.outcomes.measures;

import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import opcc.tracker.kit.calendar.FinancialYear;
import opcc.tracker.kit.calendar.Quarter;
import opcc.tracker.kit.disclosure.ThresholdRule;
import opcc.tracker.outcomes.cube.Cubes;
import opcc.tracker.outcomes.cube.ProtectedCube;
import opcc.tracker.outcomes.spend.AreaSpend;
import opcc.tracker.outcomes.spend.FundsSpend;
import opcc.tracker.v1.GetUnitCostsRequest;
import opcc.tracker.v1.QuarterCost;
import opcc.tracker.v1.SupportCosts;

/** Sets what the funds of an area spent beside the people who were supported there. */
public final class SupportCostsByQuarter {

    private static final String MEANING =
            "Net spend is what the area's emergency funds paid of the year's money in the quarter, less what came back"
                + " of it; the values of contracts and grants are not in it. People are all who were supported in the"
                + " area, whether or not anything was paid for them: the cost is of support as a whole and no price of"
                + " a person's help.";
    private static final String ROUNDING = "Costs are rounded half up to whole pence.";
    private static final String NATIONAL = "What funds spend is told for one area at a time: name an area.";
    private static final int MONTHS_OF_A_QUARTER = 3;

    private final Cubes cubes;
    private final FundsSpend funds;

    /** Counts in {@code cubes} and asks {@code funds}. */
    public SupportCostsByQuarter(Cubes cubes, FundsSpend funds) {
        this.cubes = cubes;
        this.funds = funds;
    }

    /** The costs of the year asked for. */
    public SupportCosts answer(GetUnitCostsRequest request) {
        String area = request.getArea();
        QuarterBases.require(area, FinancialYear.violation("financial_year", request.getFinancialYear()));
        FinancialYear year = FinancialYear.parse(request.getFinancialYear()).orElseThrow();
        AreaSpend spend = area.isEmpty() ? new AreaSpend.Withheld(NATIONAL) : funds.of(area, year);
        List<String> names = QuarterRange.of(year);
        List<QuarterCost> quarters = names.stream()
                .map(quarter -> cost(quarter, Selection.of(area), spend))
                .toList();
        SupportCosts.Builder answer = SupportCosts.newBuilder()
                .setArea(area)
                .setFinancialYear(year.toString())
                .addAllQuarters(quarters)
                .addAllNotes(
                        Notes.of(quarters.stream().map(QuarterCost::getBasis).toList(), MEANING, ROUNDING));
        if (spend instanceof AreaSpend.Known known) {
            List<YearMonth> inside =
                    names.stream().flatMap(SupportCostsByQuarter::months).toList();
            long all = sum(known.netPence().values().stream());
            answer.setNetSpentOutsideYearPence(all - sum(inside.stream().map(month -> netPence(known, month))));
        }
        return answer.build();
    }

    private QuarterCost cost(String quarter, Selection selection, AreaSpend spend) {
        Optional<ProtectedCube> found = cubes.find(quarter);
        QuarterCost.Builder cost = QuarterCost.newBuilder().setBasis(QuarterBases.of(quarter, found));
        OptionalLong people =
                found.map(cube -> OptionalLong.of(selection.people(cube))).orElse(OptionalLong.empty());
        boolean enough = people.isPresent() && people.getAsLong() >= ThresholdRule.THRESHOLD;
        if (enough) {
            cost.setPeople(people.getAsLong());
        }
        switch (spend) {
            case AreaSpend.Withheld withheld -> cost.setWithheldReason("Spend and cost: " + withheld.reason());
            case AreaSpend.Known known -> {
                long pence = sum(months(quarter).map(month -> netPence(known, month)));
                cost.setNetSpentPence(pence);
                if (enough) {
                    cost.setCostPerPersonPence(Ratios.perUnit(pence, people.getAsLong()));
                }
            }
        }
        if (!enough) {
            String reason = people.isPresent()
                    ? "People and cost: " + Notes.TOO_FEW
                    : "People and cost: the quarter is collecting.";
            cost.setWithheldReason((cost.getWithheldReason() + " " + reason).strip());
        }
        return cost.build();
    }

    private static Stream<YearMonth> months(String quarter) {
        YearMonth first = YearMonth.from(Quarter.parse(quarter).orElseThrow().start());
        return Stream.iterate(first, month -> month.plusMonths(1)).limit(MONTHS_OF_A_QUARTER);
    }

    private static long netPence(AreaSpend.Known known, YearMonth month) {
        return known.netPence().getOrDefault(month, 0L);
    }

    private static long sum(Stream<Long> pence) {
        return pence.reduce(0L, Math::addExact);
    }
}
