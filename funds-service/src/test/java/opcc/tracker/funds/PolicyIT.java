package opcc.tracker.funds;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.rpc.Code;
import java.time.Instant;
import java.util.Map;
import opcc.tracker.funds.api.Lapses;
import opcc.tracker.kit.testing.Refusals;
import opcc.tracker.kit.testing.RunningService;
import opcc.tracker.kit.testing.TestPerson;
import opcc.tracker.v1.Allocation;
import opcc.tracker.v1.ApproveDrawRequest;
import opcc.tracker.v1.ApproverLimit;
import opcc.tracker.v1.CategoryCap;
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
import opcc.tracker.v1.GetPolicyRequest;
import opcc.tracker.v1.GetQueueRequest;
import opcc.tracker.v1.PayDrawRequest;
import opcc.tracker.v1.Policy;
import opcc.tracker.v1.QueueItem;
import opcc.tracker.v1.RatifyDrawRequest;
import opcc.tracker.v1.RefundDrawRequest;
import opcc.tracker.v1.RejectDrawRequest;
import opcc.tracker.v1.UpdatePolicyRequest;
import opcc.tracker.v1.VerifyFundRequest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Rules 4 and 5 of the domain: limits, two persons, caps, emergencies, lapse and refund. */
class PolicyIT {

    /** A Thursday. */
    private static final Instant THURSDAY_NIGHT = Instant.parse("2026-12-24T01:00:00Z");

    private static RunningService service;
    private static int funds;

    private final TestPerson finance = service.realm().finance("west-mercia");
    private final TestPerson second = finance.named("finance2.westmercia");
    private final TestPerson officer = service.realm().requester("west-mercia");
    private final TestPerson administrator = service.realm().administrator();

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
    void given_a_fund_with_5000_pounds_and_a_policy() {
        service.setNow(THURSDAY_NIGHT);
        fund = as(finance)
                .createFund(CreateFundRequest.newBuilder()
                        .setFundId("policy-" + ++funds)
                        .setFund(Fund.newBuilder().setDisplayName("A fund").setArea("west-mercia"))
                        .build())
                .getName();
        as(finance)
                .createAllocation(CreateAllocationRequest.newBuilder()
                        .setParent(fund)
                        .setAllocation(Allocation.newBuilder()
                                .setFundingStream(FundingStream.PCC_CORE)
                                .setFinancialYear("2026-27")
                                .setAmountPence(500_000))
                        .build());
        set(policy());
    }

    private Policy.Builder policy() {
        return Policy.newBuilder()
                .setName(fund + "/policy")
                .setEtag("0")
                .setApproverLimitPence(100_000)
                .addApproverLimits(ApproverLimit.newBuilder()
                        .setApprover("users/finance2.westmercia")
                        .setLimitPence(300_000))
                .setTwoPersonThresholdPence(80_000)
                .addCategoryCaps(CategoryCap.newBuilder()
                        .setCategory(DrawCategory.ACCOMMODATION)
                        .setUnitCapPence(9_000))
                .setEmergencyLimitPence(20_000)
                .setRatifyWithinWorkingDays(3)
                .setReservationDays(30);
    }

    @Nested
    class An_approver {

        @Test
        void is_refused_over_their_limit_with_the_figures() {
            Draw draw = request(food(100_001));

            Refusals refusal = Refusals.of(() -> approve(finance, draw));

            assertThat(refusal.code()).isEqualTo(Code.PERMISSION_DENIED);
            assertThat(refusal.reason()).isEqualTo("APPROVER_LIMIT");
            assertThat(refusal.message()).contains("£1,000.01", "£1,000.00");
        }

        @Test
        void is_the_first_of_two_over_the_threshold_and_reserves_nothing_alone() {
            Draw draw = request(food(90_000));

            assertThat(approve(finance, draw).getState()).isEqualTo(DrawState.AWAITING_SECOND_APPROVAL);
            assertThat(balance().getReservedPence()).isZero();
            assertThat(Refusals.of(() -> approve(finance, draw)).reason()).isEqualTo("SECOND_APPROVER");

            Draw approved = approve(second, draw);
            assertThat(approved.getState()).isEqualTo(DrawState.APPROVED);
            assertThat(balance().getReservedPence()).isEqualTo(90_000);
            assertThat(approved.getDecisionsList())
                    .extracting(decision -> decision.getApprover())
                    .containsExactly("users/finance.west-mercia", "users/finance2.westmercia");
        }

        @Test
        void needs_a_reason_and_a_second_person_over_a_categorys_cap() {
            Draw draw = request(nights(2, 9_500));

            Refusals refusal = Refusals.of(() -> approve(finance, draw));
            assertThat(refusal.reason()).isEqualTo("CATEGORY_CAP");
            assertThat(refusal.message()).contains("£95.00", "£90.00");

            Draw half = as(finance)
                    .approveDraw(ApproveDrawRequest.newBuilder()
                            .setName(draw.getName())
                            .setOverCapReason("nothing else free within twenty miles")
                            .build());
            assertThat(half.getState()).isEqualTo(DrawState.AWAITING_SECOND_APPROVAL);
            assertThat(approve(second, draw).getState()).isEqualTo(DrawState.APPROVED);
        }

        @Test
        void leaves_the_rule_that_allowed_it_on_the_draw() {
            Draw approved = approve(finance, request(food(5_000)));

            assertThat(approved.getDecisions(0).getPolicyVersion()).isEqualTo(1);
            assertThat(approved.getDecisions(0).getRule()).contains("version 1", "£50.00", "£1,000.00", "£800.00");
        }
    }

    @Nested
    class A_second_factor {

        private final Instant now = Instant.parse("2026-12-24T01:00:00Z");

        private TestPerson signedIn(String level, Instant at) {
            return finance.signedIn(level, at);
        }

        @Test
        void is_wanted_from_the_amount_on_that_the_policy_names_and_only_of_late() {
            set(policy().setEtag("1").setStepUpFromPence(10_000));
            Draw draw = request(food(10_000));

            Refusals refusal = Refusals.of(() -> approve(finance, draw));
            assertThat(refusal.code()).isEqualTo(Code.UNAUTHENTICATED);
            assertThat(refusal.reason()).isEqualTo("INSUFFICIENT_USER_AUTHENTICATION");
            assertThat(refusal.metadata())
                    .containsEntry("acrValues", "second-factor")
                    .containsEntry("maxAge", "300");
            assertThat(refusal.message()).contains("£100.00");
            assertThat(Refusals.of(() -> approve(signedIn("password", now), draw))
                            .reason())
                    .isEqualTo("INSUFFICIENT_USER_AUTHENTICATION");
            assertThat(Refusals.of(() -> approve(signedIn("second-factor", now.minusSeconds(301)), draw))
                            .reason())
                    .isEqualTo("INSUFFICIENT_USER_AUTHENTICATION");

            assertThat(approve(signedIn("second-factor", now.minusSeconds(299)), draw)
                            .getState())
                    .isEqualTo(DrawState.APPROVED);
        }

        @Test
        void is_not_wanted_below_that_amount_nor_where_the_policy_does_not_say() {
            assertThat(approve(finance, request(food(10_000))).getState()).isEqualTo(DrawState.APPROVED);
            Policy present = set(policy().setEtag("1").setStepUpFromPence(10_000));

            assertThat(approve(finance, request(food(9_999))).getState()).isEqualTo(DrawState.APPROVED);
            assertThat(present.getRulesList())
                    .contains("From £100.00 on an approver must have signed in with a second factor within the last"
                            + " 5 minutes.");
        }

        @Test
        void is_wanted_for_a_ratification_too() {
            set(policy().setEtag("1").setStepUpFromPence(10_000));
            Draw draw = request(food(10_000).toBuilder().setEmergency(true).build());

            assertThat(Refusals.of(() -> ratify(finance, draw)).reason()).isEqualTo("INSUFFICIENT_USER_AUTHENTICATION");
            assertThat(ratify(signedIn("second-factor", now), draw).getState()).isEqualTo(DrawState.APPROVED);
        }

        private Draw ratify(TestPerson who, Draw draw) {
            return as(who).ratifyDraw(RatifyDrawRequest.newBuilder()
                    .setName(draw.getName())
                    .build());
        }
    }

    @Nested
    class An_emergency {

        @Test
        void reserves_at_once_and_is_ratified_and_paid() {
            Draw draw = request(nights(1, 8_000).toBuilder().setEmergency(true).build());

            assertThat(draw.getState()).isEqualTo(DrawState.AWAITING_RATIFICATION);
            assertThat(draw.getRatifyBy()).as("over Christmas and the weekend").isEqualTo("2026-12-31");
            assertThat(balance().getReservedPence()).isEqualTo(8_000);

            Draw ratified = as(finance)
                    .ratifyDraw(RatifyDrawRequest.newBuilder()
                            .setName(draw.getName())
                            .build());
            assertThat(ratified.getState()).isEqualTo(DrawState.APPROVED);
            assertThat(pay(second, draw, 8_000).getState()).isEqualTo(DrawState.PAID);
        }

        @Test
        void over_the_funds_limit_is_refused_with_the_figures() {
            Refusals refusal = Refusals.of(
                    () -> request(food(20_001).toBuilder().setEmergency(true).build()));

            assertThat(refusal.reason()).isEqualTo("EMERGENCY_LIMIT");
            assertThat(refusal.message()).contains("£200.01", "£200.00");
        }

        @Test
        void that_nobody_ratified_in_time_is_overdue_and_first_in_the_queue() {
            Draw routine = request(food(5_000));
            Draw emergency = request(food(6_000).toBuilder().setEmergency(true).build());

            service.setNow(Instant.parse("2026-12-31T23:59:00Z"));
            assertThat(get(emergency).getOverdue()).isFalse();
            service.setNow(Instant.parse("2027-01-01T00:01:00Z"));

            assertThat(get(emergency).getOverdue()).isTrue();
            var queue = as(finance)
                    .getQueue(GetQueueRequest.newBuilder().setParent(fund).build());
            assertThat(queue.getOverdueCount()).isEqualTo(1);
            assertThat(queue.getItemsList())
                    .extracting(item -> item.getDraw().getName())
                    .containsExactly(emergency.getName(), routine.getName());
            assertThat(queue.getItemsList())
                    .extracting(QueueItem::getAwaiting)
                    .containsExactly("ratification", "approval");
        }

        @Test
        void that_is_rejected_gives_its_money_back() {
            Draw draw = request(food(6_000).toBuilder().setEmergency(true).build());

            as(finance)
                    .rejectDraw(RejectDrawRequest.newBuilder()
                            .setName(draw.getName())
                            .setReason("not what the fund is for")
                            .build());

            assertThat(balance().getAvailablePence()).isEqualTo(500_000);
        }
    }

    @Test
    void a_reservation_that_is_not_paid_in_time_lapses() {
        Draw part = request(food(9_000));
        approve(finance, part);
        pay(second, part, 4_000);
        Draw whole = request(food(7_000));
        approve(finance, whole);

        service.part(Lapses.class).sweep();
        assertThat(get(whole).getState()).isEqualTo(DrawState.APPROVED);
        service.setNow(THURSDAY_NIGHT.plusSeconds(30 * 86_400L));
        service.part(Lapses.class).sweep();
        service.part(Lapses.class).sweep();

        assertThat(get(whole).getState()).isEqualTo(DrawState.LAPSED);
        assertThat(get(part).getState()).isEqualTo(DrawState.PAID);
        assertThat(balance().getAvailablePence()).isEqualTo(500_000 - 4_000);
        assertThat(as(finance)
                        .verifyFund(VerifyFundRequest.newBuilder().setName(fund).build())
                        .getValid())
                .isTrue();
    }

    @Test
    void a_refund_may_be_spent_again_and_is_never_more_than_was_paid() {
        Draw draw = request(food(9_000));
        approve(finance, draw);
        pay(second, draw, 9_000);

        Draw refunded = refund(draw, 2_500);
        Refusals refusal = Refusals.of(() -> refund(draw, 6_501));

        assertThat(refunded.getRefundedPence()).isEqualTo(2_500);
        assertThat(refunded.getPaidPence()).isEqualTo(6_500);
        assertThat(balance().getAvailablePence()).isEqualTo(500_000 - 6_500);
        assertThat(refusal.reason()).isEqualTo("EXCEEDS_PAID");
        assertThat(refusal.message()).contains("£65.01", "£65.00", "£25.00");
    }

    @Test
    void a_policy_is_read_as_a_table_and_as_sentences() {
        Policy read = as(officer)
                .getPolicy(
                        GetPolicyRequest.newBuilder().setName(fund + "/policy").build());

        assertThat(read.getVersion()).isEqualTo(1);
        assertThat(read.getAuthor()).isEqualTo("users/admin");
        assertThat(read.getRulesList())
                .contains(
                        "users/finance2.westmercia may approve up to £3,000.00.",
                        "Over £800.00 two different approvers are needed.",
                        "In an emergency up to £200.00 may be spent first, to be ratified within 3 working days.");
    }

    @Test
    void a_policy_that_somebody_else_changed_or_that_contradicts_itself_is_refused() {
        assertThat(Refusals.of(() -> set(policy())).reason()).isEqualTo("ETAG_MISMATCH");
        assertThat(Refusals.of(() -> set(policy().setEtag("1").setEmergencyLimitPence(80_001)))
                        .violations())
                .containsOnlyKeys("policy.emergency_limit_pence");
        assertThat(Refusals.of(() -> as(finance)
                                .updatePolicy(UpdatePolicyRequest.newBuilder()
                                        .setPolicy(policy().setEtag("1"))
                                        .build()))
                        .reason())
                .as("nobody in finance sets their own limit")
                .isEqualTo("ROLE_REQUIRED");
    }

    private static FundsServiceBlockingStub as(TestPerson person) {
        return person.calling(FundsServiceGrpc.newBlockingStub(service.channel()));
    }

    private Policy set(Policy.Builder policy) {
        return as(administrator)
                .updatePolicy(UpdatePolicyRequest.newBuilder().setPolicy(policy).build());
    }

    private static Draw food(long pence) {
        return line(DrawLine.newBuilder()
                .setCategory(DrawCategory.FOOD)
                .setQuantity(1)
                .setUnitPricePence(pence));
    }

    private static Draw nights(int nights, long rate) {
        return line(DrawLine.newBuilder()
                .setCategory(DrawCategory.ACCOMMODATION)
                .setQuantity(1)
                .setNights(nights)
                .setUnitPricePence(rate));
    }

    private static Draw line(DrawLine.Builder line) {
        return Draw.newBuilder()
                .addLines(line)
                .setReason("a person found tonight")
                .build();
    }

    private Draw request(Draw draw) {
        return as(officer)
                .createDraw(CreateDrawRequest.newBuilder()
                        .setParent(fund)
                        .setDraw(draw)
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

    private Draw refund(Draw draw, long pence) {
        return as(finance)
                .refundDraw(RefundDrawRequest.newBuilder()
                        .setName(draw.getName())
                        .setAmountPence(pence)
                        .build());
    }

    private Draw get(Draw draw) {
        return as(officer)
                .getDraw(GetDrawRequest.newBuilder().setName(draw.getName()).build());
    }

    private Fund balance() {
        return as(finance).getFund(GetFundRequest.newBuilder().setName(fund).build());
    }
}
