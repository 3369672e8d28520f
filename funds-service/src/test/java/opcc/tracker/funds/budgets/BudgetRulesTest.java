package opcc.tracker.funds.budgets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import opcc.tracker.funds.draws.DrawRules;
import opcc.tracker.funds.draws.FundCommand;
import opcc.tracker.funds.draws.FundState;
import opcc.tracker.funds.ledger.Actor;
import opcc.tracker.funds.ledger.Content;
import opcc.tracker.funds.ledger.Words;
import opcc.tracker.kit.idempotency.Command;
import opcc.tracker.kit.refusal.Refusal;
import opcc.tracker.v1.DrawCategoryEnum.DrawCategory;
import opcc.tracker.v1.FundingStreamEnum.FundingStream;
import opcc.tracker.v1.UrgencyEnum.Urgency;
import opcc.tracker.v1.VirementStateEnum.VirementState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What a fund's budgets allow and refuse, and that a budget is a plan and not a lock. */
class BudgetRulesTest {

    private static final String YEAR = "2026-27";
    private static final Actor FINANCE = new Actor("subject-of-finance", "finance.westmercia");

    private final FundState state = new FundState("fund");
    private Instant now = Instant.parse("2026-07-15T10:00:00Z");
    private int commands;

    @BeforeEach
    void given_500_pounds_of_the_year() {
        allocate(YEAR, 50_000);
    }

    @Nested
    class Budgets_of_a_year {

        @Test
        void may_add_up_to_what_is_allocated_to_it_and_no_more() {
            allocate("2027-28", 99_999);

            Refusal refusal =
                    refused(() -> set(Map.of(DrawCategory.ACCOMMODATION, 40_000L, DrawCategory.FOOD, 10_001L)));
            set(Map.of(DrawCategory.ACCOMMODATION, 40_000L, DrawCategory.FOOD, 10_000L));

            assertThat(refusal).hasMessageContainingAll("£500.01", "£500.00", "£0.01 too much", YEAR);
            assertThat(table().unbudgeted()).isZero();
        }

        @Test
        void are_set_whole_by_who_read_them_as_they_are() {
            set(Map.of(DrawCategory.ACCOMMODATION, 40_000L));
            String read = table().plan().etag();
            set(Map.of(DrawCategory.FOOD, 10_000L));

            Refusal refusal = refused(() -> give(new BudgetCommand.SetBudgets(YEAR, Map.of(), read)));

            assertThat(refusal).hasMessageContaining("changed since you read it");
            assertThat(table().plan().amounts()).isEqualTo(Map.of(DrawCategory.FOOD, 10_000L));
        }

        @Test
        void lock_nothing_but_say_what_is_over() {
            set(Map.of(DrawCategory.ACCOMMODATION, 5_000L));
            Content.Requested bed = request(line(DrawCategory.ACCOMMODATION, 5_001));
            assertThat(state.budgets().overBudget(YEAR, bed, false)).containsExactly(DrawCategory.ACCOMMODATION);

            approved(bed);
            approved(request(line(DrawCategory.FOOD, 700)));

            assertThat(table().rows())
                    .containsExactly(
                            new BudgetTable.Row(DrawCategory.ACCOMMODATION, 5_000, 0, 5_001),
                            new BudgetTable.Row(DrawCategory.FOOD, 0, 0, 700));
            assertThat(table().rows()).allMatch(BudgetTable.Row::isOverBudget);
            assertThat(state.budgets().overBudget(YEAR, bed, true)).containsExactly(DrawCategory.ACCOMMODATION);
            assertThat(state.budgets().overBudget("2027-28", bed, false))
                    .as("a year without budgets has nothing to be over")
                    .isEmpty();
        }
    }

    @Nested
    class Spent_and_reserved {

        @Test
        void go_by_the_lines_to_the_penny() {
            approved(request(line(DrawCategory.ACCOMMODATION, 2_000), line(DrawCategory.FOOD, 1_000)));
            pay("d1", 1_000);

            assertThat(table().rows())
                    .containsExactly(
                            new BudgetTable.Row(DrawCategory.ACCOMMODATION, 0, 667, 1_333),
                            new BudgetTable.Row(DrawCategory.FOOD, 0, 333, 667));
        }

        @Test
        void count_in_the_year_whose_money_they_are() {
            now = Instant.parse("2027-03-31T22:59:00Z");
            approved(request(line(DrawCategory.FOOD, 1_000)));
            now = Instant.parse("2027-03-31T23:00:00Z");
            pay("d1", 400);

            assertThat(state.budgets().row(YEAR, DrawCategory.FOOD))
                    .as("paid on the first of April in London")
                    .isEqualTo(new BudgetTable.Row(DrawCategory.FOOD, 0, 400, 600));
        }

        @Test
        void shrink_by_what_is_given_back() {
            approved(request(line(DrawCategory.FOOD, 1_000)));
            pay("d1", 400);
            give(new FundCommand.Release("d1", ""));
            give(new FundCommand.Refund("d1", "", 150));

            assertThat(table().totals())
                    .isEqualTo(new BudgetTable.Row(DrawCategory.DRAW_CATEGORY_UNSPECIFIED, 0, 250, 0));
        }
    }

    @Nested
    class A_virement {

        @BeforeEach
        void given_100_pounds_for_food_and_30_of_them_gone() {
            set(Map.of(DrawCategory.FOOD, 10_000L));
            approved(request(line(DrawCategory.FOOD, 3_000)));
            pay("d1", 1_000);
        }

        @Test
        void moves_budget_once_it_is_approved_also_to_a_category_without() {
            String etag = table().plan().etag();
            ask(7_000);
            assertThat(table().plan().of(DrawCategory.FOOD)).isEqualTo(10_000);

            give(new BudgetCommand.ApproveVirement("v1"));

            assertThat(table().plan().amounts())
                    .isEqualTo(Map.of(DrawCategory.FOOD, 3_000L, DrawCategory.TRAVEL, 7_000L));
            assertThat(table().plan().etag()).isNotEqualTo(etag);
            assertThat(virement("v1").state()).isEqualTo(VirementState.APPROVED);
        }

        @Test
        void is_refused_over_what_is_left_with_the_figures() {
            Refusal refusal = refused(() -> ask(7_001));

            assertThat(refusal)
                    .hasMessageContainingAll(
                            "£70.01",
                            "food in 2026-27",
                            "£70.00 left",
                            "£100.00 budgeted",
                            "£10.00 spent",
                            "£20.00 reserved");
        }

        @Test
        void is_refused_if_by_its_approval_the_budget_is_gone() {
            ask(7_000);
            approved(request(line(DrawCategory.FOOD, 7_500)));

            Refusal refusal = refused(() -> give(new BudgetCommand.ApproveVirement("v1")));

            assertThat(refusal).hasMessageContainingAll("£70.00", "overrun by £5.00");
            assertThat(virement("v1").state()).isEqualTo(VirementState.REQUESTED);
        }

        @Test
        void is_decided_once() {
            ask(100);
            ask(200);
            give(new BudgetCommand.RejectVirement("v1", "food comes first"));
            give(new BudgetCommand.WithdrawVirement("v2"));

            for (String virement : List.of("v1", "v2")) {
                assertThat(refused(() -> give(new BudgetCommand.ApproveVirement(virement))))
                        .hasMessageContaining(
                                "is " + Words.of(virement(virement).state()));
                assertThat(refused(() -> give(new BudgetCommand.RejectVirement(virement, "no"))))
                        .isNotNull();
                assertThat(refused(() -> give(new BudgetCommand.WithdrawVirement(virement))))
                        .isNotNull();
            }
            assertThat(table().plan().of(DrawCategory.FOOD)).isEqualTo(10_000);
            assertThat(refused(() -> give(new BudgetCommand.ApproveVirement("v3"))))
                    .hasMessageContaining("v3");
        }

        private void ask(long pence) {
            give(new BudgetCommand.RequestVirement(
                    YEAR, DrawCategory.FOOD, DrawCategory.TRAVEL, pence, "a long way to the safe house"));
        }

        private Virement virement(String id) {
            return state.budgets().virement(id).orElseThrow();
        }
    }

    private BudgetTable table() {
        return state.budgets().table(YEAR);
    }

    private void allocate(String year, long pence) {
        give(new FundCommand.Allocate(pence, new Content.Allocated(FundingStream.PCC_CORE, year)));
    }

    private void set(Map<DrawCategory, Long> amounts) {
        give(new BudgetCommand.SetBudgets(YEAR, amounts, table().plan().etag()));
    }

    private static Content.Line line(DrawCategory category, long pence) {
        return new Content.Line(category, 1, 0, pence);
    }

    private static Content.Requested request(Content.Line... lines) {
        return new Content.Requested(List.of(lines), "a person found tonight", "", Urgency.TONIGHT, "");
    }

    private void approved(Content.Requested request) {
        String draw = state.nextDrawId();
        give(new FundCommand.Request(request));
        give(new FundCommand.Approve(draw, "", "", FundingStream.FUNDING_STREAM_UNSPECIFIED, false));
    }

    private void pay(String draw, long pence) {
        give(new FundCommand.Pay(draw, "", pence));
    }

    private void give(BudgetCommand command) {
        give(new FundCommand.OnBudgets(command));
    }

    /** Decided on a draft, as the ledger does, and stored after. */
    private void give(FundCommand command) {
        FundState draft = state.draft();
        String key = "command " + ++commands;
        var entry = draft.next(DrawRules.decide(draft, command, FINANCE, now, new Command(key, key)));
        draft.apply(entry);
        assertThat(state.lastSequence()).isEqualTo(entry.sequence() - 1);
        state.apply(entry);
    }

    private static Refusal refused(Executable call) {
        return catchThrowableOfType(Refusal.class, call::execute);
    }
}
