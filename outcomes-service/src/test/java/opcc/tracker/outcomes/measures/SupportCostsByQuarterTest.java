package opcc.tracker.outcomes.measures;

import static opcc.tracker.outcomes.cube.HandMadeCubes.people;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.YearMonth;
import java.util.Map;
import opcc.tracker.outcomes.cube.HandMadeCubes;
import opcc.tracker.outcomes.spend.AreaSpend;
import opcc.tracker.v1.GetUnitCostsRequest;
import opcc.tracker.v1.QuarterCost;
import opcc.tracker.v1.SupportCosts;
import org.junit.jupiter.api.Test;

class SupportCostsByQuarterTest {

    private final HandMadeCubes cubes = new HandMadeCubes();
    private AreaSpend spend = new AreaSpend.Known(Map.of());

    private SupportCosts costs(String area) {
        return new SupportCostsByQuarter(cubes, (asked, year) -> {
                    assertThat(asked).isEqualTo(area);
                    assertThat(year).hasToString("2026-27");
                    return spend;
                })
                .answer(GetUnitCostsRequest.newBuilder()
                        .setArea(area)
                        .setFinancialYear("2026-27")
                        .build());
    }

    @Test
    void what_was_spent_in_the_three_months_of_a_quarter_is_shared_among_its_people_in_whole_pence() {
        cubes.frozen("2026-27 Q1", people(7), people(5), people(100).in("gwent"));
        spend = new AreaSpend.Known(Map.of(
                YearMonth.of(2026, 4), 10_000L,
                YearMonth.of(2026, 6), 25L,
                YearMonth.of(2026, 7), 99L));

        QuarterCost first = costs("surrey").getQuarters(0);

        assertThat(first.getPeople()).isEqualTo(12);
        assertThat(first.getNetSpentPence()).isEqualTo(10_025);
        assertThat(first.getCostPerPersonPence()).isEqualTo(835); // 10,025 by 12 is 835.4
        assertThat(first.getWithheldReason()).isEmpty();
    }

    @Test
    void half_a_penny_is_rounded_up() {
        cubes.frozen("2026-27 Q1", people(10));
        spend = new AreaSpend.Known(Map.of(YearMonth.of(2026, 5), 8_355L));

        assertThat(costs("surrey").getQuarters(0).getCostPerPersonPence()).isEqualTo(836);
    }

    @Test
    void the_last_quarter_is_january_to_march_and_what_is_later_is_told_apart() {
        cubes.frozen("2026-27 Q4", people(10));
        spend = new AreaSpend.Known(Map.of(
                YearMonth.of(2027, 1), 1_000L,
                YearMonth.of(2027, 3), 500L,
                YearMonth.of(2027, 4), 70L,
                YearMonth.of(2027, 5), -20L));

        SupportCosts costs = costs("surrey");

        assertThat(costs.getQuartersList()).hasSize(4);
        assertThat(costs.getQuarters(3).getNetSpentPence()).isEqualTo(1_500);
        assertThat(costs.getNetSpentOutsideYearPence()).isEqualTo(50);
    }

    @Test
    void below_five_people_there_is_no_cost() {
        cubes.frozen("2026-27 Q1", people(40).in("gwent"));
        spend = new AreaSpend.Known(Map.of(YearMonth.of(2026, 5), 8_355L));

        QuarterCost cost = costs("surrey").getQuarters(0);

        assertThat(cost.hasPeople()).isFalse();
        assertThat(cost.hasCostPerPersonPence()).isFalse();
        assertThat(cost.getNetSpentPence()).isEqualTo(8_355);
        assertThat(cost.getWithheldReason()).startsWith("People and cost: Fewer than 5");
    }

    @Test
    void a_quarter_that_is_collecting_has_its_spend_and_neither_people_nor_cost() {
        spend = new AreaSpend.Known(Map.of(YearMonth.of(2026, 5), 8_355L));

        QuarterCost cost = costs("surrey").getQuarters(0);

        assertThat(cost.hasPeople()).isFalse();
        assertThat(cost.getWithheldReason()).contains("collecting");
    }

    @Test
    void who_may_not_see_spend_sees_the_people_and_the_reason() {
        cubes.frozen("2026-27 Q1", people(10));
        spend = new AreaSpend.Withheld("Not for you.");

        SupportCosts costs = costs("surrey");

        assertThat(costs.getQuarters(0).getPeople()).isEqualTo(10);
        assertThat(costs.getQuarters(0).hasNetSpentPence()).isFalse();
        assertThat(costs.getQuarters(0).hasCostPerPersonPence()).isFalse();
        assertThat(costs.getQuarters(0).getWithheldReason()).isEqualTo("Spend and cost: Not for you.");
        assertThat(costs.hasNetSpentOutsideYearPence()).isFalse();
    }

    @Test
    void for_the_whole_country_the_funds_are_not_asked_and_spend_is_withheld() {
        cubes.frozen("2026-27 Q1", people(10));

        SupportCosts costs = new SupportCostsByQuarter(cubes, (area, year) -> {
                    throw new AssertionError("asked");
                })
                .answer(GetUnitCostsRequest.newBuilder()
                        .setFinancialYear("2026-27")
                        .build());

        assertThat(costs.getQuarters(0).getPeople()).isEqualTo(10);
        assertThat(costs.getQuarters(0).getWithheldReason()).contains("name an area");
    }

    @Test
    void a_year_that_is_none_is_refused_by_name() {
        assertThatThrownBy(() -> new SupportCostsByQuarter(cubes, (area, year) -> spend)
                        .answer(GetUnitCostsRequest.newBuilder()
                                .setArea("surrey")
                                .setFinancialYear("2026-28")
                                .build()))
                .hasMessageStartingWith("financial_year:");
    }
}
