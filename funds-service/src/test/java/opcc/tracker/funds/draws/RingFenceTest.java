package opcc.tracker.funds.draws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import opcc.tracker.funds.ledger.Parts;
import opcc.tracker.funds.ledger.Pot;
import opcc.tracker.funds.ledger.Totals;
import opcc.tracker.kit.calendar.FinancialYear;
import opcc.tracker.kit.refusal.Refusal;
import opcc.tracker.v1.FundingStreamEnum.FundingStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Money of a funding stream and a financial year: rule 2 of the domain. */
class RingFenceTest {

    private static final String LAST_YEAR = "2025-26";
    private static final String THIS_YEAR = "2026-27";
    private static final FundingStream CORE = FundingStream.PCC_CORE;
    private static final FundingStream GRANT = FundingStream.MOJ_VICTIMS_GRANT;

    private final FundState state = new FundState("fund");
    private Instant now = Instant.parse("2026-07-15T10:00:00Z");
    private int commands;

    private RingFenceTest on(String day) {
        now = LocalDate.parse(day).atTime(12, 0).toInstant(ZoneOffset.UTC);
        return this;
    }

    private RingFenceTest given(FundCommand command) {
        state.apply(
                state.next(DrawRules.decide(state, command, Commands.FINANCE, now, Commands.key("c" + commands++))));
        return this;
    }

    private RingFenceTest allocated(FundingStream stream, String year, long pence) {
        return given(Commands.allocate(pence, stream, year));
    }

    private void assertRefused(FundCommand command, String reason, String... words) {
        assertThatThrownBy(() -> given(command))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.status()
                                        .getDetails(0)
                                        .getValue()
                                        .toStringUtf8())
                                .as("ErrorInfo")
                                .contains(reason))
                .hasMessageContainingAll(words);
    }

    private Totals pot(FundingStream stream, String year) {
        return state.pots().totals().getOrDefault(new Pot(stream, year), Totals.ZERO);
    }

    private static FundCommand.CloseYear close(FundState state, String year, Map<FundingStream, Long> carry) {
        return new FundCommand.CloseYear(
                FinancialYear.parse(year).orElseThrow(), carry, false, Long.toString(state.lastSequence()));
    }

    @Nested
    class An_approval {

        @Test
        void does_not_reach_the_money_of_another_year() {
            allocated(CORE, LAST_YEAR, 50_000)
                    .allocated(CORE, THIS_YEAR, 10_000)
                    .given(Commands.request(13_000));

            assertRefused(
                    Commands.approve("d1"),
                    "INSUFFICIENT_FUNDS",
                    "asks for £130.00",
                    "£100.00 available for 2026-27",
                    "Another £500.00 is ring-fenced to other years");
        }

        @Test
        void uses_up_the_streams_in_the_order_in_which_they_were_allocated() {
            allocated(GRANT, THIS_YEAR, 8_000)
                    .allocated(CORE, THIS_YEAR, 10_000)
                    .given(Commands.request(13_000));

            given(Commands.approve("d1"));

            assertThat(state.find("d1").orElseThrow().reservedParts())
                    .isEqualTo(
                            Parts.of(new Pot(GRANT, THIS_YEAR), 8_000).plus(Parts.of(new Pot(CORE, THIS_YEAR), 5_000)));
        }

        @Test
        void of_a_named_stream_takes_no_other() {
            allocated(GRANT, THIS_YEAR, 8_000)
                    .allocated(CORE, THIS_YEAR, 20_000)
                    .given(Commands.request(13_000));

            assertRefused(
                    Commands.approve("d1", GRANT),
                    "INSUFFICIENT_FUNDS",
                    "£80.00 available of the MoJ victims' grant for 2026-27",
                    "Another £200.00 is ring-fenced to other streams or years");
            given(Commands.approve("d1", CORE));
            assertThat(pot(GRANT, THIS_YEAR)).isEqualTo(new Totals(8_000, 0, 0));
            assertThat(pot(CORE, THIS_YEAR)).isEqualTo(new Totals(20_000, 13_000, 0));
        }

        @Test
        void an_emergency_one_minute_into_april_needs_the_new_years_money() {
            allocated(CORE, LAST_YEAR, 50_000);
            now = Instant.parse("2026-03-31T23:01:00Z");

            assertRefused(Commands.spendFirst(9_000), "INSUFFICIENT_FUNDS", "£0.00 available for 2026-27");
        }
    }

    @Nested
    class A_refund {

        @Test
        void goes_back_to_the_stream_that_paid_last() {
            allocated(GRANT, THIS_YEAR, 8_000)
                    .allocated(CORE, THIS_YEAR, 10_000)
                    .given(Commands.request(13_000))
                    .given(Commands.approve("d1"))
                    .given(Commands.pay("d1", 13_000));

            given(new FundCommand.Refund("d1", "", 6_000));

            assertThat(pot(CORE, THIS_YEAR).paid()).isZero();
            assertThat(pot(GRANT, THIS_YEAR).paid()).isEqualTo(7_000);
        }
    }

    @Nested
    class Closing_a_year {

        private void givenAYearWithAnAccrual() {
            on("2026-03-20")
                    .allocated(CORE, LAST_YEAR, 50_000)
                    .allocated(GRANT, LAST_YEAR, 20_000)
                    .given(Commands.request(13_000))
                    .given(Commands.approve("d1"))
                    .given(Commands.pay("d1", 3_000));
        }

        @Test
        void carries_forward_what_is_said_and_returns_the_rest() {
            givenAYearWithAnAccrual();

            on("2026-04-01").given(close(state, LAST_YEAR, Map.of(CORE, 30_000L)));

            assertThat(pot(CORE, THIS_YEAR)).isEqualTo(new Totals(30_000, 0, 0));
            assertThat(pot(CORE, LAST_YEAR)).as("the accrual stays").isEqualTo(new Totals(13_000, 10_000, 3_000));
            assertThat(pot(GRANT, LAST_YEAR)).as("all went back").isEqualTo(Totals.ZERO);
            assertThat(state.totals()).isEqualTo(new Totals(43_000, 10_000, 3_000));
            YearEnd yearEnd = YearEnd.of(state, LAST_YEAR);
            assertThat(yearEnd.streams())
                    .containsEntry(CORE, new YearEnd.StreamFigures(50_000, 3_000, 10_000, 30_000, 7_000))
                    .containsEntry(GRANT, new YearEnd.StreamFigures(20_000, 0, 0, 0, 20_000));
            assertThat(yearEnd.accruals()).containsExactly(new YearEnd.Accrual("funds/fund/draws/d1", 10_000));
            assertThat(yearEnd.streams().get(CORE).unspent()).isZero();
        }

        @Test
        void leaves_accruals_payable_and_is_done_once_more_for_what_comes_back() {
            givenAYearWithAnAccrual();
            on("2026-04-01").given(close(state, LAST_YEAR, Map.of()));

            given(Commands.pay("d1", 4_000)).given(Commands.release("d1"));

            assertThat(YearEnd.of(state, LAST_YEAR).streams().get(CORE).unspent())
                    .isEqualTo(6_000);
            given(close(state, LAST_YEAR, Map.of(CORE, 6_000L)));
            assertThat(pot(CORE, THIS_YEAR)).isEqualTo(new Totals(6_000, 0, 0));
            assertRefused(close(state, LAST_YEAR, Map.of()), "YEAR_CLOSED", "2025-26 is closed, and nothing came back");
        }

        @Test
        void waits_until_the_year_is_over() {
            givenAYearWithAnAccrual();
            on("2026-03-31");

            assertRefused(
                    close(state, LAST_YEAR, Map.of()),
                    "YEAR_NOT_OVER",
                    "can be closed from 1 April 2026",
                    "today is 31 March 2026");
        }

        @Test
        void carries_no_more_forward_than_is_unspent() {
            givenAYearWithAnAccrual();
            on("2026-04-01");

            assertRefused(
                    close(state, LAST_YEAR, Map.of(CORE, 37_001L)),
                    "EXCEEDS_UNSPENT",
                    "£370.01 of the PCC core budget",
                    "£370.00 of it is unspent in 2025-26");
        }

        @Test
        void is_decided_on_the_figures_that_were_read() {
            givenAYearWithAnAccrual();
            FundCommand decided = on("2026-04-01").closeAsRead();
            given(Commands.release("d1"));

            assertThatThrownBy(() -> given(decided)).hasMessageContaining("changed");
        }

        @Test
        void takes_no_allocation_any_more() {
            givenAYearWithAnAccrual();
            on("2026-04-01").given(close(state, LAST_YEAR, Map.of()));

            assertRefused(
                    Commands.allocate(1, CORE, LAST_YEAR),
                    "YEAR_CLOSED",
                    "2025-26 is closed: nothing can be allocated");
            assertRefused(close(state, "2024-25", Map.of()), "NOTHING_ALLOCATED", "Nothing was allocated to 2024-25");
        }
    }

    private FundCommand closeAsRead() {
        return close(state, LAST_YEAR, Map.of());
    }

    @Nested
    class Closing_the_fund {

        private FundCommand closeFund() {
            return new FundCommand.CloseYear(
                    FinancialYear.parse(LAST_YEAR).orElseThrow(), Map.of(), true, Long.toString(state.lastSequence()));
        }

        @Test
        void ends_all_but_what_is_reserved() {
            on("2026-03-20")
                    .allocated(CORE, LAST_YEAR, 50_000)
                    .given(Commands.request(13_000))
                    .given(Commands.approve("d1"))
                    .given(Commands.request(2_000))
                    .on("2026-04-02")
                    .given(closeFund());

            assertThat(state.isClosed()).isTrue();
            for (FundCommand refused : List.of(
                    Commands.allocate(1, CORE, THIS_YEAR),
                    Commands.request(1),
                    Commands.spendFirst(1),
                    Commands.approve("d2"))) {
                assertRefused(refused, "FUND_CLOSED", "closed on 2 April 2026");
            }
            given(Commands.pay("d1", 12_000)).given(Commands.release("d1"));
            given(close(state, LAST_YEAR, Map.of()));
            assertThat(state.totals()).isEqualTo(new Totals(12_000, 0, 12_000));
        }

        @Test
        void waits_for_the_money_of_other_years() {
            on("2026-03-20")
                    .allocated(CORE, LAST_YEAR, 50_000)
                    .allocated(CORE, THIS_YEAR, 70_000)
                    .on("2026-04-02");

            assertRefused(closeFund(), "FUND_HOLDS_MONEY", "£700.00 of other years");
        }
    }
}
