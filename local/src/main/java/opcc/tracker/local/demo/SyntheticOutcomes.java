package opcc.tracker.local.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Outcome records of people who do not exist. Sex, adult or minor, adults exploited for labour and minors exploited
 * criminally are drawn by the United Kingdom's referrals of 2021; all other shares are made up. Every record is marked
 * synthetic. The same seed makes the same records.
 */
final class SyntheticOutcomes {
    /** Seed of the records that the demonstration loads. */
    static final long SEED = 20211231L;

    /** Quarters that the records belong to. */
    static final List<String> QUARTERS = List.of("2025-26 Q4", "2026-27 Q1", "2026-27 Q2");

    private static final List<Caseload> CASELOADS = List.of(
            new Caseload(DemoUsers.JUSTICE_AND_CARE, "essex-navigators", List.of("essex"), false, List.of(38, 44, 41)),
            new Caseload(DemoUsers.JUSTICE_AND_CARE, "surrey-navigator", List.of("surrey"), false, List.of(24, 27, 31)),
            new Caseload(
                    DemoUsers.JUSTICE_AND_CARE,
                    "east-midlands-navigators",
                    List.of("derbyshire", "leicestershire", "lincolnshire", "northamptonshire", "nottinghamshire"),
                    false,
                    List.of(66, 71, 78)),
            new Caseload(
                    DemoUsers.HOPE_FOR_JUSTICE,
                    "derbyshire-hope-for-justice",
                    List.of("derbyshire"),
                    true,
                    List.of(33, 37, 40)));

    private final Random random;
    private final SyntheticSupport support;
    private final Weighted<String> sex = new Weighted<>();
    private final Weighted<Age> age = new Weighted<>();
    private final Weighted<List<String>> adultExploitation = new Weighted<>();
    private final Weighted<List<String>> minorExploitation = new Weighted<>();

    private final Weighted<String> adultBand = new Weighted<String>()
            .with("AGE_18_TO_24", 28)
            .with("AGE_25_TO_34", 34)
            .with("AGE_35_TO_49", 28)
            .with("AGE_50_AND_OVER", 10);
    private final Weighted<String> stage = new Weighted<String>()
            .with("PRE_NRM", 22)
            .with("DECLINED", 9)
            .with("REFERRED", 24)
            .with("REASONABLE_GROUNDS_POSITIVE", 28)
            .with("CONCLUSIVE_GROUNDS_POSITIVE", 9)
            .with("LEFT_NRM", 6)
            .with("UNKNOWN", 2);
    private final Weighted<String> stageBefore =
            new Weighted<String>().with("PRE_NRM", 64).with("REFERRED", 26).with("DECLINED", 10);
    private final Weighted<String> engagement = new Weighted<String>()
            .with("SUPPORTING", 44)
            .with("IN_CONTACT", 26)
            .with("NOT_IN_CONTACT", 12)
            .with("NO_INVESTIGATION", 12)
            .with("UNKNOWN", 6);

    private enum Age {
        ADULT,
        MINOR,
        UNKNOWN
    }

    /** The people that a service supports, by quarter; in one that works before the NRM nobody is far in it. */
    private record Caseload(
            String user, String service, List<String> areas, boolean beforeOnly, List<Integer> perQuarter) {}

    /** The records that one user reports for one quarter. */
    record Batch(String user, String quarter, ArrayNode outcomes) {}

    SyntheticOutcomes(long seed) {
        random = new Random(seed);
        support = new SyntheticSupport(seed);
        int all = Facts.referrals2021("referrals");
        int male = Facts.referrals2021("male");
        int female = Facts.referrals2021("female");
        sex.with("MALE", male).with("FEMALE", female).with("UNKNOWN", all - male - female);
        int adults = Facts.referrals2021("claimed exploitation as adults");
        int minors = Facts.referrals2021("claimed exploitation as children");
        age.with(Age.ADULT, adults).with(Age.MINOR, minors).with(Age.UNKNOWN, all - adults - minors);
        int labour = Facts.referrals2021("adults labour exploitation");
        int criminal = Facts.referrals2021("minors criminal exploitation");
        adultExploitation.with(List.of("LABOUR"), labour);
        spread(adultExploitation, adults - labour, "CRIMINAL");
        minorExploitation.with(List.of("CRIMINAL"), criminal);
        spread(minorExploitation, minors - criminal, "LABOUR");
    }

    /** The kinds that the facts give no figures for share what is left. */
    private static void spread(Weighted<List<String>> kinds, int rest, String other) {
        kinds.with(List.of(other), rest * 30 / 100)
                .with(List.of("SEXUAL"), rest * 26 / 100)
                .with(List.of("LABOUR", "CRIMINAL"), rest * 18 / 100)
                .with(List.of("DOMESTIC_SERVITUDE"), rest * 12 / 100)
                .with(List.of("UNKNOWN"), rest * 14 / 100);
    }

    /** All records, a batch for each user and quarter. */
    List<Batch> batches() {
        List<Batch> batches = new ArrayList<>();
        for (String user : List.of(DemoUsers.JUSTICE_AND_CARE, DemoUsers.HOPE_FOR_JUSTICE)) {
            for (int quarter = 0; quarter < QUARTERS.size(); quarter++) {
                batches.add(new Batch(user, QUARTERS.get(quarter), outcomes(user, quarter)));
            }
        }
        return batches;
    }

    private ArrayNode outcomes(String user, int quarter) {
        ArrayNode outcomes = JsonMapper.shared().createArrayNode();
        for (Caseload caseload : CASELOADS) {
            if (caseload.user().equals(user)) {
                for (int number = 1; number <= caseload.perQuarter().get(quarter); number++) {
                    String reference = "DEMO-%s-%d-%03d".formatted(caseload.service(), quarter + 1, number);
                    fill(outcomes.addObject(), caseload, QUARTERS.get(quarter), reference);
                }
            }
        }
        return outcomes;
    }

    private void fill(ObjectNode outcome, Caseload caseload, String quarter, String reference) {
        Age drawn = age.draw(random);
        outcome.put("service", "services/" + caseload.service());
        outcome.put("caseReference", reference);
        outcome.put("quarter", quarter);
        outcome.put("nrmStage", (caseload.beforeOnly() ? stageBefore : stage).draw(random));
        ArrayNode kinds = outcome.putArray("exploitationTypes");
        (drawn == Age.MINOR ? minorExploitation : adultExploitation)
                .draw(random)
                .forEach(kinds::add);
        outcome.put("ageBand", band(drawn));
        outcome.put("sex", sex.draw(random));
        outcome.put("engagement", engagement.draw(random));
        outcome.put("area", caseload.areas().get(random.nextInt(caseload.areas().size())));
        outcome.put("synthetic", true);
        support.fill(outcome, caseload.beforeOnly());
    }

    private String band(Age drawn) {
        return switch (drawn) {
            case ADULT -> adultBand.draw(random);
            case MINOR -> "AGE_UNDER_18";
            case UNKNOWN -> "UNKNOWN";
        };
    }
}
