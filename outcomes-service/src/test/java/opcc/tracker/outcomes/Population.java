package opcc.tracker.outcomes;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SequencedMap;
import opcc.tracker.v1.AgeBandEnum.AgeBand;
import opcc.tracker.v1.EngagementEnum.Engagement;
import opcc.tracker.v1.ExploitationTypeEnum.ExploitationType;
import opcc.tracker.v1.NrmStageEnum.NrmStage;
import opcc.tracker.v1.Outcome;
import opcc.tracker.v1.SexEnum.Sex;

/** People of whom only a few codes are told, so that everything about them can be computed; the same seed gives the same. */
final class Population {

    private static final Map<String, String> SERVICE_OF_AREA = Map.of(
            "surrey", "services/surrey-navigator",
            "leicestershire", "services/leicestershire-navigator",
            "nottinghamshire", "services/leicestershire-navigator",
            "derbyshire", "services/derbyshire-safe-house");
    private static final List<String> AREAS = List.of("surrey", "leicestershire", "nottinghamshire", "derbyshire");

    private final Random random;

    Population(long seed) {
        random = new Random(seed);
    }

    /** The areas and, by dimension, the codes that there are. */
    static SequencedMap<String, List<String>> codes() {
        SequencedMap<String, List<String>> codes = new LinkedHashMap<>();
        codes.put("area", AREAS);
        codes.put("nrmStage", List.of("PRE_NRM", "REFERRED"));
        codes.put("exploitationTypes", List.of("LABOUR", "SEXUAL"));
        codes.put("ageBand", List.of("AGE_18_TO_24", "AGE_25_TO_34"));
        codes.put("sex", List.of("FEMALE", "MALE"));
        codes.put("engagement", List.of("SUPPORTING", "NOT_IN_CONTACT"));
        return codes;
    }

    /** So many people in all, by area: more in the first areas, and of the first codes. */
    Map<String, Outcome.Builder[]> people(String quarter, int count) {
        Map<String, List<Outcome.Builder>> byArea = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            String area = AREAS.get((int) (random.nextDouble() * random.nextDouble() * AREAS.size()));
            byArea.computeIfAbsent(area, any -> new ArrayList<>()).add(person(quarter, area));
        }
        Map<String, Outcome.Builder[]> people = new LinkedHashMap<>();
        byArea.forEach((area, some) -> people.put(area, some.toArray(Outcome.Builder[]::new)));
        return people;
    }

    private Outcome.Builder person(String quarter, String area) {
        return Outcome.newBuilder()
                .setService(SERVICE_OF_AREA.get(area))
                .setArea(area)
                .setCaseReference("case-" + Long.toHexString(random.nextLong()))
                .setQuarter(quarter)
                .setNrmStage(mostly() ? NrmStage.PRE_NRM : NrmStage.REFERRED)
                .addExploitationTypes(mostly() ? ExploitationType.LABOUR : ExploitationType.SEXUAL)
                .setAgeBand(mostly() ? AgeBand.AGE_18_TO_24 : AgeBand.AGE_25_TO_34)
                .setSex(mostly() ? Sex.FEMALE : Sex.MALE)
                .setEngagement(mostly() ? Engagement.SUPPORTING : Engagement.NOT_IN_CONTACT);
    }

    private boolean mostly() {
        return random.nextInt(10) < 7;
    }
}
