package opcc.tracker.funds;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.rpc.Code;
import java.util.Map;
import java.util.stream.Collectors;
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
import opcc.tracker.v1.ExportPaymentsRequest;
import opcc.tracker.v1.Fund;
import opcc.tracker.v1.FundingStreamEnum.FundingStream;
import opcc.tracker.v1.FundsServiceGrpc;
import opcc.tracker.v1.FundsServiceGrpc.FundsServiceBlockingStub;
import opcc.tracker.v1.GetDrawRequest;
import opcc.tracker.v1.PaymentFile;
import opcc.tracker.v1.PaymentOutcomeEnum.PaymentOutcome;
import opcc.tracker.v1.ReconcilePaymentsRequest;
import opcc.tracker.v1.ReconciledRow;
import opcc.tracker.v1.Reconciliation;
import opcc.tracker.v1.SpendServiceGrpc;
import opcc.tracker.v1.SpendServiceGrpc.SpendServiceBlockingStub;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A payment file goes to the finance system and comes back, over the wire. */
class PaymentFilesIT {

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
    void given_a_fund_with_two_approved_draws_one_asked_for_by_finance() {
        fund = funds(finance)
                .createFund(CreateFundRequest.newBuilder()
                        .setFundId("payments-" + ++funds)
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
        approved(officer, 6_500);
        approved(finance, 1_234);
    }

    private void approved(TestPerson asking, long pence) {
        String draw = funds(asking)
                .createDraw(CreateDrawRequest.newBuilder()
                        .setParent(fund)
                        .setDraw(Draw.newBuilder()
                                .setReason("a person found tonight")
                                .setSupplier("@hotel")
                                .addLines(DrawLine.newBuilder()
                                        .setCategory(DrawCategory.ACCOMMODATION)
                                        .setQuantity(1)
                                        .setUnitPricePence(pence)))
                        .build())
                .getName();
        funds(second).approveDraw(ApproveDrawRequest.newBuilder().setName(draw).build());
    }

    private static FundsServiceBlockingStub funds(TestPerson person) {
        return person.calling(FundsServiceGrpc.newBlockingStub(service.channel()));
    }

    private static SpendServiceBlockingStub payments(TestPerson person) {
        return person.calling(SpendServiceGrpc.newBlockingStub(service.channel()));
    }

    private PaymentFile export(TestPerson person) {
        return payments(person)
                .exportPayments(ExportPaymentsRequest.newBuilder().setName(fund).build());
    }

    private Reconciliation reconcile(TestPerson person, String csv) {
        return payments(person)
                .reconcilePayments(ReconcilePaymentsRequest.newBuilder()
                        .setName(fund)
                        .setCsv(csv)
                        .build());
    }

    /** What the finance system makes of a file: the same rows, all paid today. */
    private static String paid(PaymentFile file) {
        return file.getCsv()
                .lines()
                .map(line -> line.startsWith("reference,") ? line + ",date,status" : line + ",2026-07-15,paid")
                .collect(Collectors.joining("\r\n"));
    }

    @Test
    void everything_in_a_file_is_paid_when_it_comes_back_and_only_once() {
        PaymentFile file = export(second);
        assertThat(file.getRowCount()).isEqualTo(2);
        assertThat(file.getTotalPence()).isEqualTo(7_734);
        assertThat(file.getFileName()).isEqualTo(fund.substring(6) + "-payments-2026-07-15.csv");
        assertThat(file.getContentType()).startsWith("text/csv");
        assertThat(file.getCsv())
                .contains(fund.substring(6) + "-d1-1,65.00,GBP,'@hotel," + fund + "/draws/d1,2026-07-15");
        assertThat(export(second)).as("the same draws give the same file").isEqualTo(file);

        Reconciliation first = reconcile(second, paid(file));
        Reconciliation again = reconcile(second, paid(file));

        assertThat(first.getPaidPence()).isEqualTo(7_734);
        assertThat(first.getRowsList())
                .extracting(ReconciledRow::getOutcome)
                .containsExactly(PaymentOutcome.PAID, PaymentOutcome.PAID);
        assertThat(again.getPaidPence()).isZero();
        assertThat(again.getRowsList())
                .extracting(ReconciledRow::getOutcome)
                .containsExactly(PaymentOutcome.ALREADY_PAID, PaymentOutcome.ALREADY_PAID);
        assertThat(funds(finance)
                        .getDraw(GetDrawRequest.newBuilder()
                                .setName(fund + "/draws/d1")
                                .build())
                        .getState())
                .isEqualTo(DrawState.PAID);
        assertThat(export(second).getRowCount()).isZero();
    }

    @Test
    void nobody_exports_or_pays_what_they_asked_for() {
        PaymentFile own = export(finance);
        assertThat(own.getRowCount()).isEqualTo(1);
        assertThat(own.getLeftOutCount()).isEqualTo(1);
        assertThat(own.getCsv()).doesNotContain("-d2-");

        Reconciliation reconciled = reconcile(finance, paid(export(second)));

        assertThat(reconciled.getRowsList())
                .extracting(ReconciledRow::getOutcome)
                .containsExactly(PaymentOutcome.PAID, PaymentOutcome.REFUSED);
        assertThat(reconciled.getRows(1).getReason()).isEqualTo("SEPARATION_OF_DUTIES");
        assertThat(reconciled.getRows(1).getDraw()).isEqualTo(fund + "/draws/d2");
    }

    @Test
    void only_finance_of_the_area_may() {
        for (TestPerson person : new TestPerson[] {
            officer,
            service.realm().commissioner("west-mercia"),
            service.realm().auditor("west-mercia"),
            service.realm().administrator()
        }) {
            assertThat(Refusals.of(() -> export(person)).reason()).isEqualTo("ROLE_REQUIRED");
            assertThat(Refusals.of(() -> reconcile(person, "reference")).reason())
                    .isEqualTo("ROLE_REQUIRED");
        }
        TestPerson elsewhere = service.realm().finance("surrey");
        assertThat(Refusals.of(() -> export(elsewhere)).code()).isEqualTo(Code.NOT_FOUND);
        assertThat(Refusals.of(() -> reconcile(elsewhere, "reference")).code()).isEqualTo(Code.NOT_FOUND);
    }

    @Test
    void a_file_without_a_column_is_refused_by_name() {
        Refusals refusal = Refusals.of(() -> reconcile(finance, "reference,amount,status\n"));

        assertThat(refusal.violations()).containsOnlyKeys("csv");
        assertThat(refusal.message()).contains("\"date\"");
    }
}
