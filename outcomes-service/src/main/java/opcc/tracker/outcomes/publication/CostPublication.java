package opcc.tracker.outcomes.publication;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import opcc.tracker.outcomes.publication.Entry.Shorthand;
import opcc.tracker.outcomes.publication.Publication.Fact;
import opcc.tracker.v1.QuarterBasis;
import opcc.tracker.v1.QuarterCost;
import opcc.tracker.v1.SupportCosts;

/** Unit costs, to be published. */
public final class CostPublication {

    private CostPublication() {}

    /** The table of {@code costs}, as made on {@code today}. */
    public static Publication of(SupportCosts costs, LocalDate today) {
        List<QuarterBasis> quarters =
                costs.getQuartersList().stream().map(QuarterCost::getBasis).toList();
        List<Fact> facts = new ArrayList<>(Cover.facts(
                costs.getArea(),
                "Financial year " + costs.getFinancialYear(),
                "People; pounds sterling",
                quarters,
                today));
        facts.add(new Fact("Source of spend", "The ledgers of the area's emergency funds, in the same tracker."));
        costs.getQuartersList().stream()
                .filter(quarter -> !quarter.getWithheldReason().isEmpty())
                .map(quarter -> quarter.getBasis().getQuarter() + ": " + quarter.getWithheldReason())
                .forEach(reason -> facts.add(new Fact("Withheld", reason)));
        if (costs.hasNetSpentOutsideYearPence()) {
            facts.add(new Fact(
                    "Net spend outside the year's months (pounds)",
                    ((Entry.Figure) Entry.pounds(costs.getNetSpentOutsideYearPence()))
                            .number()
                            .toPlainString()));
        }
        return new Publication(
                Cover.fileName("unit-costs", costs.getArea(), costs.getFinancialYear()),
                "Spend of emergency funds for each person supported, " + Cover.area(costs.getArea()) + ", "
                        + costs.getFinancialYear(),
                facts,
                costs.getNotesList(),
                List.of("Quarter", "People", "Net spend (pounds)", "Net spend per person (pounds)"),
                costs.getQuartersList().stream().map(CostPublication::row).toList());
    }

    private static List<Entry> row(QuarterCost cost) {
        Shorthand missing = Cover.isFrozen(cost.getBasis()) ? Shorthand.WITHHELD : Shorthand.NOT_AVAILABLE;
        return List.of(
                Entry.of(cost.getBasis().getQuarter()),
                Entry.orElse(cost.hasPeople(), cost.getPeople(), missing),
                cost.hasNetSpentPence() ? Entry.pounds(cost.getNetSpentPence()) : Shorthand.WITHHELD,
                cost.hasCostPerPersonPence() ? Entry.pounds(cost.getCostPerPersonPence()) : missing);
    }
}
