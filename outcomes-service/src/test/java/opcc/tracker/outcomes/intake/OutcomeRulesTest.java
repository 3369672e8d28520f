package opcc.tracker.outcomes.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.rpc.BadRequest.FieldViolation;
import java.time.LocalDate;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import opcc.tracker.outcomes.register.RegisteredService;
import opcc.tracker.v1.EndReasonEnum.EndReason;
import opcc.tracker.v1.NeedEnum.Need;
import opcc.tracker.v1.NeedScore;
import opcc.tracker.v1.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an outcome must be beyond its proto, by whatever way it comes in. */
class OutcomeRulesTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 7, 15);
    private static final RegisteredService EAST_MIDLANDS = new RegisteredService(
            "services/east-midlands", "leicestershire", Set.of("derbyshire"), "providers/justice-and-care");
    private static final NeedScore.Builder STARTED_AT_2 =
            NeedScore.newBuilder().setNeed(Need.SHELTER_AND_ACCOMMODATION).setStart(2);

    @Test
    void a_score_at_the_end_needs_the_reason_why_support_ended() {
        Outcome.Builder ended = somebody()
                .addNeedScores(STARTED_AT_2.clone().setReview(3))
                .addNeedScores(
                        STARTED_AT_2.clone().setNeed(Need.DRUGS_AND_ALCOHOL).setEnd(4));

        assertThat(faults(ended)).containsExactly("need_scores[1].end");
        assertThat(faults(ended.setEndReason(EndReason.NEEDS_MET))).isEmpty();
    }

    @Test
    void support_may_end_without_a_score_as_of_a_person_who_is_missing() {
        assertThat(faults(somebody().setEndReason(EndReason.MISSING).addNeedScores(STARTED_AT_2)))
                .isEmpty();
    }

    @Test
    void while_support_goes_on_there_are_scores_at_the_start_and_at_reviews() {
        assertThat(faults(somebody().addNeedScores(STARTED_AT_2.clone().setReview(5))))
                .isEmpty();
    }

    @Test
    void a_quarter_that_has_not_begun_has_no_outcomes() {
        assertThat(faults(somebody().setQuarter("2026-27 Q2"))).isEmpty();
        assertThat(faults(somebody().setQuarter("2026-27 Q3"))).containsExactly("quarter");
    }

    @Test
    void the_area_is_one_that_the_service_leads_or_shares() {
        assertThat(faults(somebody().setArea("derbyshire"))).isEmpty();
        assertThat(faults(somebody().setArea("surrey"))).containsExactly("area");
        assertThat(faults(somebody().setArea("rutland"))).containsExactly("area");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        07700900123        | a telephone number
        AB123456C          | a National Insurance number
        case/GU13AA        | a postcode
        12/03/1999         | a date of birth
        dob-1              | a date of birth
        Jane-Doe           | a name
        jane.doe           | a name
        jane               | a name
        """)
    void a_reference_that_tells_who_the_person_is_is_refused_without_an_echo(String reference, String kind) {
        assertThat(violations(somebody().setCaseReference(reference)))
                .singleElement()
                .satisfies(violation -> {
                    assertThat(violation.getField()).isEqualTo("case_reference");
                    assertThat(violation.getDescription())
                            .startsWith("seems to hold " + kind)
                            .doesNotContain(reference);
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "VS-1",
                "DOE",
                "case-abc-7",
                "2026/0417",
                "JC_00012345",
                "550e8400-e29b-41d4-a716-446655440000",
                "ea012345-6789-4123-8123-0a0123456789",
                "case-EA012345-6789-4123-8123-0A0123456789"
            })
    void references_of_case_systems_are_taken(String reference) {
        assertThat(faults(somebody().setCaseReference(reference))).isEmpty();
    }

    @Test
    void a_uuid_never_passes_for_personal_data() {
        assertThat(Stream.generate(UUID::randomUUID).limit(20_000))
                .allMatch(uuid -> CaseReferences.personalData(uuid.toString()).isEmpty());
    }

    @Test
    void all_that_is_wrong_is_told_at_once() {
        assertThat(faults(somebody()
                        .setCaseReference("jane.doe")
                        .setQuarter("2030-31 Q1")
                        .setArea("surrey")
                        .addNeedScores(STARTED_AT_2.clone().setEnd(3))))
                .containsExactly("case_reference", "quarter", "area", "need_scores[0].end");
    }

    private static Outcome.Builder somebody() {
        return Outcome.newBuilder()
                .setService("services/east-midlands")
                .setCaseReference("VS-1")
                .setQuarter("2026-27 Q1");
    }

    private static Stream<String> faults(Outcome.Builder outcome) {
        return violations(outcome).map(FieldViolation::getField);
    }

    private static Stream<FieldViolation> violations(Outcome.Builder outcome) {
        return OutcomeRules.violations("", outcome.build(), EAST_MIDLANDS, TODAY);
    }
}
