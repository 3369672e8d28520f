package opcc.tracker.funds;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.rpc.Code;
import java.util.Map;
import opcc.tracker.kit.testing.Refusals;
import opcc.tracker.kit.testing.RunningService;
import opcc.tracker.kit.testing.TestPerson;
import opcc.tracker.v1.Allocation;
import opcc.tracker.v1.ApproveDrawRequest;
import opcc.tracker.v1.CreateAllocationRequest;
import opcc.tracker.v1.CreateDrawRequest;
import opcc.tracker.v1.CreateFundRequest;
import opcc.tracker.v1.Draw;
import opcc.tracker.v1.DrawCategoryEnum.DrawCategory;
import opcc.tracker.v1.DrawLine;
import opcc.tracker.v1.DrawStateEnum.DrawState;
import opcc.tracker.v1.Fund;
import opcc.tracker.v1.FundingStreamEnum.FundingStream;
import opcc.tracker.v1.FundsServiceGrpc;
import opcc.tracker.v1.FundsServiceGrpc.FundsServiceBlockingStub;
import opcc.tracker.v1.GetDrawRequest;
import opcc.tracker.v1.GetFundRequest;
import opcc.tracker.v1.ListAllocationsRequest;
import opcc.tracker.v1.ListDrawsRequest;
import opcc.tracker.v1.ListEntriesRequest;
import opcc.tracker.v1.ListFundsRequest;
import opcc.tracker.v1.PayDrawRequest;
import opcc.tracker.v1.ReconcileDrawRequest;
import opcc.tracker.v1.RejectDrawRequest;
import opcc.tracker.v1.ReleaseDrawRequest;
import opcc.tracker.v1.VerifyFundRequest;
import opcc.tracker.v1.WithdrawDrawRequest;
import org.awaitility.Awaitility;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Funds and draws over real sockets, with a realm that signs and a MongoDB. */
class FundsIT {

    private static RunningService service;
    private static int funds;

    private final TestPerson finance = service.realm().finance("west-mercia");
    private final TestPerson payer = finance.named("finance2.westmercia");
    private final TestPerson officer = service.realm().requester("west-mercia");
    private final TestPerson otherOfficer = officer.named("requester2.westmercia");
    private final TestPerson auditor = service.realm().auditor("west-mercia");

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
    void given_a_fund_with_500_pounds() {
        fund = open("fund-" + ++funds).getName();
        allocate(50_000);
    }

    @Nested
    class A_draw {

        @Test
        void goes_from_request_to_receipt_with_the_balances_right_at_each_step() {
            Draw draw = request(officer, 13_000);
            assertThat(draw.getState()).isEqualTo(DrawState.REQUESTED);
            assertThat(draw.getAmountPence()).isEqualTo(13_000);
            assertBalances(50_000, 0, 0, 50_000);

            assertThat(approve(finance, draw).getState()).isEqualTo(DrawState.APPROVED);
            assertBalances(50_000, 13_000, 0, 37_000);

            assertThat(pay(payer, draw, 5_000).getState()).isEqualTo(DrawState.APPROVED);
            assertBalances(50_000, 8_000, 5_000, 37_000);

            assertThat(pay(payer, draw, 8_000).getState()).isEqualTo(DrawState.PAID);
            assertBalances(50_000, 0, 13_000, 37_000);

            Draw reconciled = as(finance)
                    .reconcileDraw(ReconcileDrawRequest.newBuilder()
                            .setName(draw.getName())
                            .setReceiptReference("INV-2026/117")
                            .build());
            assertThat(reconciled.getState()).isEqualTo(DrawState.RECONCILED);
            assertThat(reconciled.getReceiptReference()).isEqualTo("INV-2026/117");
            assertThat(reconciled.getApprover()).isEqualTo("users/finance.west-mercia");
            assertThat(as(auditor)
                            .listEntries(ListEntriesRequest.newBuilder()
                                    .setParent(fund)
                                    .build())
                            .getEntriesList())
                    .extracting(entry -> entry.getKind().name())
                    .containsExactly("ALLOCATED", "REQUESTED", "APPROVED", "PAID", "PAID", "RECONCILED");
        }

        @Test
        void is_soon_in_the_view_as_the_ledger_has_it() {
            Draw draw = request(officer, 13_000);
            approve(finance, draw);

            Awaitility.await().untilAsserted(() -> {
                Document seen = service.mongo()
                        .database()
                        .getCollection("draws")
                        .find(new Document("_id", draw.getName()))
                        .first();
                assertThat(seen).containsEntry("state", "APPROVED").containsEntry("reserved", 13_000L);
            });
        }

        @Test
        void gives_back_what_is_released() {
            Draw draw = request(officer, 13_000);
            approve(finance, draw);

            Draw released = as(finance)
                    .releaseDraw(ReleaseDrawRequest.newBuilder()
                            .setName(draw.getName())
                            .build());

            assertThat(released.getState()).isEqualTo(DrawState.RELEASED);
            assertBalances(50_000, 0, 0, 50_000);
        }

        @Test
        void is_paid_when_the_rest_of_a_part_payment_is_released() {
            Draw draw = request(officer, 13_000);
            approve(finance, draw);
            pay(payer, draw, 3_000);

            Draw released = as(finance)
                    .releaseDraw(ReleaseDrawRequest.newBuilder()
                            .setName(draw.getName())
                            .build());

            assertThat(released.getState()).isEqualTo(DrawState.PAID);
            assertBalances(50_000, 0, 3_000, 47_000);
        }

        @Test
        void is_rejected_with_a_reason_or_withdrawn_by_who_asked() {
            Draw rejected = as(finance)
                    .rejectDraw(RejectDrawRequest.newBuilder()
                            .setName(request(officer, 13_000).getName())
                            .setReason("the force has a bed free")
                            .build());
            Draw withdrawn = as(officer)
                    .withdrawDraw(WithdrawDrawRequest.newBuilder()
                            .setName(request(officer, 13_000).getName())
                            .build());

            assertThat(rejected.getRejectionReason()).isEqualTo("the force has a bed free");
            assertThat(withdrawn.getState()).isEqualTo(DrawState.WITHDRAWN);
            assertBalances(50_000, 0, 0, 50_000);
        }

        @Test
        void beyond_the_available_money_is_refused_with_the_amounts() {
            approve(finance, request(officer, 45_000));
            Draw draw = request(officer, 13_000);

            Refusals refusal = Refusals.of(() -> approve(finance, draw));

            assertThat(refusal.code()).isEqualTo(Code.FAILED_PRECONDITION);
            assertThat(refusal.reason()).isEqualTo("INSUFFICIENT_FUNDS");
            assertThat(refusal.message()).contains("£130.00", "£50.00 available", "£450.00 reserved");
            assertThat(refusal.metadata()).containsEntry("availablePence", "5000");
        }

        @Test
        void is_never_paid_beyond_what_was_approved() {
            Draw draw = request(officer, 13_000);
            approve(finance, draw);

            Refusals refusal = Refusals.of(() -> pay(payer, draw, 13_001));

            assertThat(refusal.reason()).isEqualTo("EXCEEDS_RESERVED");
            assertThat(refusal.message()).contains("£130.01", "£130.00");
        }

        @Test
        void is_refused_in_the_wrong_state_by_its_name() {
            Draw draw = request(officer, 13_000);

            Refusals refusal = Refusals.of(() -> pay(payer, draw, 13_000));

            assertThat(refusal.reason()).isEqualTo("DRAW_STATE");
            assertThat(refusal.message()).contains("approved", "requested");
        }

        @Test
        void that_changed_since_it_was_read_is_refused() {
            Draw draw = request(officer, 13_000);
            approve(finance, draw);

            Refusals refusal = Refusals.of(() -> as(finance)
                    .releaseDraw(ReleaseDrawRequest.newBuilder()
                            .setName(draw.getName())
                            .setEtag(draw.getEtag())
                            .build()));

            assertThat(refusal.code()).isEqualTo(Code.ABORTED);
            assertThat(refusal.reason()).isEqualTo("ETAG_MISMATCH");
        }
    }

    @Nested
    class Nobody_approves_or_pays_what_they_asked_for {

        @Test
        void an_officer_is_told_so_when_they_try() {
            Draw draw = request(officer, 13_000);

            Refusals refusal = Refusals.of(() -> approve(officer, draw));

            assertThat(refusal.code()).isEqualTo(Code.PERMISSION_DENIED);
            assertThat(refusal.reason()).isEqualTo("SEPARATION_OF_DUTIES");
        }

        @Test
        void not_even_finance() {
            Draw draw = request(finance, 13_000);

            assertThat(Refusals.of(() -> approve(finance, draw)).reason()).isEqualTo("SEPARATION_OF_DUTIES");
            approve(payer, draw);
            assertThat(Refusals.of(() -> pay(finance, draw, 13_000)).reason()).isEqualTo("SEPARATION_OF_DUTIES");
            assertThat(pay(payer, draw, 13_000).getState()).isEqualTo(DrawState.PAID);
        }

        @Test
        void another_officer_lacks_the_role() {
            Draw draw = request(officer, 13_000);

            Refusals refusal = Refusals.of(() -> approve(otherOfficer, draw));

            assertThat(refusal.code()).isEqualTo(Code.PERMISSION_DENIED);
            assertThat(refusal.reason()).isEqualTo("ROLE_REQUIRED");
            assertThat(refusal.message()).contains("finance", "requester");
        }
    }

    @Nested
    class Access {

        @Test
        void another_areas_fund_is_not_there() {
            TestPerson surrey = service.realm().commissioner("surrey");

            Refusals foreign = Refusals.of(() -> get(surrey, fund));
            Refusals absent = Refusals.of(() -> get(surrey, "funds/none"));

            assertThat(foreign.code()).isEqualTo(Code.NOT_FOUND);
            assertThat(foreign.message().replace(fund, "X"))
                    .isEqualTo(absent.message().replace("funds/none", "X"));
            assertThat(as(surrey)
                            .listFunds(ListFundsRequest.getDefaultInstance())
                            .getFundsList())
                    .isEmpty();
        }

        @Test
        void an_officer_sees_only_their_own_draws() {
            Draw draw = request(officer, 13_000);
            ListDrawsRequest list =
                    ListDrawsRequest.newBuilder().setParent(fund).build();

            assertThat(Refusals.of(() -> as(otherOfficer)
                                    .getDraw(GetDrawRequest.newBuilder()
                                            .setName(draw.getName())
                                            .build()))
                            .code())
                    .isEqualTo(Code.NOT_FOUND);
            assertThat(as(otherOfficer).listDraws(list).getDrawsList()).isEmpty();
            assertThat(as(officer).listDraws(list).getDrawsList()).containsExactly(draw);
            assertThat(as(auditor).listDraws(list).getDrawsList()).containsExactly(draw);
        }

        @Test
        void a_provider_draws_where_its_contract_allows_and_sees_only_its_own() {
            TestPerson navigator = service.realm().provider("justice-and-care");
            TestPerson stranger = service.realm().provider("hope-for-justice");
            Draw officers = request(officer, 13_000);
            Draw own = request(navigator, 2_000);

            assertThat(own.getProvider()).isEqualTo("providers/justice-and-care");
            assertThat(as(navigator)
                            .listDraws(ListDrawsRequest.newBuilder()
                                    .setParent(fund)
                                    .build())
                            .getDrawsList())
                    .containsExactly(own);
            assertThat(Refusals.of(() -> as(navigator)
                                    .getDraw(GetDrawRequest.newBuilder()
                                            .setName(officers.getName())
                                            .build()))
                            .code())
                    .isEqualTo(Code.NOT_FOUND);
            assertThat(Refusals.of(() -> request(stranger, 2_000)).code()).isEqualTo(Code.NOT_FOUND);
        }

        @Test
        void finance_opens_funds_in_its_own_area_only() {
            Refusals refusal = Refusals.of(() -> as(finance)
                    .createFund(CreateFundRequest.newBuilder()
                            .setFundId("surrey-fund")
                            .setFund(Fund.newBuilder().setDisplayName("Surrey").setArea("surrey"))
                            .build()));

            assertThat(refusal.code()).isEqualTo(Code.PERMISSION_DENIED);
            assertThat(refusal.reason()).isEqualTo("AREA_NOT_YOURS");
        }
    }

    @Nested
    class A_request {

        @Test
        void that_is_not_valid_is_refused_with_every_field_named() {
            Refusals refusal = Refusals.of(() -> as(officer)
                    .createDraw(CreateDrawRequest.newBuilder()
                            .setParent(fund)
                            .setDraw(Draw.newBuilder()
                                    .addLines(DrawLine.newBuilder()
                                            .setCategory(DrawCategory.FOOD)
                                            .setQuantity(0)
                                            .setUnitPricePence(-5)))
                            .build()));

            assertThat(refusal.code()).isEqualTo(Code.INVALID_ARGUMENT);
            assertThat(refusal.violations())
                    .containsOnlyKeys("draw.lines[0].quantity", "draw.lines[0].unit_price_pence", "draw.reason");
        }

        @Test
        void with_a_reason_that_holds_personal_data_is_refused_without_repeating_it() {
            Refusals refusal = Refusals.of(() -> as(officer)
                    .createDraw(CreateDrawRequest.newBuilder()
                            .setParent(fund)
                            .setDraw(draw(13_000).toBuilder().setReason("call her on 07700 900123"))
                            .build()));

            assertThat(refusal.violations()).containsOnlyKeys("draw.reason");
            assertThat(refusal.toString()).doesNotContain("900123");
        }

        @Test
        void twice_with_the_same_key_has_one_effect_and_one_answer() {
            CreateDrawRequest request = CreateDrawRequest.newBuilder()
                    .setParent(fund)
                    .setDraw(draw(13_000))
                    .build();
            Draw first = as(officer, "key").createDraw(request);
            approve(finance, first);

            assertThat(as(officer, "key").createDraw(request)).isEqualTo(first);
            assertThat(as(otherOfficer, "key").createDraw(request).getName())
                    .as("the same key of somebody else is another key")
                    .isNotEqualTo(first.getName());
            Refusals refusal = Refusals.of(() -> as(officer, "key")
                    .createDraw(request.toBuilder().setDraw(draw(14_000)).build()));
            assertThat(refusal.reason()).isEqualTo("IDEMPOTENCY_KEY_REUSED");
        }

        @Test
        void to_open_a_fund_twice_is_refused_unless_it_is_the_same_command() {
            CreateFundRequest request = CreateFundRequest.newBuilder()
                    .setFundId("fund-of-one-command")
                    .setFund(Fund.newBuilder().setDisplayName("A fund").setArea("west-mercia"))
                    .build();
            Fund first = as(finance, "open").createFund(request);

            assertThat(as(finance, "open").createFund(request)).isEqualTo(first);
            assertThat(Refusals.of(() -> as(finance, "another").createFund(request))
                            .code())
                    .isEqualTo(Code.ALREADY_EXISTS);
        }
    }

    @Test
    void a_ledger_changed_in_the_store_is_found_and_the_entry_named() {
        request(officer, 13_000);
        VerifyFundRequest verify = VerifyFundRequest.newBuilder().setName(fund).build();
        assertThat(as(auditor).verifyFund(verify).getValid()).isTrue();

        service.mongo()
                .database()
                .getCollection("entries")
                .updateOne(
                        new Document("fund", fund.substring("funds/".length())).append("seq", 1L),
                        new Document("$set", new Document("amount", 99_999L)));

        var found = as(auditor).verifyFund(verify);
        assertThat(found.getValid()).isFalse();
        assertThat(found.getFirstInvalidEntry()).isEqualTo(fund + "/entries/1");
        assertThat(found.getProblem()).contains("hash");
    }

    @Test
    void lists_come_in_pages_that_leave_nothing_out() {
        for (int i = 0; i < 5; i++) {
            request(officer, 1_000);
        }
        ListDrawsRequest two =
                ListDrawsRequest.newBuilder().setParent(fund).setPageSize(2).build();

        var first = as(officer).listDraws(two);
        var second = as(officer)
                .listDraws(
                        two.toBuilder().setPageToken(first.getNextPageToken()).build());
        var third = as(officer)
                .listDraws(
                        two.toBuilder().setPageToken(second.getNextPageToken()).build());

        assertThat(first.getDrawsList())
                .extracting(Draw::getName)
                .containsExactly(fund + "/draws/d5", fund + "/draws/d4");
        assertThat(second.getDrawsList())
                .extracting(Draw::getName)
                .containsExactly(fund + "/draws/d3", fund + "/draws/d2");
        assertThat(third.getDrawsList()).extracting(Draw::getName).containsExactly(fund + "/draws/d1");
        assertThat(third.getNextPageToken()).isEmpty();
        assertThat(Refusals.of(() -> as(officer)
                                .listDraws(
                                        two.toBuilder().setPageToken("made up").build()))
                        .violations())
                .containsOnlyKeys("page_token");
    }

    @Test
    void allocations_are_listed_with_stream_and_year() {
        assertThat(as(auditor)
                        .listAllocations(ListAllocationsRequest.newBuilder()
                                .setParent(fund)
                                .build())
                        .getAllocationsList())
                .singleElement()
                .satisfies(allocation -> {
                    assertThat(allocation.getFundingStream()).isEqualTo(FundingStream.PCC_CORE);
                    assertThat(allocation.getFinancialYear()).isEqualTo("2026-27");
                    assertThat(allocation.getAmountPence()).isEqualTo(50_000);
                });
    }

    private static FundsServiceBlockingStub as(TestPerson person) {
        return person.calling(FundsServiceGrpc.newBlockingStub(service.channel()));
    }

    private static FundsServiceBlockingStub as(TestPerson person, String key) {
        return person.calling(FundsServiceGrpc.newBlockingStub(service.channel()), key);
    }

    private Fund open(String id) {
        return as(finance)
                .createFund(CreateFundRequest.newBuilder()
                        .setFundId(id)
                        .setFund(Fund.newBuilder()
                                .setDisplayName("Emergency fund")
                                .setArea("west-mercia")
                                .addDrawingProviders("providers/justice-and-care"))
                        .build());
    }

    private void allocate(long pence) {
        as(finance)
                .createAllocation(CreateAllocationRequest.newBuilder()
                        .setParent(fund)
                        .setAllocation(Allocation.newBuilder()
                                .setFundingStream(FundingStream.PCC_CORE)
                                .setFinancialYear("2026-27")
                                .setAmountPence(pence))
                        .build());
    }

    private static Draw draw(long pence) {
        return Draw.newBuilder()
                .addLines(DrawLine.newBuilder()
                        .setCategory(DrawCategory.ACCOMMODATION)
                        .setQuantity(1)
                        .setUnitPricePence(pence))
                .setReason("a bed for tonight")
                .build();
    }

    private Draw request(TestPerson person, long pence) {
        return as(person)
                .createDraw(CreateDrawRequest.newBuilder()
                        .setParent(fund)
                        .setDraw(draw(pence))
                        .build());
    }

    private static Draw approve(TestPerson person, Draw draw) {
        return as(person)
                .approveDraw(
                        ApproveDrawRequest.newBuilder().setName(draw.getName()).build());
    }

    private static Draw pay(TestPerson person, Draw draw, long pence) {
        return as(person)
                .payDraw(PayDrawRequest.newBuilder()
                        .setName(draw.getName())
                        .setAmountPence(pence)
                        .build());
    }

    private static Fund get(TestPerson person, String name) {
        return as(person).getFund(GetFundRequest.newBuilder().setName(name).build());
    }

    private void assertBalances(long allocated, long reserved, long paid, long available) {
        Fund now = get(auditor, fund);
        assertThat(new long[] {
                    now.getAllocatedPence(), now.getReservedPence(), now.getPaidPence(), now.getAvailablePence()
                })
                .containsExactly(allocated, reserved, paid, available);
        assertThat(as(auditor)
                        .verifyFund(VerifyFundRequest.newBuilder().setName(fund).build())
                        .getValid())
                .isTrue();
    }
}
