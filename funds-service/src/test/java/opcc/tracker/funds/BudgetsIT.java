package opcc.tracker.funds;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.rpc.Code;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import opcc.tracker.kit.testing.Refusals;
import opcc.tracker.kit.testing.RunningService;
import opcc.tracker.kit.testing.TestPerson;
import opcc.tracker.v1.Allocation;
import opcc.tracker.v1.ApproveDrawRequest;
import opcc.tracker.v1.ApproveVirementRequest;
import opcc.tracker.v1.BudgetLine;
import opcc.tracker.v1.Budgets;
import opcc.tracker.v1.BudgetsServiceGrpc;
import opcc.tracker.v1.BudgetsServiceGrpc.BudgetsServiceBlockingStub;
import opcc.tracker.v1.CreateAllocationRequest;
import opcc.tracker.v1.CreateDrawRequest;
import opcc.tracker.v1.CreateFundRequest;
import opcc.tracker.v1.CreateVirementRequest;
import opcc.tracker.v1.Draw;
import opcc.tracker.v1.DrawCategoryEnum.DrawCategory;
import opcc.tracker.v1.DrawLine;
import opcc.tracker.v1.Entry;
import opcc.tracker.v1.EntryKindEnum.EntryKind;
import opcc.tracker.v1.Fund;
import opcc.tracker.v1.FundingStreamEnum.FundingStream;
import opcc.tracker.v1.FundsServiceGrpc;
import opcc.tracker.v1.FundsServiceGrpc.FundsServiceBlockingStub;
import opcc.tracker.v1.GetBudgetsRequest;
import opcc.tracker.v1.GetQueueRequest;
import opcc.tracker.v1.GetSpendRequest;
import opcc.tracker.v1.GetVirementRequest;
import opcc.tracker.v1.ListEntriesRequest;
import opcc.tracker.v1.ListVirementsRequest;
import opcc.tracker.v1.PayDrawRequest;
import opcc.tracker.v1.QueueItem;
import opcc.tracker.v1.RejectVirementRequest;
import opcc.tracker.v1.SpendServiceGrpc;
import opcc.tracker.v1.UpdateBudgetsRequest;
import opcc.tracker.v1.VerifyFundRequest;
import opcc.tracker.v1.Virement;
import opcc.tracker.v1.VirementStateEnum.VirementState;
import opcc.tracker.v1.WithdrawVirementRequest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Budgets by category and virements between them, over the wire. */
class BudgetsIT {

    private static RunningService service;
    private static int funds;

    private final TestPerson finance = service.realm().finance("west-mercia");
    private final TestPerson second = finance.named("finance2.westmercia");
    private final TestPerson officer = service.realm().requester("west-mercia");

    private String fund = "";

    @BeforeAll
    static void start() {
        service = RunningService.start(FundsApplication.class, Map.of());
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @BeforeEach
    void given_a_fund_with_1000_pounds_and_600_of_them_budgeted() {
        service.setNow(Instant.parse("2026-07-15T10:00:00Z"));
        fund = funds(finance)
                .createFund(CreateFundRequest.newBuilder()
                        .setFundId("budgets-" + ++funds)
                        .setFund(Fund.newBuilder().setDisplayName("A fund").setArea("west-mercia"))
                        .build())
                .getName();
        funds(finance)
                .createAllocation(CreateAllocationRequest.newBuilder()
                        .setParent(fund)
                        .setAllocation(Allocation.newBuilder()
                                .setFundingStream(FundingStream.PCC_CORE)
                                .setFinancialYear("2026-27")
                                .setAmountPence(100_000))
                        .build());
        set(finance, "0", line(DrawCategory.ACCOMMODATION, 50_000), line(DrawCategory.FOOD, 10_000));
    }

    @AfterEach
    void the_ledger_holds() {
        assertThat(funds(finance)
                        .verifyFund(VerifyFundRequest.newBuilder().setName(fund).build())
                        .getValid())
                .isTrue();
    }

    @Nested
    class A_budget {

        @Test
        void stands_beside_what_is_spent_and_reserved() {
            String draw = approved(DrawCategory.FOOD, 4_000);
            funds(second)
                    .payDraw(PayDrawRequest.newBuilder()
                            .setName(draw)
                            .setAmountPence(1_500)
                            .build());
            approved(DrawCategory.PHONE, 900);

            for (TestPerson person : new TestPerson[] {
                finance,
                service.realm().commissioner("west-mercia"),
                service.realm().auditor("west-mercia")
            }) {
                Budgets read = read(person);

                assertThat(read.getFinancialYear()).isEqualTo("2026-27");
                assertThat(read.getLinesList())
                        .containsExactly(
                                result(DrawCategory.ACCOMMODATION, 50_000, 0, 0, 50_000),
                                result(DrawCategory.FOOD, 10_000, 1_500, 2_500, 6_000),
                                result(DrawCategory.PHONE, 0, 0, 900, -900));
                assertThat(read.getTotals().getRemainingPence()).isEqualTo(55_100);
                assertThat(read.getAllocatedPence()).isEqualTo(100_000);
                assertThat(read.getUnbudgetedPence()).isEqualTo(40_000);
                assertThat(read.getAuthor()).isEqualTo("users/finance.west-mercia");
            }
        }

        @Test
        void stands_in_the_spend_by_category() {
            approved(DrawCategory.FOOD, 4_000);

            var report = finance.calling(SpendServiceGrpc.newBlockingStub(service.channel()))
                    .getSpend(GetSpendRequest.newBuilder()
                            .setFund(fund)
                            .setGroupBy("category")
                            .build());

            assertThat(report.getRowsList())
                    .extracting(row ->
                            row.getCategory() + " " + row.getReservedPence() + " reserved of " + row.getBudgetPence())
                    .containsExactly("ACCOMMODATION 0 reserved of 50000", "FOOD 4000 reserved of 10000");
            assertThat(report.getTotals().getBudgetPence()).isEqualTo(60_000);
        }

        @Test
        void over_the_allocation_is_refused_with_the_figures() {
            Refusals refusal = Refusals.of(() -> set(
                    finance,
                    read(finance).getEtag(),
                    line(DrawCategory.ACCOMMODATION, 90_000),
                    line(DrawCategory.FOOD, 10_001)));

            assertThat(refusal.code()).isEqualTo(Code.FAILED_PRECONDITION);
            assertThat(refusal.reason()).isEqualTo("BUDGET_OVER_ALLOCATION");
            assertThat(refusal.message()).contains("£1,000.01", "£1,000.00");
            assertThat(refusal.metadata())
                    .containsEntry("budgetPence", "100001")
                    .containsEntry("allocatedPence", "100000");
        }

        @Test
        void that_somebody_else_changed_is_refused_and_what_was_read_can_be_sent_back() {
            Budgets read = read(finance);
            assertThat(Refusals.of(() -> set(second, "0", line(DrawCategory.FOOD, 1)))
                            .reason())
                    .isEqualTo("ETAG_MISMATCH");

            Budgets again = budgets(second)
                    .updateBudgets(
                            UpdateBudgetsRequest.newBuilder().setBudgets(read).build());

            assertThat(again.getLinesList()).isEqualTo(read.getLinesList());
            assertThat(again.getEtag()).isNotEqualTo(read.getEtag());
        }

        @Test
        void that_can_not_be_read_is_refused_by_the_field() {
            assertThat(Refusals.of(() -> set(finance, "", line(DrawCategory.FOOD, 1)))
                            .violations())
                    .containsOnlyKeys("budgets.etag");
            assertThat(Refusals.of(() -> set(
                                    finance,
                                    read(finance).getEtag(),
                                    line(DrawCategory.FOOD, 1),
                                    line(DrawCategory.FOOD, 2)))
                            .violations())
                    .containsOnlyKeys("budgets.lines[1].category");
            assertThat(Refusals.of(() -> budgets(finance)
                                    .getBudgets(GetBudgetsRequest.newBuilder()
                                            .setName(fund + "/budgets")
                                            .setFinancialYear("2026-28")
                                            .build()))
                            .violations())
                    .containsOnlyKeys("financial_year");
        }

        @Test
        void that_is_set_again_by_the_same_call_has_the_same_answer_whatever_came_between() {
            UpdateBudgetsRequest request = UpdateBudgetsRequest.newBuilder()
                    .setBudgets(Budgets.newBuilder()
                            .setName(fund + "/budgets")
                            .setFinancialYear("2026-27")
                            .setEtag(read(finance).getEtag())
                            .addLines(line(DrawCategory.FOOD, 20_000)))
                    .build();
            String key = "set-once-" + fund;

            Budgets first = budgets(finance, key).updateBudgets(request);
            approved(DrawCategory.FOOD, 4_000);
            Budgets repeated = budgets(finance, key).updateBudgets(request);

            assertThat(repeated).isEqualTo(first);
            assertThat(read(finance).getLines(0).getReservedPence()).isEqualTo(4_000);
        }

        @Test
        void does_not_stop_a_draw_that_is_over_it_but_the_queue_says_so() {
            request(DrawCategory.FOOD, 10_001);
            request(DrawCategory.FOOD, 10_000);
            approved(DrawCategory.TRAVEL, 500);

            var queue = funds(finance)
                    .getQueue(GetQueueRequest.newBuilder().setParent(fund).build());

            assertThat(queue.getItemsList())
                    .extracting(QueueItem::getOverBudgetCategoriesList)
                    .extracting(Object::toString)
                    .containsExactlyInAnyOrder("[FOOD]", "[]", "[TRAVEL]");
        }

        @Test
        void of_another_area_is_not_there_and_is_not_for_officers() {
            TestPerson elsewhere = service.realm().finance("surrey");

            assertThat(Refusals.of(() -> read(elsewhere)).code()).isEqualTo(Code.NOT_FOUND);
            assertThat(Refusals.of(() -> set(elsewhere, "0")).code()).isEqualTo(Code.NOT_FOUND);
            assertThat(Refusals.of(() -> ask(elsewhere, 1)).code()).isEqualTo(Code.NOT_FOUND);
            assertThat(Refusals.of(() -> read(officer)).reason()).isEqualTo("ROLE_REQUIRED");
            assertThat(Refusals.of(() -> set(service.realm().commissioner("west-mercia"), "0"))
                            .reason())
                    .isEqualTo("ROLE_REQUIRED");
        }
    }

    @Nested
    class A_virement {

        @Test
        void is_asked_for_by_one_and_approved_by_another() {
            Virement asked = ask(finance, 7_000);
            assertThat(asked.getName()).isEqualTo(fund + "/virements/v1");
            assertThat(asked.getState()).isEqualTo(VirementState.REQUESTED);
            assertThat(asked.getRequester()).isEqualTo("users/finance.west-mercia");

            Virement approved = approve(second, asked);

            assertThat(approved.getState()).isEqualTo(VirementState.APPROVED);
            assertThat(approved.getDecider()).isEqualTo("users/finance2.westmercia");
            assertThat(read(finance).getLinesList())
                    .extracting(BudgetLine::getBudgetPence)
                    .containsExactly(57_000L, 3_000L);
            assertThat(funds(finance)
                            .listEntries(ListEntriesRequest.newBuilder()
                                    .setParent(fund)
                                    .build())
                            .getEntriesList())
                    .filteredOn(entry -> entry.getVirement().equals(asked.getName()))
                    .extracting(Entry::getKind)
                    .containsExactly(EntryKind.VIREMENT_REQUESTED, EntryKind.VIREMENT_APPROVED);
        }

        @Test
        void is_not_decided_by_who_asked_for_it() {
            Virement asked = ask(finance, 7_000);

            for (Refusals refusal : new Refusals[] {
                Refusals.of(() -> approve(finance, asked)), Refusals.of(() -> reject(finance, asked))
            }) {
                assertThat(refusal.code()).isEqualTo(Code.PERMISSION_DENIED);
                assertThat(refusal.reason()).isEqualTo("SEPARATION_OF_DUTIES");
            }
            assertThat(get(asked).getState()).isEqualTo(VirementState.REQUESTED);
        }

        @Test
        void is_rejected_with_the_reason_or_withdrawn_by_who_asked() {
            Virement rejected = reject(second, ask(finance, 7_000));
            Virement asked = ask(finance, 6_000);

            assertThat(rejected.getState()).isEqualTo(VirementState.REJECTED);
            assertThat(rejected.getRejectionReason()).isEqualTo("food comes first");
            assertThat(Refusals.of(() -> withdraw(second, asked)).code())
                    .as("only who asked may take it back")
                    .isIn(Code.PERMISSION_DENIED, Code.NOT_FOUND);
            assertThat(withdraw(finance, asked).getState()).isEqualTo(VirementState.WITHDRAWN);
            assertThat(Refusals.of(() -> approve(second, asked)).reason()).isEqualTo("VIREMENT_STATE");
            assertThat(list(VirementState.VIREMENT_STATE_UNSPECIFIED))
                    .containsExactly(fund + "/virements/v2", fund + "/virements/v1");
            assertThat(list(VirementState.REJECTED)).containsExactly(fund + "/virements/v1");
        }

        @Test
        void of_more_than_is_left_is_refused_with_the_figures_when_asked_for_and_when_approved() {
            Virement asked = ask(finance, 8_000);
            approved(DrawCategory.FOOD, 2_001);

            Refusals late = Refusals.of(() -> approve(second, asked));
            Refusals early = Refusals.of(() -> ask(finance, 8_000));

            for (Refusals refusal : new Refusals[] {late, early}) {
                assertThat(refusal.code()).isEqualTo(Code.FAILED_PRECONDITION);
                assertThat(refusal.reason()).isEqualTo("VIREMENT_EXCEEDS_REMAINING");
                assertThat(refusal.message()).contains("£80.00", "£79.99", "£100.00", "£20.01");
            }
        }

        @Test
        void that_is_asked_for_again_by_the_same_call_has_the_same_answer_after_its_approval_too() {
            CreateVirementRequest request = virement(7_000);
            String key = "ask-once-" + fund;

            Virement first = budgets(finance, key).createVirement(request);
            approve(second, first);
            Virement repeated = budgets(finance, key).createVirement(request);

            assertThat(repeated).isEqualTo(first);
            assertThat(list(VirementState.VIREMENT_STATE_UNSPECIFIED)).hasSize(1);
        }

        @Test
        void into_its_own_category_or_with_personal_data_in_its_reason_is_refused_by_the_field() {
            assertThat(Refusals.of(() -> budgets(finance)
                                    .createVirement(virement(1).toBuilder()
                                            .setVirement(virement(1).getVirement().toBuilder()
                                                    .setToCategory(DrawCategory.FOOD))
                                            .build()))
                            .violations())
                    .containsOnlyKeys("virement.to_category");
            assertThat(Refusals.of(() -> budgets(finance)
                                    .createVirement(virement(1).toBuilder()
                                            .setVirement(virement(1).getVirement().toBuilder()
                                                    .setReason("ask somebody@example.org"))
                                            .build()))
                            .violations())
                    .containsOnlyKeys("virement.reason");
        }

        @Test
        void of_another_area_is_not_there() {
            TestPerson elsewhere = service.realm().finance("surrey");
            Virement asked = ask(finance, 1);

            assertThat(Refusals.of(() -> approve(elsewhere, asked)).code()).isEqualTo(Code.NOT_FOUND);
            assertThat(Refusals.of(() -> budgets(finance)
                                    .getVirement(GetVirementRequest.newBuilder()
                                            .setName(fund + "/virements/v9")
                                            .build()))
                            .code())
                    .isEqualTo(Code.NOT_FOUND);
        }
    }

    private static FundsServiceBlockingStub funds(TestPerson person) {
        return person.calling(FundsServiceGrpc.newBlockingStub(service.channel()));
    }

    private static BudgetsServiceBlockingStub budgets(TestPerson person) {
        return person.calling(BudgetsServiceGrpc.newBlockingStub(service.channel()));
    }

    private static BudgetsServiceBlockingStub budgets(TestPerson person, String key) {
        return person.calling(BudgetsServiceGrpc.newBlockingStub(service.channel()), key);
    }

    private static BudgetLine line(DrawCategory category, long pence) {
        return BudgetLine.newBuilder()
                .setCategory(category)
                .setBudgetPence(pence)
                .build();
    }

    private static BudgetLine result(DrawCategory category, long budget, long spent, long reserved, long remaining) {
        return line(category, budget).toBuilder()
                .setSpentPence(spent)
                .setReservedPence(reserved)
                .setRemainingPence(remaining)
                .setOverBudget(remaining < 0)
                .build();
    }

    private Budgets read(TestPerson person) {
        return budgets(person)
                .getBudgets(GetBudgetsRequest.newBuilder()
                        .setName(fund + "/budgets")
                        .build());
    }

    private Budgets set(TestPerson person, String etag, BudgetLine... lines) {
        Budgets.Builder asked = Budgets.newBuilder()
                .setName(fund + "/budgets")
                .setFinancialYear("2026-27")
                .setEtag(etag);
        for (BudgetLine line : lines) {
            asked.addLines(line);
        }
        return budgets(person)
                .updateBudgets(
                        UpdateBudgetsRequest.newBuilder().setBudgets(asked).build());
    }

    private CreateVirementRequest virement(long pence) {
        return CreateVirementRequest.newBuilder()
                .setParent(fund)
                .setVirement(Virement.newBuilder()
                        .setFinancialYear("2026-27")
                        .setFromCategory(DrawCategory.FOOD)
                        .setToCategory(DrawCategory.ACCOMMODATION)
                        .setAmountPence(pence)
                        .setReason("more nights than planned"))
                .build();
    }

    private Virement ask(TestPerson person, long pence) {
        return budgets(person).createVirement(virement(pence));
    }

    private static Virement approve(TestPerson person, Virement virement) {
        return budgets(person)
                .approveVirement(ApproveVirementRequest.newBuilder()
                        .setName(virement.getName())
                        .build());
    }

    private static Virement reject(TestPerson person, Virement virement) {
        return budgets(person)
                .rejectVirement(RejectVirementRequest.newBuilder()
                        .setName(virement.getName())
                        .setReason("food comes first")
                        .build());
    }

    private static Virement withdraw(TestPerson person, Virement virement) {
        return budgets(person)
                .withdrawVirement(WithdrawVirementRequest.newBuilder()
                        .setName(virement.getName())
                        .build());
    }

    private Virement get(Virement virement) {
        return budgets(finance)
                .getVirement(GetVirementRequest.newBuilder()
                        .setName(virement.getName())
                        .build());
    }

    private List<String> list(VirementState state) {
        return budgets(finance)
                .listVirements(ListVirementsRequest.newBuilder()
                        .setParent(fund)
                        .setState(state)
                        .build())
                .getVirementsList()
                .stream()
                .map(Virement::getName)
                .toList();
    }

    private String request(DrawCategory category, long pence) {
        return funds(officer)
                .createDraw(CreateDrawRequest.newBuilder()
                        .setParent(fund)
                        .setDraw(Draw.newBuilder()
                                .setReason("a person found tonight")
                                .addLines(DrawLine.newBuilder()
                                        .setCategory(category)
                                        .setQuantity(1)
                                        .setUnitPricePence(pence)))
                        .build())
                .getName();
    }

    private String approved(DrawCategory category, long pence) {
        String draw = request(category, pence);
        funds(finance).approveDraw(ApproveDrawRequest.newBuilder().setName(draw).build());
        return draw;
    }
}
