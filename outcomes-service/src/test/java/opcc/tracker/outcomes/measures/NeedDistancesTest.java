package opcc.tracker.outcomes.measures;

import static opcc.tracker.outcomes.cube.HandMadeCubes.people;
import static org.assertj.core.api.Assertions.assertThat;

import opcc.tracker.outcomes.cube.HandMadeCubes;
import opcc.tracker.v1.DistanceTravelled;
import opcc.tracker.v1.GetDistanceTravelledRequest;
import opcc.tracker.v1.NeedDistance;
import opcc.tracker.v1.NeedEnum.Need;
import opcc.tracker.v1.QuarterStateEnum.QuarterState;
import org.junit.jupiter.api.Test;

class NeedDistancesTest {

    private final HandMadeCubes cubes = new HandMadeCubes();

    private DistanceTravelled distance(String area, String service) {
        return new NeedDistances(cubes)
                .answer(GetDistanceTravelledRequest.newBuilder()
                        .setArea(area)
                        .setQuarter("2026-27 Q1")
                        .setService(service)
                        .build());
    }

    private static NeedDistance of(DistanceTravelled distance, Need need) {
        return distance.getNeedsList().stream()
                .filter(each -> each.getNeed() == need)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void shares_and_mean_are_of_the_people_with_two_scores() {
        Need shelter = Need.SHELTER_AND_ACCOMMODATION;
        cubes.frozen(
                "2026-27 Q1",
                people(10).cameFurther(shelter, 2), // 10 of 24 improved: 41.7 %
                people(8).cameFurther(shelter, 0), //   8 of 24 unchanged: 33.3 %
                people(6).cameFurther(shelter, -1), //  6 of 24 worse: 25 %
                people(50)); // scored once: in no figure

        NeedDistance distance = of(distance("surrey", ""), shelter);

        assertThat(distance)
                .isEqualTo(NeedDistance.newBuilder()
                        .setNeed(shelter)
                        .setPeople(24)
                        .setImprovedPercent(42)
                        .setUnchangedPercent(33)
                        .setWorsePercent(25)
                        .setMeanChangeTenths(6) // (20 - 6) / 24 = 0.58
                        .build());
    }

    @Test
    void all_eight_needs_are_told_of_and_those_without_people_are_withheld_with_the_reason() {
        cubes.frozen("2026-27 Q1", people(5).cameFurther(Need.DRUGS_AND_ALCOHOL, 1));

        DistanceTravelled distance = distance("", "");

        assertThat(distance.getNeedsList()).hasSize(8);
        assertThat(distance.getNeedsList())
                .filteredOn(need -> need.getNeed() != Need.DRUGS_AND_ALCOHOL)
                .allSatisfy(need -> {
                    assertThat(need.hasPeople() || need.hasImprovedPercent() || need.hasMeanChangeTenths())
                            .isFalse();
                    assertThat(need.getWithheldReason()).contains("Fewer than 5");
                });
        assertThat(of(distance, Need.DRUGS_AND_ALCOHOL).getWithheldReason()).isEmpty();
    }

    @Test
    void a_service_is_told_of_alone() {
        Need outlook = Need.OUTLOOK_AND_ATTITUDES;
        cubes.frozen(
                "2026-27 Q1",
                people(5).cameFurther(outlook, 1),
                people(9).of("surrey-safe-house").cameFurther(outlook, -2));

        NeedDistance distance = of(distance("surrey", "services/surrey-safe-house"), outlook);

        assertThat(distance.getPeople()).isEqualTo(9);
        assertThat(distance.getWorsePercent()).isEqualTo(100);
        assertThat(distance.getMeanChangeTenths()).isEqualTo(-20);
    }

    @Test
    void a_quarter_that_is_collecting_shows_nothing() {
        DistanceTravelled distance = distance("surrey", "");

        assertThat(distance.getBasis().getState()).isEqualTo(QuarterState.COLLECTING);
        assertThat(distance.getNeedsList()).isEmpty();
    }
}
