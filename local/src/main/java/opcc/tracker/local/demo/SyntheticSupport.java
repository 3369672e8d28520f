package opcc.tracker.local.demo;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What synthetic records say of nationality, referral, accommodation, support and its end. All shares are made up: most people
 * start low, most stand better later, and support has ended for about a third. It draws apart from the rest of a record, so
 * that what is changed here leaves the published shares as they are.
 */
final class SyntheticSupport {

    private static final List<String> NEEDS = List.of(
            "MENTAL_AND_PHYSICAL_HEALTH",
            "SHELTER_AND_ACCOMMODATION",
            "FAMILY_FRIENDS_AND_CHILDREN",
            "EDUCATION_SKILLS_AND_EMPLOYMENT",
            "DRUGS_AND_ALCOHOL",
            "FINANCE_AND_BENEFITS",
            "OUTLOOK_AND_ATTITUDES",
            "SOCIAL_INTERACTIONS");
    private static final String GOES_ON = "";
    /** Who cannot be asked how they stand at the end. */
    private static final Set<String> OUT_OF_REACH = Set.of("DISENGAGED", "MISSING", "DIED");

    private static final int LEAST_SCORE = 1;
    private static final int BEST_SCORE = 5;

    private final Random random;
    private final Weighted<String> nationality = new Weighted<String>()
            .with("UK", 31)
            .with("OTHER_EUROPE", 22)
            .with("EU", 10)
            .with("AFRICA", 14)
            .with("ASIA", 16)
            .with("MIDDLE_EAST", 4)
            .with("AMERICAS", 1)
            .with("UNKNOWN", 2);
    private final Weighted<String> firstResponder = new Weighted<String>()
            .with("POLICE_FORCE", 38)
            .with("LOCAL_AUTHORITY", 30)
            .with("IMMIGRATION_ENFORCEMENT", 8)
            .with("UK_VISAS_AND_IMMIGRATION", 9)
            .with("SALVATION_ARMY", 8)
            .with("MIGRANT_HELP", 4)
            .with("OTHER", 3);
    private final Weighted<String> accommodation = new Weighted<String>()
            .with("NOT_NEEDED", 24)
            .with("SETTLED", 22)
            .with("TEMPORARY", 22)
            .with("MSVCC_SAFE_HOUSE", 16)
            .with("ASYLUM_ACCOMMODATION", 10)
            .with("ROUGH_SLEEPING", 2)
            .with("UNKNOWN", 4);
    private final Weighted<String> accommodationBefore = new Weighted<String>()
            .with("HOTEL", 34)
            .with("TEMPORARY", 34)
            .with("MSVCC_SAFE_HOUSE", 24)
            .with("ROUGH_SLEEPING", 3)
            .with("UNKNOWN", 5);
    private final Weighted<String> end = new Weighted<String>()
            .with(GOES_ON, 65)
            .with("NEEDS_MET", 13)
            .with("MOVED_TO_MSVCC", 7)
            .with("MOVED_TO_OTHER_SERVICE", 4)
            .with("MOVED_AREA", 2)
            .with("RETURNED_HOME", 2)
            .with("DISENGAGED", 5)
            .with("MISSING", 2);
    private final Weighted<Integer> start =
            new Weighted<Integer>().with(1, 30).with(2, 40).with(3, 20).with(4, 10);
    /** From one score to the next. */
    private final Weighted<Integer> step =
            new Weighted<Integer>().with(-1, 6).with(0, 24).with(1, 48).with(2, 22);

    SyntheticSupport(long seed) {
        random = new Random(seed ^ 0x5EED5EED);
    }

    /** Fills in a record; {@code beforeOnly} if the service works before the NRM. */
    void fill(ObjectNode outcome, boolean beforeOnly) {
        outcome.put("nationalityGroup", nationality.draw(random));
        outcome.put("firstResponder", firstResponder.draw(random));
        outcome.put("accommodationOutcome", (beforeOnly ? accommodationBefore : accommodation).draw(random));
        String reason = end.draw(random);
        if (!reason.equals(GOES_ON)) {
            outcome.put("endReason", reason);
        }
        boolean scoredAtEnd = !reason.equals(GOES_ON) && !OUT_OF_REACH.contains(reason);
        List<String> needs = new ArrayList<>(NEEDS);
        Collections.shuffle(needs, random);
        ArrayNode given = outcome.putArray("supportGiven");
        ArrayNode scores = outcome.putArray("needScores");
        for (String need : needs.subList(0, 2 + random.nextInt(4))) {
            if (given.isEmpty() || random.nextInt(10) < 8) {
                given.add(need);
            }
            score(scores.addObject().put("need", need), scoredAtEnd);
        }
    }

    private void score(ObjectNode score, boolean atEnd) {
        int last = start.draw(random);
        score.put("start", last);
        if (random.nextInt(10) < 6) {
            last = next(last);
            score.put("review", last);
        }
        if (atEnd) {
            score.put("end", next(last));
        }
    }

    private int next(int last) {
        return Math.clamp(last + step.draw(random), LEAST_SCORE, BEST_SCORE);
    }
}
