package opcc.tracker.outcomes.measures;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import opcc.tracker.kit.calendar.Quarter;
import opcc.tracker.kit.disclosure.ThresholdRule;
import opcc.tracker.kit.refusal.Refusal;
import opcc.tracker.outcomes.cube.CubeCell;
import opcc.tracker.outcomes.cube.Cubes;
import opcc.tracker.outcomes.cube.ProtectedCube;
import opcc.tracker.outcomes.dimensions.Dimension;
import opcc.tracker.v1.EngagementEnum.Engagement;
import opcc.tracker.v1.EngagementQuarter;
import opcc.tracker.v1.EngagementRate;
import opcc.tracker.v1.EngagementRates;
import opcc.tracker.v1.GetEngagementRatesRequest;

/** Says which share of people with an investigation supports it or is in contact with it. */
public final class EngagementShares {

    private static final String DEFINITION =
            "People who support the police investigation or are in contact with it, as a share of the people who have"
                    + " one: those who support it, are in contact or are not in contact. Who has no investigation"
                    + " (NO_INVESTIGATION), or of whom it is not known (UNKNOWN), is in neither figure.";
    private static final String SOURCE =
            "The code list Engagement of this API, as the provider last reported it in the quarter. Engagement of"
                + " victims with the police investigation is the headline measure of the victim navigator services.";

    private static final Set<String> ENGAGED = codes(Engagement.SUPPORTING, Engagement.IN_CONTACT);
    private static final Set<String> WITH_INVESTIGATION =
            codes(Engagement.SUPPORTING, Engagement.IN_CONTACT, Engagement.NOT_IN_CONTACT);

    private final Cubes cubes;

    /** Counts in {@code cubes}. */
    public EngagementShares(Cubes cubes) {
        this.cubes = cubes;
    }

    private static Set<String> codes(Engagement... engagements) {
        return Set.of(engagements).stream().map(Engagement::name).collect(Collectors.toUnmodifiableSet());
    }

    /** The rates of the quarter or quarters asked for. */
    public EngagementRates answer(GetEngagementRatesRequest request) {
        QuarterBases.require(request.getArea());
        EngagementRates.Builder answer = EngagementRates.newBuilder()
                .setArea(request.getArea())
                .setBy(request.getBy())
                .setDefinition(DEFINITION)
                .setDefinitionSource(SOURCE);
        Function<CubeCell, String> group =
                switch (request.getBy()) {
                    case "service" -> CubeCell::service;
                    case "area" -> CubeCell::area;
                    default -> cell -> "";
                };
        for (String quarter : quarters(request)) {
            answer.addQuarters(quarter(quarter, Selection.of(request.getArea()), group));
        }
        return answer.addAllNotes(Notes.of(
                        answer.getQuartersList().stream()
                                .map(EngagementQuarter::getBasis)
                                .toList(),
                        Notes.SHARES))
                .build();
    }

    private static List<String> quarters(GetEngagementRatesRequest request) {
        boolean range =
                !request.getFromQuarter().isEmpty() || !request.getToQuarter().isEmpty();
        if (range == !request.getQuarter().isEmpty()) {
            throw Refusal.invalid("quarter", "name either a quarter, or from_quarter and to_quarter");
        }
        if (range) {
            return QuarterRange.between(request.getFromQuarter(), request.getToQuarter());
        }
        QuarterBases.require("", Quarter.violation("quarter", request.getQuarter()));
        return List.of(request.getQuarter());
    }

    private EngagementQuarter quarter(String quarter, Selection selection, Function<CubeCell, String> group) {
        Optional<ProtectedCube> found = cubes.find(quarter);
        EngagementQuarter.Builder answer = EngagementQuarter.newBuilder().setBasis(QuarterBases.of(quarter, found));
        found.ifPresent(cube -> {
            var groups = selection.in(cube).collect(Collectors.groupingBy(group, TreeMap::new, Collectors.toList()));
            groups.forEach((name, cells) -> answer.addRates(rate(name, cells)));
        });
        return answer.build();
    }

    private static EngagementRate rate(String name, List<CubeCell> cells) {
        long engaged = people(cells, ENGAGED);
        long withInvestigation = people(cells, WITH_INVESTIGATION);
        long all = cells.stream().mapToLong(CubeCell::count).sum();
        EngagementRate.Builder rate = EngagementRate.newBuilder().setGroup(name).setLeftOut(all - withInvestigation);
        if (withInvestigation < ThresholdRule.THRESHOLD) {
            return rate.setWithheldReason(Notes.TOO_FEW).build();
        }
        return rate.setEngaged(engaged)
                .setWithInvestigation(withInvestigation)
                .setRatePercent(Ratios.percent(engaged, withInvestigation))
                .build();
    }

    private static long people(List<CubeCell> cells, Set<String> engagements) {
        return cells.stream()
                .filter(cell ->
                        engagements.contains(cell.value(Dimension.ENGAGEMENT).code()))
                .mapToLong(CubeCell::count)
                .sum();
    }
}
