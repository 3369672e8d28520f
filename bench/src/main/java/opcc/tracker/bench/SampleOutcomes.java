package opcc.tracker.bench;

import java.util.ArrayList;
import java.util.List;
import opcc.tracker.disclosure.samples.SeededRandom;
import opcc.tracker.v1.AccommodationOutcomeEnum.AccommodationOutcome;
import opcc.tracker.v1.AgeBandEnum.AgeBand;
import opcc.tracker.v1.BatchCreateOutcomesRequest;
import opcc.tracker.v1.EndReasonEnum.EndReason;
import opcc.tracker.v1.EngagementEnum.Engagement;
import opcc.tracker.v1.ExploitationTypeEnum.ExploitationType;
import opcc.tracker.v1.FirstResponderEnum.FirstResponder;
import opcc.tracker.v1.NationalityGroupEnum.NationalityGroup;
import opcc.tracker.v1.NeedEnum.Need;
import opcc.tracker.v1.NeedScore;
import opcc.tracker.v1.NrmStageEnum.NrmStage;
import opcc.tracker.v1.Outcome;
import opcc.tracker.v1.SexEnum.Sex;

/** Made-up outcomes with all their fields; the same seed gives the same ones. Low codes are commoner than high ones. */
final class SampleOutcomes {

    private final SeededRandom random;
    private final String quarter;
    private final int services;
    private long cases;

    /** Of a quarter, reported by so many services. */
    SampleOutcomes(long seed, String quarter, int services) {
        this.random = new SeededRandom(seed);
        this.quarter = quarter;
        this.services = services;
    }

    /** So many people whom nobody has reported before. */
    BatchCreateOutcomesRequest batch(int size) {
        BatchCreateOutcomesRequest.Builder batch = BatchCreateOutcomesRequest.newBuilder();
        for (int i = 0; i < size; i++) {
            batch.addOutcomes(outcome());
        }
        return batch.build();
    }

    private Outcome outcome() {
        EndReason ended = EndReason.forNumber(skewed(11));
        Outcome.Builder outcome = Outcome.newBuilder()
                .setService(OneRegister.service(random.below(services)))
                .setCaseReference("CASE/" + cases++)
                .setQuarter(quarter)
                .setNrmStage(NrmStage.forNumber(1 + skewed(9)))
                .addExploitationTypes(ExploitationType.forNumber(1 + skewed(6)))
                .setAgeBand(AgeBand.forNumber(1 + skewed(6)))
                .setSex(Sex.forNumber(1 + skewed(4)))
                .setEngagement(Engagement.forNumber(1 + skewed(5)))
                .setNationalityGroup(NationalityGroup.forNumber(skewed(10)))
                .setFirstResponder(FirstResponder.forNumber(skewed(20)))
                .setAccommodationOutcome(AccommodationOutcome.forNumber(skewed(9)))
                .setEndReason(ended)
                .setSynthetic(true);
        for (Need need : needs()) {
            outcome.addSupportGiven(need);
            NeedScore.Builder score = NeedScore.newBuilder()
                    .setNeed(need)
                    .setStart(1 + random.below(3))
                    .setReview(1 + random.below(4));
            if (ended != EndReason.END_REASON_UNSPECIFIED) {
                score.setEnd(2 + random.below(4));
            }
            outcome.addNeedScores(score);
        }
        return outcome.build();
    }

    private List<Need> needs() {
        List<Need> needs = new ArrayList<>();
        for (int number = 1; number <= 8; number++) {
            if (random.below(3) == 0) {
                needs.add(Need.forNumber(number));
            }
        }
        return needs;
    }

    private int skewed(int bound) {
        double unit = random.unit();
        return (int) (unit * unit * bound);
    }
}
