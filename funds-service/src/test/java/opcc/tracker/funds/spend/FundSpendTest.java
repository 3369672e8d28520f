package opcc.tracker.funds.spend;

import static opcc.tracker.funds.spend.History.food;
import static opcc.tracker.funds.spend.History.nights;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import opcc.tracker.v1.DrawCategoryEnum.DrawCategory;
import opcc.tracker.v1.FundingStreamEnum.FundingStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class FundSpendTest {

    private static final String YEAR = "2026-27";

    private final History history = new History();

    private SpendTable by(Grouping... groupings) {
        Set<Grouping> by = EnumSet.noneOf(Grouping.class);
        by.addAll(List.of(groupings));
        return SpendTable.of(List.of(history.spend()), YEAR, by);
    }

    private static SpendTable.Figures ofStream(SpendTable table, FundingStream stream) {
        return table.rows()
                .getOrDefault(
                        new SpendTable.Group("", "", DrawCategory.DRAW_CATEGORY_UNSPECIFIED, "", stream),
                        SpendTable.Figures.ZERO);
    }

    @Nested
    class A_payment {

        @Test
        void counts_in_its_month_in_london_and_in_the_year_whose_money_it_is() {
            history.allocated(FundingStream.PCC_CORE, "2025-26", 100_000)
                    .at("2026-03-31T22:59:59Z")
                    .approved(food(1_000))
                    .paid("d1", 400)
                    .at("2026-03-31T23:00:00Z")
                    .paid("d1", 600);

            SpendTable lastYear = SpendTable.of(List.of(history.spend()), "2025-26", EnumSet.of(Grouping.MONTH));

            assertThat(by(Grouping.MONTH).totals().spent()).isZero();
            assertThat(lastYear.totals().spent()).isEqualTo(1_000);
            assertThat(lastYear.rows().keySet())
                    .extracting(SpendTable.Group::month)
                    .containsExactly("2026-03", "2026-04");
        }

        @Test
        void of_a_part_is_split_over_the_categories_to_the_penny() {
            history.allocated(FundingStream.PCC_CORE, YEAR, 100_000)
                    .approved(nights(1, 2, 1_000), food(1_000))
                    .paid("d1", 1_000);

            SpendTable table = by(Grouping.CATEGORY);

            assertThat(table.rows().values())
                    .extracting(SpendTable.Figures::spent)
                    .containsExactly(667L, 333L);
            assertThat(table.rows().values())
                    .extracting(SpendTable.Figures::reserved)
                    .containsExactly(1_333L, 667L);
        }
    }

    @Nested
    class Streams {

        @Test
        void are_used_up_in_the_order_of_their_allocation_and_get_refunds_back() {
            history.allocated(FundingStream.MOJ_VICTIMS_GRANT, YEAR, 1_000)
                    .allocated(FundingStream.PCC_CORE, YEAR, 5_000)
                    .approved(food(1_500))
                    .paid("d1", 1_500)
                    .refunded("d1", 600)
                    .approved(food(50));

            SpendTable table = by(Grouping.STREAM);

            assertThat(ofStream(table, FundingStream.MOJ_VICTIMS_GRANT))
                    .isEqualTo(new SpendTable.Figures(1_000, 100, 50, 1_000, 0));
            assertThat(ofStream(table, FundingStream.PCC_CORE))
                    .isEqualTo(new SpendTable.Figures(500, 500, 0, 5_000, 0));
        }

        @Test
        void carried_forward_leave_the_year_that_is_closed() {
            history.on("2025-12-01")
                    .allocated(FundingStream.PCC_CORE, "2025-26", 1_000)
                    .on("2026-05-01")
                    .closed("2025-26", FundingStream.PCC_CORE, 700);

            SpendTable lastYear = SpendTable.of(List.of(history.spend()), "2025-26", EnumSet.of(Grouping.STREAM));

            assertThat(lastYear.totals().allocated()).isZero();
            assertThat(ofStream(by(Grouping.STREAM), FundingStream.PCC_CORE).allocated())
                    .isEqualTo(700);
        }
    }

    @Nested
    class Unit_costs {

        @Test
        void are_rounded_half_up_and_count_nights_of_draws_paid_whole() {
            history.allocated(FundingStream.PCC_CORE, YEAR, 1_000_000)
                    .approved(nights(1, 1, 7_001), food(500))
                    .approved(nights(1, 1, 7_000))
                    .approved(nights(2, 3, 9_000))
                    .paid("d1", 7_501)
                    .paid("d2", 7_000)
                    .paid("d3", 10_000);

            UnitCosts costs = history.spend().unitCosts(YEAR);

            assertThat(costs.nights()).isEqualTo(2);
            assertThat(costs.costOfNight()).as("70.005 pounds").isEqualTo(7_001);
            assertThat(costs.draws()).isEqualTo(3);
            assertThat(costs.costOfDraw()).as("24501 / 3").isEqualTo(8_167);
            assertThat(history.spend().unitCosts("2025-26").costOfNight()).isZero();
        }
    }

    @Nested
    class What_a_person_costs {

        @Test
        void is_what_was_paid_by_the_number_of_different_persons_rounded_half_up() {
            history.allocated(FundingStream.PCC_CORE, YEAR, 1_000_000)
                    .helped("a", food(1_000))
                    .helped("a", food(501))
                    .helped("b", food(1_000))
                    .helped("c", food(1_000))
                    .helped("d", food(1_000))
                    .helped("e", food(1_002))
                    .helped("", food(77_777))
                    .refunded("d1", 400)
                    .on("2027-04-01")
                    .allocated(FundingStream.PCC_CORE, "2027-28", 1_000_000)
                    .helped("f", food(9_999));

            PersonCost cost = PersonCost.of(List.of(history.spend()), YEAR);

            assertThat(cost.persons()).isEqualTo(5);
            assertThat(cost.costOfPerson()).as("5503 / 5").isEqualTo(1_101);
            assertThat(cost.withheld()).isEmpty();
        }

        @Test
        void counts_a_person_once_whom_two_funds_of_the_area_helped() {
            History other = new History()
                    .allocated(FundingStream.PCC_CORE, YEAR, 1_000_000)
                    .helped("a", food(500))
                    .helped("e", food(500));
            history.allocated(FundingStream.PCC_CORE, YEAR, 1_000_000)
                    .helped("a", food(500))
                    .helped("b", food(500))
                    .helped("c", food(500))
                    .helped("d", food(500));

            assertThat(PersonCost.of(List.of(history.spend(), other.spend()), YEAR)
                            .persons())
                    .isEqualTo(5);
        }

        @Test
        void of_one_to_four_persons_is_left_out_and_of_none_is_none() {
            history.allocated(FundingStream.PCC_CORE, YEAR, 1_000_000);
            assertThat(PersonCost.of(List.of(history.spend()), YEAR).withheld()).isEmpty();

            for (String person : List.of("a", "b", "c", "d")) {
                history.helped(person, food(500));
                PersonCost cost = PersonCost.of(List.of(history.spend()), YEAR);

                assertThat(cost.persons()).isZero();
                assertThat(cost.costOfPerson()).isZero();
                assertThat(cost.withheld()).get().asString().contains("fewer than 5 persons");
            }
            assertThat(PersonCost.of(List.of(history.helped("e", food(500)).spend()), YEAR)
                            .persons())
                    .isEqualTo(5);
        }
    }

    @Nested
    class A_forecast {

        private Forecast on(String day) {
            return history.spend().forecast(LocalDate.parse(day));
        }

        @Test
        void needs_fourteen_days_of_data() {
            assertThat(on("2026-05-01").method()).startsWith("Not enough data");
            history.allocated(FundingStream.PCC_CORE, YEAR, 100_000)
                    .on("2026-05-01")
                    .approved(food(1_000));

            assertThat(on("2026-05-13").method()).contains("for 13 days", "14 are needed");
            assertThat(on("2026-05-13").days()).isZero();
            assertThat(on("2026-05-14").days()).isEqualTo(14);
        }

        @Test
        void is_the_mean_of_28_days_and_counts_a_payment_once() {
            history.allocated(FundingStream.PCC_CORE, YEAR, 100_000)
                    .on("2026-05-01")
                    .approved(food(20_000))
                    .on("2026-05-04")
                    .approved(food(30_000))
                    .paid("d2", 10_000)
                    .on("2026-05-20")
                    .released("d2")
                    .approved(food(8_000))
                    .paid("d1", 20_000);

            Forecast forecast = on("2026-05-31");

            // From 4 May: 30,000 - 20,000 + 8,000 in 28 days, with 62,000 left.
            assertThat(forecast.days()).isEqualTo(28);
            assertThat(forecast.available()).isEqualTo(62_000);
            assertThat(forecast.meanDaily()).isEqualTo(643);
            assertThat(forecast.runsOutOn())
                    .isEqualTo(LocalDate.parse("2026-05-31").plusDays(96));
            assertThat(forecast.method()).contains("last 28 days");
        }

        @Test
        void sees_no_end_where_no_more_goes_out_than_comes_back() {
            history.allocated(FundingStream.PCC_CORE, YEAR, 100_000)
                    .on("2026-05-01")
                    .approved(food(20_000))
                    .on("2026-05-20")
                    .released("d1");

            assertThat(on("2026-05-31").runsOutOn()).isNull();
            assertThat(on("2026-05-31").meanDaily()).isNegative();
            assertThat(on("2026-05-31").method()).contains("no end is in sight");
        }
    }
}
