package opcc.tracker.outcomes.measures;

import static opcc.tracker.outcomes.cube.HandMadeCubes.people;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import java.util.List;
import opcc.tracker.kit.refusal.Refusal;
import opcc.tracker.outcomes.cube.HandMadeCubes;
import opcc.tracker.v1.GetOutcomeSeriesRequest;
import opcc.tracker.v1.OutcomeSeries;
import opcc.tracker.v1.QuarterStateEnum.QuarterState;
import opcc.tracker.v1.SeriesQuarter;
import opcc.tracker.v1.SexEnum.Sex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeSeriesTest {

    private final HandMadeCubes cubes = new HandMadeCubes();

    private OutcomeSeries series(String area, String from, String to, String... dimensions) {
        return new TimeSeries(cubes)
                .answer(GetOutcomeSeriesRequest.newBuilder()
                        .setArea(area)
                        .setFromQuarter(from)
                        .setToQuarter(to)
                        .addAllDimensions(List.of(dimensions))
                        .build());
    }

    private static List<String> cells(SeriesQuarter quarter) {
        return quarter.getCellsList().stream()
                .map(cell -> cell.getValuesOrThrow("sex") + " " + cell.getCount())
                .toList();
    }

    @Test
    void each_frozen_quarter_has_the_same_cells_and_says_zero_where_it_has_nobody() {
        cubes.frozen("2025-26 Q4", people(5), people(7).sex(Sex.MALE));
        cubes.frozen("2026-27 Q1", people(10), people(6).sex(Sex.OTHER));

        OutcomeSeries series = series("surrey", "2025-26 Q4", "2026-27 Q1", "sex");

        assertThat(series.getQuartersList())
                .extracting(quarter -> quarter.getBasis().getQuarter(), SeriesQuarter::getTotal, TimeSeriesTest::cells)
                .containsExactly(
                        tuple("2025-26 Q4", 12L, List.of("FEMALE 5", "MALE 7", "OTHER 0")),
                        tuple("2026-27 Q1", 16L, List.of("FEMALE 10", "MALE 0", "OTHER 6")));
    }

    @Test
    void a_quarter_that_is_not_frozen_says_that_it_is_collecting_and_shows_nothing() {
        cubes.frozen("2026-27 Q1", people(10));

        SeriesQuarter open = series("surrey", "2026-27 Q1", "2026-27 Q2", "sex").getQuarters(1);

        assertThat(open.getBasis().getState()).isEqualTo(QuarterState.COLLECTING);
        assertThat(open.getBasis().getRevision()).isZero();
        assertThat(open.hasTotal()).isFalse();
        assertThat(open.getCellsList()).isEmpty();
    }

    @Test
    void the_newest_revision_counts_and_is_stated_with_what_it_can_bear() {
        cubes.frozen("2026-27 Q1", people(10))
                .frozen("2026-27 Q1", people(10), people(5).sex(Sex.MALE));

        SeriesQuarter quarter = series("", "2026-27 Q1", "2026-27 Q1").getQuarters(0);

        assertThat(quarter.getTotal()).isEqualTo(15);
        assertThat(quarter.getCellsList()).as("counted by nothing").isEmpty();
        assertThat(quarter.getBasis().getState()).isEqualTo(QuarterState.FROZEN);
        assertThat(quarter.getBasis().getRevision()).isEqualTo(2);
        assertThat(quarter.getBasis().getLargestError()).isEqualTo(5);
        assertThat(quarter.getBasis().getMeanErrorTenths()).isEqualTo(15);
    }

    @Test
    void other_areas_are_not_counted() {
        cubes.frozen("2026-27 Q1", people(10), people(25).in("gwent"));

        assertThat(series("surrey", "2026-27 Q1", "2026-27 Q1").getQuarters(0).getTotal())
                .isEqualTo(10);
        assertThat(series("", "2026-27 Q1", "2026-27 Q1").getQuarters(0).getTotal())
                .isEqualTo(35);
    }

    @Test
    void what_is_made_up_is_said_to_be() {
        cubes.frozen("2026-27 Q1", true, people(10));

        OutcomeSeries series = series("", "2026-27 Q1", "2026-27 Q1");

        assertThat(series.getQuarters(0).getBasis().getSynthetic()).isTrue();
        assertThat(series.getNotesList()).anyMatch(note -> note.contains("synthetic"));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-27 Q2, 2026-27 Q1, to_quarter",
        "2016-17 Q1, 2026-27 Q1, to_quarter",
        "2026-28 Q1, 2026-27 Q1, from_quarter",
        "2026-27 Q1, 2026-29 Q1, to_quarter"
    })
    void a_range_that_is_none_is_refused_by_name(String from, String to, String field) {
        assertThatThrownBy(() -> series("", from, to))
                .isInstanceOf(Refusal.class)
                .hasMessageStartingWith(field + ":");
    }

    @Test
    void ten_years_are_not_too_many() {
        assertThat(series("", "2016-17 Q2", "2026-27 Q1").getQuartersList()).hasSize(40);
    }

    @Test
    void an_area_or_dimension_that_is_none_is_refused_by_name() {
        assertThatThrownBy(() -> series("mordor", "2026-27 Q1", "2026-27 Q1")).hasMessageStartingWith("area:");
        assertThatThrownBy(() -> series("", "2026-27 Q1", "2026-27 Q1", "name"))
                .hasMessageStartingWith("dimensions:")
                .hasMessageNotContaining("name:");
    }
}
