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
import opcc.tracker.v1.CreateAllocationRequest;
import opcc.tracker.v1.CreateDrawRequest;
import opcc.tracker.v1.CreateFundRequest;
import opcc.tracker.v1.Draw;
import opcc.tracker.v1.DrawCategoryEnum.DrawCategory;
import opcc.tracker.v1.DrawLine;
import opcc.tracker.v1.ExportSpendRequest;
import opcc.tracker.v1.Fund;
import opcc.tracker.v1.FundingStreamEnum.FundingStream;
import opcc.tracker.v1.FundsServiceGrpc;
import opcc.tracker.v1.FundsServiceGrpc.FundsServiceBlockingStub;
import opcc.tracker.v1.GetFundRequest;
import opcc.tracker.v1.GetSpendRequest;
import opcc.tracker.v1.PayDrawRequest;
import opcc.tracker.v1.SpendFile;
import opcc.tracker.v1.SpendReport;
import opcc.tracker.v1.SpendServiceGrpc;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Finance's report over the wire: who sees which funds, and that it agrees with their balances. */
class SpendIT {

    private static RunningService service;
    private static TestPerson finance;
    private static TestPerson officer;

    private static String beds = "";
    private static String food = "";

    @BeforeAll
    static void given_two_funds_of_one_area_and_one_of_another() {
        service = RunningService.start(FundsApplication.class, Map.of());
        service.setNow(Instant.parse("2026-06-01T12:00:00Z"));
        finance = service.realm().finance("west-mercia");
        officer = service.realm().requester("west-mercia");
        beds = fund(finance, "beds", "west-mercia", FundingStream.MOJ_VICTIMS_GRANT, 50_000);
        food = fund(finance, "food", "west-mercia", FundingStream.PCC_CORE, 20_000);
        fund(service.realm().finance("surrey"), "elsewhere", "surrey", FundingStream.PCC_CORE, 77_700);
        paid(beds, DrawCategory.ACCOMMODATION, 8_000, 6_000);
        service.setNow(Instant.parse("2026-07-20T12:00:00Z"));
        paid(food, DrawCategory.FOOD, 1_500, 1_500);
        TestPerson london = service.realm().finance("london");
        fund(london, "london-beds", "london", FundingStream.PCC_CORE, 100_000);
        fund(london, "london-food", "london", FundingStream.PCC_CORE, 100_000);
        for (int i = 0; i < 6; i++) {
            String fund = i < 4 ? "funds/london-beds" : "funds/london-food";
            paid(service.realm().requester("london"), london, fund, DrawCategory.FOOD, 1_000, 1_000, "case-" + i % 5);
        }
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private static String fund(TestPerson person, String id, String area, FundingStream stream, long pence) {
        FundsServiceBlockingStub stub = person.calling(FundsServiceGrpc.newBlockingStub(service.channel()));
        String name = stub.createFund(CreateFundRequest.newBuilder()
                        .setFundId(id)
                        .setFund(Fund.newBuilder().setDisplayName("A fund").setArea(area))
                        .build())
                .getName();
        stub.createAllocation(CreateAllocationRequest.newBuilder()
                .setParent(name)
                .setAllocation(Allocation.newBuilder()
                        .setFundingStream(stream)
                        .setFinancialYear("2026-27")
                        .setAmountPence(pence))
                .build());
        return name;
    }

    private static void paid(String fund, DrawCategory category, long asked, long paid) {
        paid(officer, finance, fund, category, asked, paid, "case-1");
    }

    private static void paid(
            TestPerson officer,
            TestPerson finance,
            String fund,
            DrawCategory category,
            long asked,
            long paid,
            String caseReference) {
        String draw = funds(officer)
                .createDraw(CreateDrawRequest.newBuilder()
                        .setParent(fund)
                        .setDraw(Draw.newBuilder()
                                .setReason("a person found tonight")
                                .setCaseReference(caseReference)
                                .addLines(DrawLine.newBuilder()
                                        .setCategory(category)
                                        .setQuantity(1)
                                        .setUnitPricePence(asked)))
                        .build())
                .getName();
        funds(finance).approveDraw(ApproveDrawRequest.newBuilder().setName(draw).build());
        funds(finance)
                .payDraw(PayDrawRequest.newBuilder()
                        .setName(draw)
                        .setAmountPence(paid)
                        .build());
    }

    private static FundsServiceBlockingStub funds(TestPerson person) {
        return person.calling(FundsServiceGrpc.newBlockingStub(service.channel()));
    }

    private static SpendReport spend(TestPerson person, GetSpendRequest.Builder request) {
        return person.calling(SpendServiceGrpc.newBlockingStub(service.channel()))
                .getSpend(request.build());
    }

    private static GetSpendRequest.Builder all() {
        return GetSpendRequest.newBuilder();
    }

    @Test
    void adds_up_to_the_funds_balances() {
        SpendReport report = spend(finance, all().setFund(beds));
        Fund balance =
                funds(finance).getFund(GetFundRequest.newBuilder().setName(beds).build());

        assertThat(report.getFinancialYear()).isEqualTo("2026-27");
        assertThat(report.getTotals().getNetSpentPence()).isEqualTo(balance.getPaidPence());
        assertThat(report.getTotals().getReservedPence()).isEqualTo(balance.getReservedPence());
        assertThat(report.getTotals().getAllocatedPence()).isEqualTo(balance.getAllocatedPence());
        assertThat(report.getForecasts(0).getAvailablePence()).isEqualTo(balance.getAvailablePence());
        assertThat(report.getForecasts(0).getMethod()).contains("last 28 days");
        assertThat(report.getUnitCosts().getDrawCostPence()).isEqualTo(6_000);
    }

    @Test
    void makes_rows_by_category_and_month_over_all_funds_of_the_callers_areas_and_no_others() {
        for (TestPerson person : new TestPerson[] {
            finance,
            service.realm().commissioner("west-mercia"),
            service.realm().auditor("west-mercia")
        }) {
            SpendReport report = spend(person, all().setGroupBy("category,month"));

            assertThat(report.getRowsList())
                    .extracting(row -> row.getMonth() + " " + row.getCategory() + " " + row.getSpentPence())
                    .containsExactly("2026-06 ACCOMMODATION 6000", "2026-07 FOOD 1500");
            assertThat(report.getForecastsList())
                    .extracting(forecast -> forecast.getFund())
                    .containsExactly(beds, food);
            assertThat(report.getTotals().getAllocatedPence()).isEqualTo(70_000);
        }
    }

    @Test
    void shows_spend_against_what_each_stream_allocated_and_says_how() {
        SpendReport report = spend(finance, all().setArea("west-mercia").setGroupBy("stream"));

        assertThat(report.getRowsList())
                .extracting(
                        row -> row.getFundingStream() + " " + row.getSpentPence() + " of " + row.getAllocatedPence())
                .containsExactly("MOJ_VICTIMS_GRANT 6000 of 50000", "PCC_CORE 1500 of 20000");
        assertThat(report.getNotesList()).anyMatch(note -> note.contains("in the order in which they were allocated"));
    }

    @Test
    void says_what_a_person_costs_for_an_areas_funds_together_from_five_persons_on() {
        TestPerson london = service.realm().finance("london");
        SpendReport area = spend(london, all());
        SpendReport few = spend(finance, all());

        assertThat(area.getUnitCosts().getPersonCount()).isEqualTo(5);
        assertThat(area.getUnitCosts().getPersonCostPence()).isEqualTo(1_200);
        assertThat(few.getUnitCosts().getPersonCount()).isZero();
        assertThat(few.getUnitCosts().getPersonCostPence()).isZero();
        assertThat(few.getNotesList()).anyMatch(note -> note.contains("fewer than 5 persons"));
    }

    @Test
    void tells_no_number_of_persons_from_which_a_smaller_one_could_be_worked_out() {
        TestPerson london = service.realm().finance("london");
        for (SpendReport report : new SpendReport[] {
            spend(london, all().setFund("funds/london-beds")), spend(london.in("london", "west-mercia"), all())
        }) {
            assertThat(report.getUnitCosts().getPersonCount()).isZero();
            assertThat(report.getUnitCosts().getPersonCostPence()).isZero();
            assertThat(report.getNotesList()).anyMatch(note -> note.contains("name an area"));
        }
        assertThat(spend(london.in("london", "west-mercia"), all().setArea("london"))
                        .getUnitCosts()
                        .getPersonCount())
                .isEqualTo(5);
    }

    @Test
    void goes_into_a_file_for_a_spreadsheet() {
        SpendFile byMonth = export(finance, "category,month");
        SpendFile byStream = export(finance, "stream");

        assertThat(byMonth.getCsv()).isEqualTo("""
            financialYear,month,area,category,provider,fundingStream,spent,refunded,netSpent,reserved,allocated,budget
            2026-27,2026-06,,ACCOMMODATION,,,60.00,0.00,60.00,20.00,,
            2026-27,2026-07,,FOOD,,,15.00,0.00,15.00,0.00,,
            """.replace("\n", "\r\n"));
        assertThat(byMonth.getRowCount()).isEqualTo(2);
        assertThat(byMonth.getContentType()).startsWith("text/csv");
        assertThat(byMonth.getFileName()).isEqualTo("west-mercia-spend-2026-27.csv");
        assertThat(byStream.getCsv()).contains("2026-27,,,,,MOJ_VICTIMS_GRANT,60.00,0.00,60.00,20.00,500.00,\r\n");
        assertThat(Refusals.of(() -> export(officer, "")).reason()).isEqualTo("ROLE_REQUIRED");
        assertThat(Refusals.of(() -> export(finance, "person")).violations()).containsOnlyKeys("group_by");
    }

    private static SpendFile export(TestPerson person, String groupBy) {
        return person.calling(SpendServiceGrpc.newBlockingStub(service.channel()))
                .exportSpend(ExportSpendRequest.newBuilder()
                        .setArea("west-mercia")
                        .setGroupBy(groupBy)
                        .build());
    }

    @Test
    void of_another_area_is_not_shown() {
        assertThat(Refusals.of(() -> spend(finance, all().setFund("funds/elsewhere")))
                        .code())
                .isEqualTo(Code.NOT_FOUND);
        assertThat(Refusals.of(() -> spend(finance, all().setFund("funds/no-such-fund")))
                        .code())
                .isEqualTo(Code.NOT_FOUND);
        assertThat(Refusals.of(() -> spend(finance, all().setArea("surrey"))).reason())
                .isEqualTo("AREA_NOT_YOURS");
    }

    @Test
    void is_not_for_requesters_providers_analysts_or_administrators() {
        for (TestPerson person : new TestPerson[] {
            officer,
            service.realm().provider("hope-for-justice"),
            service.realm().administrator()
        }) {
            assertThat(Refusals.of(() -> spend(person, all())).reason()).isEqualTo("ROLE_REQUIRED");
        }
    }

    @Test
    void of_an_unknown_grouping_or_year_is_refused_by_the_field() {
        for (String groupBy : new String[] {"person", "month,month", "month,", "Month"}) {
            assertThat(Refusals.of(() -> spend(finance, all().setGroupBy(groupBy)))
                            .violations())
                    .containsOnlyKeys("group_by");
        }
        assertThat(Refusals.of(() -> spend(finance, all().setFinancialYear("2026-28")))
                        .violations())
                .containsOnlyKeys("financial_year");
        assertThat(Refusals.of(() -> spend(finance, all().setFund(beds).setArea("west-mercia")))
                        .violations())
                .containsOnlyKeys("area");
        assertThat(spend(finance, all().setFinancialYear("2025-26")).getTotals().getSpentPence())
                .isZero();
    }
}
