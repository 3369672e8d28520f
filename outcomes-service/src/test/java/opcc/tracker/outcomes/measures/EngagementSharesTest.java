package opcc.tracker.outcomes.measures;

import static opcc.tracker.outcomes.cube.HandMadeCubes.people;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import opcc.tracker.outcomes.cube.HandMadeCubes;
import opcc.tracker.v1.EngagementEnum.Engagement;
import opcc.tracker.v1.EngagementRate;
import opcc.tracker.v1.EngagementRates;
import opcc.tracker.v1.GetEngagementRatesRequest;
import org.junit.jupiter.api.Test;

class EngagementSharesTest {

    private static final GetEngagementRatesRequest QUARTER =
            GetEngagementRatesRequest.newBuilder().setQuarter("2026-27 Q1").build();

    private final HandMadeCubes cubes = new HandMadeCubes();

    private EngagementRates rates(GetEngagementRatesRequest.Builder request) {
        return new EngagementShares(cubes).answer(request.build());
    }

    @Test
    void who_has_no_investigation_or_is_not_known_is_out_of_the_denominator() {
        cubes.frozen(
                "2026-27 Q1",
                people(10).engaged(Engagement.SUPPORTING),
                people(5).engaged(Engagement.IN_CONTACT),
                people(6).engaged(Engagement.NOT_IN_CONTACT),
                people(20).engaged(Engagement.NO_INVESTIGATION),
                people(7).engaged(Engagement.UNKNOWN));

        EngagementRates rates = rates(QUARTER.toBuilder());

        assertThat(rates.getQuarters(0).getRatesList())
                .containsExactly(EngagementRate.newBuilder()
                        .setEngaged(15)
                        .setWithInvestigation(21)
                        .setRatePercent(71) // 15 of 21 = 71.4 %
                        .setLeftOut(27)
                        .build());
        assertThat(rates.getDefinition()).contains("NO_INVESTIGATION").contains("UNKNOWN");
        assertThat(rates.getDefinitionSource()).isNotBlank();
    }

    @Test
    void a_group_of_whom_nobody_has_an_investigation_is_withheld_with_the_reason() {
        cubes.frozen("2026-27 Q1", people(5).in("gwent"), people(20).engaged(Engagement.NO_INVESTIGATION));

        assertThat(rates(QUARTER.toBuilder().setBy("area")).getQuarters(0).getRatesList())
                .extracting(EngagementRate::getGroup, EngagementRate::hasRatePercent, EngagementRate::getLeftOut)
                .containsExactly(tuple("gwent", true, 0L), tuple("surrey", false, 20L));
        assertThat(rates(QUARTER.toBuilder().setBy("area"))
                        .getQuarters(0)
                        .getRates(1)
                        .getWithheldReason())
                .contains("Fewer than 5");
    }

    @Test
    void services_of_an_area_are_told_apart_and_those_of_others_are_not_told_of() {
        cubes.frozen(
                "2026-27 Q1",
                people(5).of("b"),
                people(5).of("a"),
                people(5).of("a").engaged(Engagement.NOT_IN_CONTACT),
                people(5).in("gwent").of("c"));

        assertThat(rates(QUARTER.toBuilder().setArea("surrey").setBy("service"))
                        .getQuarters(0)
                        .getRatesList())
                .extracting(EngagementRate::getGroup, EngagementRate::getRatePercent)
                .containsExactly(tuple("services/a", 50), tuple("services/b", 100));
    }

    @Test
    void a_range_is_told_quarter_by_quarter() {
        cubes.frozen("2026-27 Q1", people(5));

        EngagementRates rates = rates(GetEngagementRatesRequest.newBuilder()
                .setFromQuarter("2026-27 Q1")
                .setToQuarter("2026-27 Q2"));

        assertThat(rates.getQuarters(0).getRates(0).getRatePercent()).isEqualTo(100);
        assertThat(rates.getQuarters(1).getRatesList()).as("collecting").isEmpty();
    }

    @Test
    void a_quarter_and_a_range_at_once_or_neither_is_refused() {
        assertThatThrownBy(() -> rates(QUARTER.toBuilder().setToQuarter("2026-27 Q1")))
                .hasMessageStartingWith("quarter:");
        assertThatThrownBy(() -> rates(GetEngagementRatesRequest.newBuilder())).hasMessageStartingWith("quarter:");
        assertThatThrownBy(() -> rates(GetEngagementRatesRequest.newBuilder().setFromQuarter("2026-27 Q1")))
                .hasMessageStartingWith("to_quarter:");
    }
}
