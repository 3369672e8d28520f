package opcc.tracker.outcomes.records;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import opcc.tracker.v1.AccommodationOutcomeEnum.AccommodationOutcome;
import opcc.tracker.v1.AgeBandEnum.AgeBand;
import opcc.tracker.v1.EndReasonEnum.EndReason;
import opcc.tracker.v1.EngagementEnum.Engagement;
import opcc.tracker.v1.ExploitationTypeEnum.ExploitationType;
import opcc.tracker.v1.FirstResponderEnum.FirstResponder;
import opcc.tracker.v1.NationalityGroupEnum.NationalityGroup;
import opcc.tracker.v1.NeedEnum.Need;
import opcc.tracker.v1.NrmStageEnum.NrmStage;
import opcc.tracker.v1.SexEnum.Sex;

/** Records of people who do not exist: the same seed makes the same. Some codes are common and most are rare. */
public final class MadeUpPeople {

    public static final String QUARTER = "2026-27 Q1";

    private static final List<String> AREAS =
            List.of("derbyshire", "leicestershire", "surrey", "essex", "gwent", "london", "kent", "west-mercia");

    private final Random random;

    public MadeUpPeople(long seed) {
        this.random = new Random(seed);
    }

    public List<OutcomeRecord> people(int count) {
        return IntStream.range(0, count).mapToObj(i -> somebody()).toList();
    }

    private OutcomeRecord somebody() {
        String area = AREAS.get(skewed(AREAS.size()));
        return new OutcomeRecord(
                "services/" + area + "-" + (random.nextInt(4) == 0 ? "helpline" : "navigator"),
                "pseudonym-" + random.nextLong(),
                QUARTER,
                area,
                new Profile(
                        one(NrmStage.values(), 1),
                        EnumSet.of(one(ExploitationType.values(), 1), one(ExploitationType.values(), 1)),
                        one(AgeBand.values(), 1),
                        one(Sex.values(), 1),
                        one(NationalityGroup.values(), 0),
                        one(FirstResponder.values(), 0),
                        one(Engagement.values(), 1),
                        one(AccommodationOutcome.values(), 0),
                        needs(),
                        one(EndReason.values(), 0),
                        scores()),
                false);
    }

    private Set<Need> needs() {
        return EnumSet.of(one(Need.values(), 1), one(Need.values(), 1));
    }

    private Map<Need, Scores> scores() {
        Map<Need, Scores> scores = new EnumMap<>(Need.class);
        for (Need need : needs()) {
            scores.put(need, new Scores(1 + random.nextInt(5), 0, random.nextInt(6)));
        }
        return scores;
    }

    /** The last of a code list stands for what this program does not know. */
    private <E> E one(E[] codes, int from) {
        return codes[from + skewed(codes.length - 1 - from)];
    }

    private int skewed(int bound) {
        double unit = random.nextDouble();
        return (int) (bound * unit * unit);
    }
}
