package opcc.tracker.outcomes.publication;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import opcc.tracker.outcomes.publication.Entry.Shorthand;
import opcc.tracker.outcomes.publication.Publication.Fact;
import opcc.tracker.v1.EngagementQuarter;
import opcc.tracker.v1.EngagementRate;
import opcc.tracker.v1.EngagementRates;
import opcc.tracker.v1.QuarterBasis;

/** Engagement rates, to be published. */
public final class EngagementPublication {

    private EngagementPublication() {}

    /** The table of {@code rates}, as made on {@code today}. */
    public static Publication of(EngagementRates rates, LocalDate today) {
        List<QuarterBasis> quarters = rates.getQuartersList().stream()
                .map(EngagementQuarter::getBasis)
                .toList();
        String period = Cover.period(quarters);
        String by = rates.getBy();
        List<Fact> facts = new ArrayList<>(Cover.facts(
                rates.getArea(), period, "People; per cent of the people with an investigation", quarters, today));
        facts.add(new Fact("Definition", rates.getDefinition()));
        facts.add(new Fact("Source of the definition", rates.getDefinitionSource()));
        List<String> columns = List.of(
                "Quarter",
                by.isEmpty() ? "Group" : by,
                "Engaged (people)",
                "With an investigation (people)",
                "Engagement rate (per cent)",
                "In neither figure (people)");
        return new Publication(
                Cover.fileName("engagement-rates", rates.getArea(), by, period),
                "Engagement with the investigation" + (by.isEmpty() ? "" : " by " + by) + ", "
                        + Cover.area(rates.getArea()) + ", " + period,
                facts,
                rates.getNotesList(),
                columns,
                rows(rates, columns.size()));
    }

    private static List<List<Entry>> rows(EngagementRates rates, int width) {
        List<List<Entry>> rows = new ArrayList<>();
        for (EngagementQuarter quarter : rates.getQuartersList()) {
            Entry name = Entry.of(quarter.getBasis().getQuarter());
            if (!Cover.isFrozen(quarter.getBasis())) {
                rows.add(Rows.filled(width, Shorthand.NOT_AVAILABLE, name));
            }
            quarter.getRatesList().forEach(rate -> rows.add(row(name, rate)));
        }
        return rows;
    }

    private static List<Entry> row(Entry quarter, EngagementRate rate) {
        boolean shown = rate.hasRatePercent();
        return List.of(
                quarter,
                Entry.of(rate.getGroup().isEmpty() ? "All" : rate.getGroup()),
                Entry.orElse(shown, rate.getEngaged(), Shorthand.WITHHELD),
                Entry.orElse(shown, rate.getWithInvestigation(), Shorthand.WITHHELD),
                Entry.orElse(shown, rate.getRatePercent(), Shorthand.WITHHELD),
                Entry.of(rate.getLeftOut()));
    }
}
