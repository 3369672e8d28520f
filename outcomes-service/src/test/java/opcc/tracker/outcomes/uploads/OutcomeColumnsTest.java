package opcc.tracker.outcomes.uploads;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import opcc.tracker.v1.NeedEnum.Need;
import opcc.tracker.v1.NeedScore;
import opcc.tracker.v1.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutcomeColumnsTest {

    private static final NeedColumn SHELTER = new NeedColumn(Need.SHELTER_AND_ACCOMMODATION);

    @Test
    void the_columns_are_the_fields_of_an_outcome_and_the_needs() {
        assertThat(OutcomeColumns.ALL)
                .extracting(OutcomeColumn::heading)
                .startsWith("service", "caseReference", "quarter")
                .contains("nationalityGroup", "firstResponder", "accommodationOutcome", "supportGiven", "endReason")
                .endsWith(
                        "mentalAndPhysicalHealth",
                        "shelterAndAccommodation",
                        "familyFriendsAndChildren",
                        "educationSkillsAndEmployment",
                        "drugsAndAlcohol",
                        "financeAndBenefits",
                        "outlookAndAttitudes",
                        "socialInteractions")
                .doesNotHaveDuplicates()
                .hasSize(Outcome.getDescriptor().getFields().size() - 1 + 8);
    }

    @Test
    void what_a_file_of_before_must_have_is_all_that_it_must_have() {
        assertThat(OutcomeColumns.ALL.stream().filter(OutcomeColumn::required).map(OutcomeColumn::heading))
                .containsExactly(
                        "service",
                        "caseReference",
                        "quarter",
                        "nrmStage",
                        "exploitationTypes",
                        "ageBand",
                        "sex",
                        "engagement");
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"NEED_UNSPECIFIED", "UNRECOGNIZED"})
    void every_need_is_found_by_its_heading_however_it_is_capitalised(Need need) {
        String heading = new NeedColumn(need).heading();

        assertThat(OutcomeColumns.named(heading)).contains(new NeedColumn(need));
        assertThat(OutcomeColumns.named(heading.toUpperCase(Locale.ROOT))).contains(new NeedColumn(need));
    }

    @ParameterizedTest
    @CsvSource({
        "2/3/4, 2, 3, 4",
        "2//4, 2, 0, 4",
        "2/3, 2, 3, 0",
        "2/3/, 2, 3, 0",
        "2, 2, 0, 0",
        "2//, 2, 0, 0",
        "5 / 1 / 1, 5, 1, 1",
        "2|3|4, 2, 3, 4",
        "2||4, 2, 0, 4",
    })
    void scores_are_start_review_and_end(String cell, int start, int review, int end) {
        Outcome.Builder outcome = Outcome.newBuilder();

        assertThat(SHELTER.set(outcome, cell)).isEmpty();

        NeedScore score = outcome.getNeedScores(0);
        assertThat(score.getNeed()).isEqualTo(Need.SHELTER_AND_ACCOMMODATION);
        assertThat(score.getStart()).isEqualTo(start);
        assertThat(score.hasReview()).isEqualTo(review > 0);
        assertThat(score.getReview()).isEqualTo(review);
        assertThat(score.hasEnd()).isEqualTo(end > 0);
        assertThat(score.getEnd()).isEqualTo(end);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"0", "6", "2/6", "/3/4", "2/3/4/5", "two", "2-3-4", "2.5", "02/03/2004", "2/3/4 Jane", "-1"})
    void other_scores_are_refused_without_an_echo(String cell) {
        Outcome.Builder outcome = Outcome.newBuilder();

        Optional<String> fault = SHELTER.set(outcome, cell);

        assertThat(fault)
                .hasValueSatisfying(reason -> assertThat(reason)
                        .startsWith("must be scores from 1 to 5")
                        .doesNotContain("Jane", "2004"));
        assertThat(outcome.getNeedScoresCount()).isZero();
    }

    @Test
    void what_a_spreadsheet_made_a_date_of_is_no_date_of_birth() {
        assertThat(SHELTER.isOfItsForm("02/03/2004")).isTrue();
        assertThat(Arrays.asList("07700900123", "Jane Doe", "AB123456C", "GU1 3AA"))
                .noneMatch(SHELTER::isOfItsForm);
    }

    @Test
    void a_fault_of_a_score_is_one_of_its_needs_column() {
        Outcome outcome = Outcome.newBuilder()
                .addNeedScores(NeedScore.newBuilder().setNeed(Need.DRUGS_AND_ALCOHOL))
                .addNeedScores(NeedScore.newBuilder().setNeed(Need.SHELTER_AND_ACCOMMODATION))
                .build();

        assertThat(OutcomeColumns.at("need_scores[1].end", outcome)).contains(SHELTER);
        assertThat(OutcomeColumns.at("case_reference", outcome)).contains(OutcomeColumns.CASE_REFERENCE);
        assertThat(OutcomeColumns.at("exploitation_types[2]", outcome).map(OutcomeColumn::heading))
                .contains("exploitationTypes");
        assertThat(OutcomeColumns.at("no_such_field", outcome)).isEmpty();
        assertThat(OutcomeColumns.at("need_scores", outcome)).isEmpty();
    }
}
