package opcc.tracker.local.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import opcc.tracker.v1.AccommodationOutcomeEnum.AccommodationOutcome;
import opcc.tracker.v1.AgeBandEnum.AgeBand;
import opcc.tracker.v1.BatchCreateOutcomesRequest;
import opcc.tracker.v1.EndReasonEnum.EndReason;
import opcc.tracker.v1.ExploitationTypeEnum.ExploitationType;
import opcc.tracker.v1.FirstResponderEnum.FirstResponder;
import opcc.tracker.v1.NationalityGroupEnum.NationalityGroup;
import opcc.tracker.v1.NeedEnum.Need;
import opcc.tracker.v1.NeedScore;
import opcc.tracker.v1.Outcome;
import opcc.tracker.v1.Service;
import opcc.tracker.v1.SexEnum.Sex;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/**
 * The published shares are those of the United Kingdom's 12,727 referrals of 2021. The records number some hundreds, so
 * that a share drawn fairly strays by about two points of a hundred; four points are tolerated.
 */
class SyntheticOutcomesTest {
    private static final double TOLERANCE = 0.04;
    /** Shares among minors or adults alone rest on half the records. */
    private static final double TOLERANCE_OF_HALVES = 0.06;

    private final List<Outcome> outcomes = outcomes(SyntheticOutcomes.SEED);

    @Test
    void theSexesHaveTheirPublishedShares() {
        assertThat(share(outcomes, o -> o.getSex() == Sex.MALE)).isCloseTo(9790 / 12727.0, within(TOLERANCE));
        assertThat(share(outcomes, o -> o.getSex() == Sex.FEMALE)).isCloseTo(2923 / 12727.0, within(TOLERANCE));
    }

    @Test
    void adultsMinorsAndPeopleOfUnknownAgeHaveTheirPublishedShares() {
        assertThat(share(outcomes, this::isAdult)).isCloseTo(6411 / 12727.0, within(TOLERANCE));
        assertThat(share(outcomes, this::isMinor)).isCloseTo(5468 / 12727.0, within(TOLERANCE));
        assertThat(share(outcomes, o -> o.getAgeBand() == AgeBand.UNKNOWN)).isCloseTo(848 / 12727.0, within(TOLERANCE));
    }

    @Test
    void adultsAreExploitedForLabourAndMinorsCriminallyAsOftenAsPublished() {
        List<Outcome> adults = outcomes.stream().filter(this::isAdult).toList();
        List<Outcome> minors = outcomes.stream().filter(this::isMinor).toList();
        assertThat(share(adults, o -> o.getExploitationTypesList().equals(List.of(ExploitationType.LABOUR))))
                .isCloseTo(2141 / 6411.0, within(TOLERANCE_OF_HALVES));
        assertThat(share(minors, o -> o.getExploitationTypesList().equals(List.of(ExploitationType.CRIMINAL))))
                .isCloseTo(2689 / 5468.0, within(TOLERANCE_OF_HALVES));
    }

    @Test
    void mostPeopleStartLowAndWhoIsScoredAgainMostlyStandsBetter() {
        List<NeedScore> scores = outcomes.stream()
                .flatMap(outcome -> outcome.getNeedScoresList().stream())
                .toList();
        List<NeedScore> again = scores.stream()
                .filter(score -> score.hasReview() || score.hasEnd())
                .toList();

        assertThat(scores).hasSizeGreaterThan(1000);
        assertThat(scores.stream().filter(score -> score.getStart() <= 2).count() / (double) scores.size())
                .isBetween(0.6, 0.8);
        assertThat(again.stream().filter(score -> change(score) > 0).count() / (double) again.size())
                .isBetween(0.55, 0.8);
        assertThat(again.stream().filter(score -> change(score) < 0).count() / (double) again.size())
                .isBetween(0.01, 0.15);
    }

    @Test
    void supportEndedForSomeAndOnlyTheyHaveScoresAtTheEnd() {
        assertThat(share(outcomes, SyntheticOutcomesTest::hasEnded)).isBetween(0.25, 0.45);
        assertThat(outcomes.stream()
                        .filter(outcome -> !hasEnded(outcome))
                        .flatMap(outcome -> outcome.getNeedScoresList().stream()))
                .noneMatch(NeedScore::hasEnd);
        assertThat(outcomes.stream()
                        .filter(outcome -> Set.of(EndReason.MISSING, EndReason.DISENGAGED, EndReason.DIED)
                                .contains(outcome.getEndReason()))
                        .flatMap(outcome -> outcome.getNeedScoresList().stream()))
                .isNotEmpty()
                .noneMatch(NeedScore::hasEnd);
    }

    @Test
    void everyRecordStatesTheFurtherCodesAndSupportIsGivenForNeedsThatAreScored() {
        assertThat(outcomes).allSatisfy(outcome -> {
            assertThat(outcome.getNationalityGroup()).isNotEqualTo(NationalityGroup.NATIONALITY_GROUP_UNSPECIFIED);
            assertThat(outcome.getFirstResponder()).isNotEqualTo(FirstResponder.FIRST_RESPONDER_UNSPECIFIED);
            assertThat(outcome.getAccommodationOutcome())
                    .isNotEqualTo(AccommodationOutcome.ACCOMMODATION_OUTCOME_UNSPECIFIED);
            List<Need> scored =
                    outcome.getNeedScoresList().stream().map(NeedScore::getNeed).toList();
            assertThat(scored).hasSizeBetween(2, 5).doesNotHaveDuplicates();
            assertThat(outcome.getSupportGivenList()).isNotEmpty().isSubsetOf(scored);
        });
    }

    private static boolean hasEnded(Outcome outcome) {
        return outcome.getEndReason() != EndReason.END_REASON_UNSPECIFIED;
    }

    private static int change(NeedScore score) {
        return (score.hasEnd() ? score.getEnd() : score.getReview()) - score.getStart();
    }

    @Test
    void theSeedMakesTheSameRecordsAgainAndAnotherSeedMakesOthers() {
        assertThat(outcomes(SyntheticOutcomes.SEED)).isEqualTo(outcomes);
        assertThat(outcomes(SyntheticOutcomes.SEED + 1)).isNotEqualTo(outcomes);
    }

    @Test
    void everyRecordIsMarkedSyntheticAndOfAQuarterThatIsOver() {
        assertThat(outcomes).hasSizeBetween(400, 900).allMatch(Outcome::getSynthetic);
        assertThat(outcomes.stream().map(Outcome::getQuarter).distinct())
                .containsExactlyInAnyOrder("2025-26 Q4", "2026-27 Q1", "2026-27 Q2");
    }

    @Test
    void noTwoRecordsOfAProviderAreOfTheSameCase() {
        assertThat(outcomes.stream().map(Outcome::getCaseReference)).doesNotHaveDuplicates();
    }

    @Test
    void aProviderReportsForItsOwnLiveServicesInTheirAreas() {
        for (SyntheticOutcomes.Batch batch : new SyntheticOutcomes(SyntheticOutcomes.SEED).batches()) {
            String provider = batch.user().equals(DemoUsers.JUSTICE_AND_CARE) ? "justice-and-care" : "hope-for-justice";
            for (Outcome outcome : read(batch).getOutcomesList()) {
                Service service = service(outcome.getService());
                assertThat(service.getProvider()).isEqualTo("providers/" + provider);
                assertThat(service.getStatus().name()).isEqualTo("LIVE");
                Set<String> areas = service.getSharedAreasList().stream().collect(Collectors.toSet());
                areas.add(service.getArea());
                assertThat(areas).contains(outcome.getArea());
            }
        }
    }

    private boolean isMinor(Outcome outcome) {
        return outcome.getAgeBand() == AgeBand.AGE_UNDER_18;
    }

    private boolean isAdult(Outcome outcome) {
        return !isMinor(outcome) && outcome.getAgeBand() != AgeBand.UNKNOWN;
    }

    private static double share(List<Outcome> of, Predicate<Outcome> which) {
        return of.stream().filter(which).count() / (double) of.size();
    }

    private static Service service(String name) {
        return Register.services().stream()
                .filter(entry -> name.equals("services/" + entry.id()))
                .map(entry -> Contract.read(entry.body(), Service.newBuilder()).build())
                .findFirst()
                .orElseThrow();
    }

    private static List<Outcome> outcomes(long seed) {
        return new SyntheticOutcomes(seed)
                .batches().stream()
                        .flatMap(batch -> read(batch).getOutcomesList().stream())
                        .toList();
    }

    private static BatchCreateOutcomesRequest.Builder read(SyntheticOutcomes.Batch batch) {
        return Contract.read(
                JsonMapper.shared().createObjectNode().set("outcomes", batch.outcomes()),
                BatchCreateOutcomesRequest.newBuilder());
    }
}
