package opcc.tracker.outcomes.publication;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import opcc.tracker.outcomes.publication.Entry.Shorthand;
import opcc.tracker.outcomes.publication.Publication.Fact;
import opcc.tracker.v1.ComparedBreakdown;
import opcc.tracker.v1.ComparedPart;
import opcc.tracker.v1.NrmComparison;

/** Comparisons with published referrals, to be published. */
public final class ComparisonPublication {

    private static final List<String> COLUMNS = List.of(
            "Return",
            "Area of the return",
            "Counted by the return",
            "Compared by",
            "Part of the return",
            "Codes of the people",
            "Published (referrals)",
            "Published (per cent)",
            "Supported (people)",
            "Supported (per cent)",
            "Difference (per cent points)");

    private ComparisonPublication() {}

    /** The table of {@code comparison}, as made on {@code today}. */
    public static Publication of(NrmComparison comparison, LocalDate today) {
        String quarter = comparison.getBasis().getQuarter();
        String period = "Returns of " + comparison.getPeriod()
                + (quarter.isEmpty() ? "; no quarter is frozen" : "; people of " + quarter);
        List<Fact> facts = new ArrayList<>(Cover.facts(
                comparison.getArea(),
                period,
                "Referrals; people; per cent",
                quarter.isEmpty() ? List.of() : List.of(comparison.getBasis()),
                today));
        comparison.getBreakdownsList().stream()
                .map(breakdown -> breakdown.getAggregateReturn() + ": " + breakdown.getTitle() + " ("
                        + breakdown.getSource() + ")")
                .distinct()
                .forEach(source -> facts.add(new Fact("Source of referrals", source)));
        return new Publication(
                Cover.fileName("nrm-comparison", comparison.getArea(), comparison.getPeriod()),
                "People supported beside referrals to the National Referral Mechanism, "
                        + Cover.area(comparison.getArea()) + ", " + comparison.getPeriod(),
                facts,
                comparison.getNotesList(),
                COLUMNS,
                comparison.getBreakdownsList().stream()
                        .flatMap(breakdown -> breakdown.getPartsList().stream().map(part -> row(breakdown, part)))
                        .toList());
    }

    private static List<Entry> row(ComparedBreakdown breakdown, ComparedPart part) {
        Shorthand noPeople = part.getCodes().isEmpty() ? Shorthand.NOT_APPLICABLE : Shorthand.WITHHELD;
        Shorthand noDifference = part.hasPublishedPercent() ? noPeople : Shorthand.NOT_AVAILABLE;
        return List.of(
                Entry.of(breakdown.getAggregateReturn()),
                Entry.of(breakdown.getArea()),
                Entry.of(breakdown.getCounted()),
                Entry.of(breakdown.getDimension()),
                Entry.of(part.getPart()),
                Entry.of(part.getCodes()),
                Entry.orElse(part.hasPublishedCount(), part.getPublishedCount(), Shorthand.NOT_AVAILABLE),
                Entry.orElse(part.hasPublishedPercent(), part.getPublishedPercent(), Shorthand.NOT_AVAILABLE),
                Entry.orElse(part.hasPeople(), part.getPeople(), noPeople),
                Entry.orElse(part.hasPeoplePercent(), part.getPeoplePercent(), noPeople),
                Entry.orElse(part.hasDifferencePoints(), part.getDifferencePoints(), noDifference));
    }
}
