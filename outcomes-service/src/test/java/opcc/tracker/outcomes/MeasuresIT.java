package opcc.tracker.outcomes;

import static opcc.tracker.outcomes.cube.HandMadeCubes.people;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.miachm.sods.SpreadSheet;
import com.google.rpc.Code;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import opcc.tracker.kit.testing.Refusals;
import opcc.tracker.kit.testing.TestPerson;
import opcc.tracker.v1.EngagementEnum.Engagement;
import opcc.tracker.v1.ExportDistanceTravelledRequest;
import opcc.tracker.v1.ExportEngagementRatesRequest;
import opcc.tracker.v1.ExportOutcomeSeriesRequest;
import opcc.tracker.v1.ExportOutcomeTableRequest;
import opcc.tracker.v1.File;
import opcc.tracker.v1.FileFormatEnum.FileFormat;
import opcc.tracker.v1.GetDistanceTravelledRequest;
import opcc.tracker.v1.GetEngagementRatesRequest;
import opcc.tracker.v1.GetOutcomeSeriesRequest;
import opcc.tracker.v1.NeedEnum.Need;
import opcc.tracker.v1.QuarterStateEnum.QuarterState;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MeasuresIT {

    private static final String QUARTER = "2026-27 Q1";
    private static final GetOutcomeSeriesRequest SERIES = GetOutcomeSeriesRequest.newBuilder()
            .setFromQuarter(QUARTER)
            .setToQuarter("2026-27 Q2")
            .addDimensions("sex,ageBand")
            .build();

    private RunningMeasures measures;
    private TestPerson analyst;
    private TestPerson commissioner;

    @BeforeAll
    void start() {
        measures = RunningMeasures.start("127.0.0.1:1");
        measures.running.setNow(Instant.parse("2026-07-15T23:30:00Z")); // half past midnight in London
        analyst = measures.running.realm().analyst();
        commissioner = measures.running.realm().commissioner("surrey");
    }

    @AfterAll
    void stop() {
        measures.close();
    }

    @BeforeEach
    void freezeOneQuarter() {
        measures.cubes.clear();
        measures.cubes.frozen(
                QUARTER,
                people(10).cameFurther(Need.DRUGS_AND_ALCOHOL, 1),
                people(5).engaged(Engagement.NOT_IN_CONTACT),
                people(30).in("gwent"));
    }

    @Test
    void an_analyst_reads_the_country_and_a_commissioner_and_an_auditor_their_area() {
        assertThat(measures.as(analyst).getOutcomeSeries(SERIES).getQuarters(0).getTotal())
                .isEqualTo(45);
        for (TestPerson local : List.of(commissioner, measures.running.realm().auditor("surrey"))) {
            assertThat(measures.as(local).getOutcomeSeries(SERIES))
                    .as("their only area is meant if none is named")
                    .satisfies(series -> assertThat(series.getArea()).isEqualTo("surrey"))
                    .satisfies(series ->
                            assertThat(series.getQuarters(0).getTotal()).isEqualTo(15));
        }
    }

    @Test
    void another_areas_figures_are_refused() {
        var gwent = SERIES.toBuilder().setArea("gwent").build();

        Refusals refused = Refusals.of(() -> measures.as(commissioner).getOutcomeSeries(gwent));

        assertThat(refused.code()).isEqualTo(Code.PERMISSION_DENIED);
        assertThat(refused.reason()).isEqualTo("AREA_NOT_YOURS");
    }

    @Test
    void a_commissioner_of_two_areas_must_say_which() {
        var both = measures.running.realm().commissioner("surrey", "gwent");

        assertThat(Refusals.of(() -> measures.as(both).getOutcomeSeries(SERIES)).violations())
                .containsKey("area");
    }

    @Test
    void providers_requesters_and_finance_read_no_measures() {
        var realm = measures.running.realm();
        for (TestPerson other : List.of(
                realm.provider("justice-and-care"),
                realm.requester("surrey"),
                realm.finance("surrey"),
                realm.administrator())) {
            assertThat(Refusals.of(() -> measures.as(other)
                                    .getDistanceTravelled(GetDistanceTravelledRequest.newBuilder()
                                            .setArea("surrey")
                                            .setQuarter(QUARTER)
                                            .build()))
                            .reason())
                    .isEqualTo("ROLE_REQUIRED");
        }
    }

    @Test
    void distances_and_rates_are_answered() {
        assertThat(measures.as(analyst)
                        .getDistanceTravelled(GetDistanceTravelledRequest.newBuilder()
                                .setQuarter(QUARTER)
                                .build())
                        .getNeeds(Need.DRUGS_AND_ALCOHOL_VALUE - 1)
                        .getPeople())
                .isEqualTo(10);
        assertThat(measures.as(commissioner)
                        .getEngagementRates(GetEngagementRatesRequest.newBuilder()
                                .setArea("surrey")
                                .setQuarter(QUARTER)
                                .build())
                        .getQuarters(0)
                        .getRates(0)
                        .getRatePercent())
                .isEqualTo(67);
    }

    @Test
    void what_is_wrong_is_named_and_not_quoted() {
        Refusals refused = Refusals.of(() -> measures.as(analyst)
                .getEngagementRates(GetEngagementRatesRequest.newBuilder()
                        .setQuarter(QUARTER)
                        .setBy("surname")
                        .build()));

        assertThat(refused.violations()).containsKey("by");
        assertThat(refused.toString()).doesNotContain("surname");
    }

    @Test
    void every_measure_comes_as_csv_and_as_a_spreadsheet_of_the_same_figures() throws IOException {
        var as = measures.as(commissioner);
        for (FileFormat format : List.of(FileFormat.CSV, FileFormat.ODS)) {
            holds(
                    as.exportOutcomeTable(ExportOutcomeTableRequest.newBuilder()
                            .setArea("surrey")
                            .setQuarter(QUARTER)
                            .addDimensions("sex")
                            .setFormat(format)
                            .build()),
                    "outcome-table-surrey-2026-27-q1",
                    "FEMALE");
            holds(
                    as.exportOutcomeSeries(ExportOutcomeSeriesRequest.newBuilder()
                            .setArea("surrey")
                            .setFromQuarter(QUARTER)
                            .setToQuarter("2026-27 Q2")
                            .setFormat(format)
                            .build()),
                    "outcome-series-surrey-2026-27-q1-to-2026-27-q2",
                    "[x]");
            holds(
                    as.exportDistanceTravelled(ExportDistanceTravelledRequest.newBuilder()
                            .setArea("surrey")
                            .setQuarter(QUARTER)
                            .setFormat(format)
                            .build()),
                    "distance-travelled-surrey-2026-27-q1",
                    "DRUGS_AND_ALCOHOL");
            holds(
                    as.exportEngagementRates(ExportEngagementRatesRequest.newBuilder()
                            .setArea("surrey")
                            .setQuarter(QUARTER)
                            .setBy("service")
                            .setFormat(format)
                            .build()),
                    "engagement-rates-surrey-service-2026-27-q1",
                    "services/surrey-navigator");
        }
    }

    private static void holds(File file, String name, String cell) throws IOException {
        if (file.getFileName().equals(name + ".csv")) {
            assertThat(file.getContent().toStringUtf8())
                    .contains("# Made on: 2026-07-16\r\n")
                    .contains(cell);
        } else {
            assertThat(file.getFileName()).isEqualTo(name + ".ods");
            var table = new SpreadSheet(file.getContent().newInput()).getSheet("Table_1");
            assertThat(table.getDataRange().toString()).contains(cell);
        }
    }

    @Test
    void a_file_without_a_format_is_refused() {
        assertThat(Refusals.of(() -> measures.as(analyst)
                                .exportOutcomeTable(ExportOutcomeTableRequest.newBuilder()
                                        .setQuarter(QUARTER)
                                        .build()))
                        .violations())
                .containsKey("format");
    }

    @Test
    void before_any_quarter_is_frozen_all_are_collecting() {
        measures.cubes.clear();

        assertThat(measures.as(analyst).getOutcomeSeries(SERIES).getQuartersList())
                .extracting(quarter -> quarter.getBasis().getState())
                .containsExactly(QuarterState.COLLECTING, QuarterState.COLLECTING);
    }
}
