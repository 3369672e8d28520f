package opcc.tracker.outcomes;

import static opcc.tracker.outcomes.cube.HandMadeCubes.people;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.rpc.Code;
import io.grpc.Status;
import opcc.tracker.kit.testing.Refusals;
import opcc.tracker.kit.testing.TestPerson;
import opcc.tracker.v1.ExportUnitCostsRequest;
import opcc.tracker.v1.FileFormatEnum.FileFormat;
import opcc.tracker.v1.GetOutcomeSeriesRequest;
import opcc.tracker.v1.GetUnitCostsRequest;
import opcc.tracker.v1.MeasuresServiceGrpc;
import opcc.tracker.v1.SupportCosts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What unit costs do when the funds answer, refuse, fail or say nothing. */
class FundsFailuresIT {

    private static final GetUnitCostsRequest YEAR = GetUnitCostsRequest.newBuilder()
            .setArea("surrey")
            .setFinancialYear("2026-27")
            .build();

    private final FundsStandIn funds = new FundsStandIn();
    private RunningMeasures measures;
    private TestPerson commissioner;

    @BeforeEach
    void start() {
        measures = RunningMeasures.start(funds.address());
        commissioner = measures.running.realm().commissioner("surrey");
        measures.cubes.frozen("2026-27 Q1", people(8));
        funds.spent("2026-04", 100_000);
        funds.spent("2026-06", 20);
    }

    @AfterEach
    void stop() {
        measures.close();
        funds.close();
    }

    private SupportCosts costs(TestPerson person) {
        return measures.as(person).getUnitCosts(YEAR);
    }

    @Test
    void theFundsAreAskedInTheCallersNameForTheAreaAndYear() {
        String token = commissioner.token();

        SupportCosts costs = TestPerson.callingWith(
                        token, MeasuresServiceGrpc.newBlockingStub(measures.running.channel()))
                .getUnitCosts(YEAR);

        assertThat(costs.getQuarters(0).getCostPerPersonPence()).isEqualTo(12_503); // 100,020 by 8 is 12,502.5
        assertThat(funds.asked()).singleElement().satisfies(asked -> {
            assertThat(asked.authorization()).isEqualTo("Bearer " + token);
            assertThat(asked.request().getArea()).isEqualTo("surrey");
            assertThat(asked.request().getFinancialYear()).isEqualTo("2026-27");
            assertThat(asked.request().getGroupBy()).isEqualTo("month");
        });
    }

    @Test
    void theFileHoldsPoundsAndPence() {
        String csv = measures.as(commissioner)
                .exportUnitCosts(ExportUnitCostsRequest.newBuilder()
                        .setArea("surrey")
                        .setFinancialYear("2026-27")
                        .setFormat(FileFormat.CSV)
                        .build())
                .getContent()
                .toStringUtf8();

        assertThat(csv).contains("2026-27 Q1,8,1000.20,125.03\r\n").contains("2026-27 Q2,[x],0.00,[x]\r\n");
    }

    @Test
    void whoMayNotSeeSpendSeesPeopleAndTheReason() {
        funds.failsWith(Status.PERMISSION_DENIED.withDescription("words of the funds' own"), 1);

        SupportCosts costs = costs(measures.running.realm().analyst());

        assertThat(costs.getQuarters(0).getPeople()).isEqualTo(8);
        assertThat(costs.getQuarters(0).hasNetSpentPence()).isFalse();
        assertThat(costs.getQuarters(0).getWithheldReason()).contains("may not see what funds spend");
    }

    @Test
    void aShortAbsenceOfTheFundsIsBridged() {
        funds.failsWith(Status.UNAVAILABLE, 2);

        assertThat(costs(commissioner).getQuarters(0).hasCostPerPersonPence()).isTrue();
        assertThat(funds.asked()).hasSize(3);
    }

    @Test
    void fundsThatFailAreAnAbsenceAndNotAnAnswer() {
        funds.failsWith(Status.INTERNAL.withDescription("details of the funds' own"), 1);

        Refusals refused = Refusals.of(() -> costs(commissioner));

        assertThat(refused.code()).isEqualTo(Code.UNAVAILABLE);
        assertThat(refused.reason()).isEqualTo("FUNDS_UNAVAILABLE");
        assertThat(refused.toString()).doesNotContain("details of the funds' own");
    }

    @Test
    void silentFundsAreGivenUpBeforeTheCallerDoes() {
        funds.fallsSilent();

        assertThat(Refusals.of(() -> costs(commissioner)).reason()).isEqualTo("FUNDS_UNAVAILABLE");
    }

    @Test
    void fundsThatKeepFailingAreLeftAloneForAWhileAndOtherMeasuresDoNotNeedThem() {
        funds.failsWith(Status.INTERNAL, 1000);
        for (int i = 0; i < 30; i++) {
            assertThat(Refusals.of(() -> costs(commissioner)).code()).isEqualTo(Code.UNAVAILABLE);
        }

        assertThat(funds.asked()).hasSize(10);
        assertThat(measures.as(commissioner)
                        .getOutcomeSeries(GetOutcomeSeriesRequest.newBuilder()
                                .setFromQuarter("2026-27 Q1")
                                .setToQuarter("2026-27 Q1")
                                .build())
                        .getQuarters(0)
                        .getTotal())
                .isEqualTo(8);
    }
}
