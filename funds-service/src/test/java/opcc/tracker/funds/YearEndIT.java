package opcc.tracker.funds;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.rpc.Code;
import java.time.Instant;
import java.util.Map;
import opcc.tracker.kit.testing.Refusals;
import opcc.tracker.kit.testing.RunningService;
import opcc.tracker.kit.testing.TestPerson;
import opcc.tracker.v1.Allocation;
import opcc.tracker.v1.ApproveDrawRequest;
import opcc.tracker.v1.CarryForward;
import opcc.tracker.v1.CloseYearRequest;
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
import opcc.tracker.v1.GetFundRequest;
import opcc.tracker.v1.GetYearEndRequest;
import opcc.tracker.v1.ListEntriesRequest;
import opcc.tracker.v1.PayDrawRequest;
import opcc.tracker.v1.Pot;
import opcc.tracker.v1.VerifyFundRequest;
import opcc.tracker.v1.YearEnd;
import opcc.tracker.v1.YearEndStream;
import opcc.tracker.v1.YearEndsServiceGrpc;
import opcc.tracker.v1.YearEndsServiceGrpc.YearEndsServiceBlockingStub;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A fund's year end, as finance sees it. */
class YearEndIT {

    private static final Instant IN_MARCH = Instant.parse("2027-03-10T10:00:00Z");
    private static final Instant IN_APRIL = Instant.parse("2027-04-02T09:00:00Z");

    private static RunningService service;
    private static int funds;

    private final TestPerson finance = service.realm().finance("west-mercia");
    private final TestPerson auditor = service.realm().auditor("west-mercia");

    private String fund = "";
    private String draw = "";

    @BeforeAll
    static void start() {
        service = RunningService.start(FundsApplication.class, Map.of());
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @BeforeEach
    void given_a_fund_of_two_streams_with_a_draw_paid_in_part() {
        service.setNow(IN_MARCH);
        fund = as(finance)
                .createFund(CreateFundRequest.newBuilder()
                        .setFundId("year-end-" + ++funds)
                        .setFund(Fund.newBuilder().setDisplayName("A fund").setArea("west-mercia"))
                        .build())
                .getName();
        allocate(FundingStream.MOJ_VICTIMS_GRANT, 10_000);
        allocate(FundingStream.PCC_CORE, 50_000);
        draw = as(service.realm().requester("west-mercia"))
                .createDraw(CreateDrawRequest.newBuilder()
                        .setParent(fund)
                        .setDraw(Draw.newBuilder()
                                .setReason("two nights")
                                .addLines(DrawLine.newBuilder()
                                        .setCategory(DrawCategory.ACCOMMODATION)
                                        .setQuantity(2)
                                        .setUnitPricePence(6_500)))
                        .build())
                .getName();
        as(finance).approveDraw(ApproveDrawRequest.newBuilder().setName(draw).build());
        pay(3_000);
    }

    private void allocate(FundingStream stream, long pence) {
        as(finance)
                .createAllocation(CreateAllocationRequest.newBuilder()
                        .setParent(fund)
                        .setAllocation(Allocation.newBuilder()
                                .setFundingStream(stream)
                                .setFinancialYear("2026-27")
                                .setAmountPence(pence))
                        .build());
    }

    private Draw pay(long pence) {
        return as(finance)
                .payDraw(PayDrawRequest.newBuilder()
                        .setName(draw)
                        .setAmountPence(pence)
                        .build());
    }

    private static FundsServiceBlockingStub as(TestPerson person) {
        return person.calling(FundsServiceGrpc.newBlockingStub(service.channel()));
    }

    private static YearEndsServiceBlockingStub yearEnds(TestPerson person) {
        return person.calling(YearEndsServiceGrpc.newBlockingStub(service.channel()));
    }

    private YearEnd read(TestPerson person) {
        return yearEnds(person)
                .getYearEnd(GetYearEndRequest.newBuilder()
                        .setName(fund + "/yearEnds/2026-27")
                        .build());
    }

    private CloseYearRequest.Builder close() {
        return CloseYearRequest.newBuilder()
                .setName(fund)
                .setFinancialYear("2026-27")
                .setEtag(read(finance).getEtag());
    }

    private static YearEndStream.Builder stream(FundingStream stream) {
        return YearEndStream.newBuilder().setFundingStream(stream);
    }

    @Test
    void can_be_read_while_the_year_runs() {
        YearEnd yearEnd = read(auditor);

        assertThat(yearEnd.getClosed()).isFalse();
        assertThat(yearEnd.getStreamsList())
                .containsExactlyInAnyOrder(
                        stream(FundingStream.MOJ_VICTIMS_GRANT)
                                .setAllocatedPence(10_000)
                                .setPaidPence(3_000)
                                .setAccruedPence(7_000)
                                .build(),
                        stream(FundingStream.PCC_CORE)
                                .setAllocatedPence(50_000)
                                .setAccruedPence(3_000)
                                .setUnspentPence(47_000)
                                .build());
        assertThat(yearEnd.getTotal().getUnspentPence()).isEqualTo(47_000);
        assertThat(yearEnd.getAccruals(0).getDraw()).isEqualTo(draw);
        assertThat(yearEnd.getAccruals(0).getAmountPence()).isEqualTo(10_000);
    }

    @Test
    void carries_forward_returns_and_leaves_the_accrual_payable() {
        service.setNow(IN_APRIL);

        YearEnd closed = yearEnds(finance)
                .closeYear(close().addCarryForward(CarryForward.newBuilder()
                                .setFundingStream(FundingStream.PCC_CORE)
                                .setAmountPence(40_000))
                        .build());

        assertThat(closed.getClosed()).isTrue();
        assertThat(closed.getCloser()).isEqualTo("users/finance.west-mercia");
        assertThat(closed.getTotal())
                .isEqualTo(YearEndStream.newBuilder()
                        .setAllocatedPence(60_000)
                        .setPaidPence(3_000)
                        .setAccruedPence(10_000)
                        .setCarriedForwardPence(40_000)
                        .setReturnedPence(7_000)
                        .build());
        Draw paid = pay(10_000);
        assertThat(paid.getState()).isEqualTo(DrawState.PAID);
        assertThat(paid.getFundingList())
                .as("the old year's money")
                .allSatisfy(part -> assertThat(part.getFinancialYear()).isEqualTo("2026-27"));
        Fund now = as(finance).getFund(GetFundRequest.newBuilder().setName(fund).build());
        assertThat(now.getAvailablePence()).isEqualTo(40_000);
        assertThat(now.getPotsList())
                .contains(Pot.newBuilder()
                        .setFundingStream(FundingStream.PCC_CORE)
                        .setFinancialYear("2027-28")
                        .setAllocatedPence(40_000)
                        .setAvailablePence(40_000)
                        .build());
        assertThat(as(auditor)
                        .verifyFund(VerifyFundRequest.newBuilder().setName(fund).build())
                        .getValid())
                .isTrue();
        assertThat(as(auditor)
                        .listEntries(
                                ListEntriesRequest.newBuilder().setParent(fund).build())
                        .getEntriesList())
                .extracting(entry -> entry.getKind().name() + " " + entry.getAmountPence())
                .contains("YEAR_CLOSED 7000");
    }

    @Test
    void is_closed_once_by_a_repeated_request() {
        service.setNow(IN_APRIL);
        CloseYearRequest request = close().build();
        YearEndsServiceBlockingStub retrying =
                finance.calling(YearEndsServiceGrpc.newBlockingStub(service.channel()), "close-" + fund);

        YearEnd first = retrying.closeYear(request);

        assertThat(retrying.closeYear(request)).isEqualTo(first);
    }

    @Test
    void ends_the_fund_which_stays_readable() {
        service.setNow(IN_APRIL);

        yearEnds(finance).closeYear(close().setCloseFund(true).build());

        assertThat(as(auditor)
                        .getFund(GetFundRequest.newBuilder().setName(fund).build())
                        .getClosed())
                .isTrue();
        assertThat(read(auditor).getFundClosed()).isTrue();
        assertThat(Refusals.of(() -> allocate(FundingStream.PCC_CORE, 1)).reason())
                .isEqualTo("FUND_CLOSED");
    }

    @Test
    void is_refused_with_the_reason() {
        Refusals early = Refusals.of(() -> yearEnds(finance).closeYear(close().build()));
        assertThat(early.reason()).isEqualTo("YEAR_NOT_OVER");
        assertThat(early.message()).contains("from 1 April 2027", "today is 10 March 2027");

        service.setNow(IN_APRIL);
        assertThat(Refusals.of(() ->
                                yearEnds(finance).closeYear(close().setEtag("1").build()))
                        .reason())
                .isEqualTo("ETAG_MISMATCH");
        assertThat(Refusals.of(() -> yearEnds(finance)
                                .closeYear(close().setFinancialYear("2026-28").build()))
                        .violations())
                .containsKey("financial_year");
        CarryForward core = CarryForward.newBuilder()
                .setFundingStream(FundingStream.PCC_CORE)
                .setAmountPence(1)
                .build();
        assertThat(Refusals.of(() -> yearEnds(finance)
                                .closeYear(close().addCarryForward(core)
                                        .addCarryForward(core)
                                        .build()))
                        .violations())
                .containsEntry("carry_forward[1].funding_stream", "is named twice");
        assertThat(Refusals.of(() -> yearEnds(finance)
                                .closeYear(close().addCarryForward(core)
                                        .setCloseFund(true)
                                        .build()))
                        .violations())
                .containsKey("carry_forward");
    }

    @Test
    void is_for_finance_of_the_area_to_close() {
        service.setNow(IN_APRIL);
        CloseYearRequest request = close().build();

        assertThat(Refusals.of(() -> yearEnds(auditor).closeYear(request)).code())
                .isEqualTo(Code.PERMISSION_DENIED);
        assertThat(Refusals.of(() -> yearEnds(service.realm().finance("leicestershire"))
                                .closeYear(request))
                        .code())
                .isEqualTo(Code.NOT_FOUND);
        assertThat(Refusals.of(() -> read(service.realm().auditor("leicestershire")))
                        .code())
                .isEqualTo(Code.NOT_FOUND);
    }
}
