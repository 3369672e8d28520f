package opcc.tracker.outcomes.publication;

import static opcc.tracker.outcomes.cube.HandMadeCubes.people;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import opcc.tracker.outcomes.cube.HandMadeCubes;
import opcc.tracker.outcomes.measures.EngagementShares;
import opcc.tracker.outcomes.measures.NeedDistances;
import opcc.tracker.outcomes.measures.TimeSeries;
import opcc.tracker.outcomes.publication.Publication.Fact;
import opcc.tracker.v1.EngagementEnum.Engagement;
import opcc.tracker.v1.GetDistanceTravelledRequest;
import opcc.tracker.v1.GetEngagementRatesRequest;
import opcc.tracker.v1.GetOutcomeSeriesRequest;
import opcc.tracker.v1.NeedEnum.Need;
import opcc.tracker.v1.OutcomeTable;
import opcc.tracker.v1.QuarterStateEnum.QuarterState;
import opcc.tracker.v1.SexEnum.Sex;
import org.junit.jupiter.api.Test;

class PublicationsTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 7, 15);

    private final HandMadeCubes cubes = new HandMadeCubes();

    private static List<String> lines(Publication publication) {
        return publication.rows().stream()
                .map(row -> row.stream().map(PublicationsTest::text).collect(Collectors.joining(" | ")))
                .toList();
    }

    private static String text(Entry entry) {
        return switch (entry) {
            case Entry.Text text -> text.text();
            case Entry.Figure figure -> figure.number().toPlainString();
            case Entry.Shorthand mark -> mark.mark();
        };
    }

    private static String fact(Publication publication, String label) {
        return publication.facts().stream()
                .filter(fact -> fact.label().equals(label))
                .map(Fact::text)
                .collect(Collectors.joining("\n"));
    }

    @Test
    void a_series_states_area_period_units_revisions_protection_errors_and_the_day() {
        cubes.frozen("2026-27 Q1", people(10))
                .frozen("2026-27 Q1", people(10), people(5).sex(Sex.MALE));

        Publication publication = SeriesPublication.of(
                "outcome-series",
                new TimeSeries(cubes)
                        .answer(GetOutcomeSeriesRequest.newBuilder()
                                .setArea("surrey")
                                .setFromQuarter("2026-27 Q1")
                                .setToQuarter("2026-27 Q2")
                                .addDimensions("sex")
                                .addDimensions("nrmStage")
                                .build()),
                TODAY);

        assertThat(publication.title())
                .isEqualTo("People supported by sex, NRM stage, Surrey, 2026-27 Q1 to 2026-27 Q2");
        assertThat(publication.fileName()).isEqualTo("outcome-series-surrey-2026-27-q1-to-2026-27-q2");
        assertThat(fact(publication, "Source")).contains("commissioned services");
        assertThat(fact(publication, "Area")).isEqualTo("Surrey");
        assertThat(fact(publication, "Units")).isEqualTo("People");
        assertThat(fact(publication, "Revision"))
                .isEqualTo("2026-27 Q1: frozen, revision 2\n2026-27 Q2: collecting, not frozen");
        assertThat(fact(publication, "Protection")).contains("a multiple of 5");
        assertThat(fact(publication, "Error"))
                .contains("no count is more than 5 people")
                .contains("1.5");
        assertThat(fact(publication, "Synthetic")).isEqualTo("No");
        assertThat(fact(publication, "Made on")).isEqualTo("2026-07-15");
        assertThat(publication.notes()).isNotEmpty();
        assertThat(publication.columns()).containsExactly("Quarter", "sex", "nrmStage", "People");
        assertThat(lines(publication))
                .containsExactly(
                        "2026-27 Q1 | FEMALE | NOT_STATED | 10",
                        "2026-27 Q1 | MALE | NOT_STATED | 5",
                        "2026-27 Q1 | Total | Total | 15",
                        "2026-27 Q2 | [x] | [x] | [x]");
    }

    @Test
    void distances_have_a_line_for_each_need_and_marks_where_too_few_were_scored() {
        cubes.frozen(
                "2026-27 Q1",
                true,
                people(10).cameFurther(Need.FINANCE_AND_BENEFITS, -2),
                people(30).cameFurther(Need.FINANCE_AND_BENEFITS, 1));

        Publication publication = DistancePublication.of(
                new NeedDistances(cubes)
                        .answer(GetDistanceTravelledRequest.newBuilder()
                                .setQuarter("2026-27 Q1")
                                .setService("services/surrey-navigator")
                                .build()),
                TODAY);

        assertThat(publication.title()).contains("England and Wales", "services/surrey-navigator");
        assertThat(publication.fileName()).isEqualTo("distance-travelled-services-surrey-navigator-2026-27-q1");
        assertThat(lines(publication))
                .hasSize(8)
                .contains(
                        "2026-27 Q1 | FINANCE_AND_BENEFITS | 40 | 75 | 0 | 25 | 0.3", // (30 - 20) / 40 = 0.25
                        "2026-27 Q1 | DRUGS_AND_ALCOHOL | [c] | [c] | [c] | [c] | [c]");
        assertThat(fact(publication, "Synthetic")).startsWith("Yes");
    }

    @Test
    void engagement_rates_carry_their_definition_and_its_source() {
        cubes.frozen("2026-27 Q1", people(10), people(5).in("gwent").engaged(Engagement.UNKNOWN));

        Publication publication = EngagementPublication.of(
                new EngagementShares(cubes)
                        .answer(GetEngagementRatesRequest.newBuilder()
                                .setFromQuarter("2026-27 Q1")
                                .setToQuarter("2026-27 Q2")
                                .setBy("area")
                                .build()),
                TODAY);

        assertThat(fact(publication, "Definition")).contains("NO_INVESTIGATION");
        assertThat(fact(publication, "Source of the definition")).isNotBlank();
        assertThat(lines(publication))
                .containsExactly(
                        "2026-27 Q1 | gwent | [c] | [c] | [c] | 5",
                        "2026-27 Q1 | surrey | 10 | 10 | 100 | 0",
                        "2026-27 Q2 | [x] | [x] | [x] | [x] | [x]");
    }

    @Test
    void a_table_has_the_cells_the_total_and_the_words_of_the_answer() {
        OutcomeTable table = OutcomeTable.newBuilder()
                .setArea("surrey")
                .setQuarter("2026-27 Q1")
                .setState(QuarterState.FROZEN)
                .setRevision(3)
                .setLargestError(10)
                .setMeanErrorTenths(20)
                .addDimensions("sex")
                .addCells(
                        OutcomeTable.Cell.newBuilder().putValues("sex", "MALE").setCount(7))
                .setTotal(7)
                .addNotes("A note of the table.")
                .build();

        Publication publication = TablePublication.of(table, TODAY);

        assertThat(publication.fileName()).isEqualTo("outcome-table-surrey-2026-27-q1");
        assertThat(lines(publication)).containsExactly("2026-27 Q1 | MALE | 7", "2026-27 Q1 | Total | 7");
        assertThat(publication.notes()).containsExactly("A note of the table.");
        assertThat(fact(publication, "Revision")).isEqualTo("2026-27 Q1: frozen, revision 3");
        assertThat(fact(publication, "Error")).contains("more than 10 people").contains("at most 2.0");
    }

    @Test
    void a_table_of_a_quarter_that_is_collecting_has_no_figure() {
        OutcomeTable table = OutcomeTable.newBuilder()
                .setQuarter("2026-27 Q1")
                .setState(QuarterState.COLLECTING)
                .addDimensions("sex")
                .build();

        assertThat(lines(TablePublication.of(table, TODAY))).containsExactly("2026-27 Q1 | [x] | [x]");
    }

    @Test
    void areas_are_written_as_people_write_them() {
        assertThat(Cover.area("avon-and-somerset")).isEqualTo("Avon and Somerset");
        assertThat(Cover.area("city-of-london")).isEqualTo("City of London");
        assertThat(Cover.area("")).isEqualTo("England and Wales");
    }
}
