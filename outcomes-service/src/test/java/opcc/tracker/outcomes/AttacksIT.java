package opcc.tracker.outcomes;

import static opcc.tracker.outcomes.RunningOutcomes.people;
import static opcc.tracker.outcomes.RunningOutcomes.somebody;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Stream;
import opcc.tracker.kit.testing.TestPerson;
import opcc.tracker.outcomes.Reconstruction.Bounds;
import opcc.tracker.v1.AgeBandEnum.AgeBand;
import opcc.tracker.v1.EngagementEnum.Engagement;
import opcc.tracker.v1.NrmStageEnum.NrmStage;
import opcc.tracker.v1.Outcome;
import opcc.tracker.v1.SexEnum.Sex;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Each attack first breaks a naive threshold on the same records, and then fails on the running service. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AttacksIT {

    private static final String EARLIER = "2025-26 Q4";
    private static final String LATER = "2026-27 Q1";
    private static final List<String> YEAR = List.of("2025-26 Q1", "2025-26 Q2", "2025-26 Q3", "2025-26 Q4");

    private RunningOutcomes outcomes;
    private ServiceFigures service;
    private NaiveThreshold naive;

    @BeforeAll
    void start() {
        outcomes = RunningOutcomes.start();
        service = new ServiceFigures(outcomes, outcomes.analyst);
    }

    @AfterAll
    void stop() {
        outcomes.close();
    }

    @BeforeEach
    void startWithNobody() {
        outcomes.empty();
        outcomes.running.setNow(Instant.parse("2026-07-15T10:00:00Z"));
        naive = new NaiveThreshold();
    }

    @Test
    void theCountryLessTheOtherAreasDoesNotGiveAnArea() {
        report(1, "surrey", people(3, somebody()));
        report(1, "leicestershire", people(11, inLeicestershire()));
        report(1, "derbyshire", people(7, inDerbyshire()));
        outcomes.freeze(LATER);

        assertThat(naive.table("surrey", LATER, 1).total()).as("left out").isEmpty();
        assertThat(countryLessOthers(naive)).isEqualTo(3);
        assertNoSmallCount(countryLessOthers(service));
    }

    private static long countryLessOthers(Figures.Source source) {
        return source.total("", LATER, 1)
                - source.total("leicestershire", LATER, 1)
                - source.total("derbyshire", LATER, 1);
    }

    @Test
    void aQuarterLessTheOneBeforeDoesNotGiveWhoCame() {
        Outcome.Builder[] caseload = Stream.of(
                        people(3, somebody()),
                        people(2, somebody().setSex(Sex.MALE)),
                        people(3, somebody().setNrmStage(NrmStage.REFERRED)))
                .flatMap(Arrays::stream)
                .toArray(Outcome.Builder[]::new);
        report(1, "surrey", of(EARLIER, caseload));
        report(1, "surrey", of(LATER, caseload));
        report(1, "surrey", people(2, somebody().setEngagement(Engagement.IN_CONTACT)));
        outcomes.freeze(EARLIER);
        outcomes.freeze(LATER);

        assertThat(naive.total("surrey", LATER, 1) - naive.total("surrey", EARLIER, 1))
                .isEqualTo(2);
        assertNoSmallCount(Math.abs(service.total("surrey", LATER, 1) - service.total("surrey", EARLIER, 1)));
    }

    @Test
    void twoOverlappingQuestionsDoNotGiveTheirDifference() {
        report(1, "surrey", people(6, somebody().setEngagement(Engagement.SUPPORTING)));
        report(1, "surrey", people(1, somebody().setEngagement(Engagement.NOT_IN_CONTACT)));
        report(1, "surrey", people(2, somebody().setEngagement(Engagement.IN_CONTACT)));
        outcomes.freeze(LATER);

        assertThat(womenWhoDoNotSupport(naive)).isEqualTo(3);
        assertNoSmallCount(womenWhoDoNotSupport(service));
    }

    private static long womenWhoDoNotSupport(Figures.Source source) {
        return source.table("surrey", LATER, 1, "sex").count("FEMALE").orElseThrow()
                - source.table("surrey", LATER, 1, "sex", "engagement")
                        .count("FEMALE", "SUPPORTING")
                        .orElseThrow();
    }

    @Test
    void aTotalLessItsPartsDoesNotGiveThePartLeftOut() {
        report(1, "surrey", people(8, somebody().setSex(Sex.FEMALE)));
        report(1, "surrey", people(4, somebody().setSex(Sex.MALE)));
        outcomes.freeze(LATER);

        assertThat(totalLessParts(naive)).isEqualTo(4);
        assertNoSmallCount(totalLessParts(service));
    }

    private static long totalLessParts(Figures.Source source) {
        Figures bySex = source.table("surrey", LATER, 1, "sex");
        return bySex.total().orElseThrow()
                - bySex.cells().values().stream().mapToLong(Long::longValue).sum();
    }

    @Test
    void theSameQuestionAgainTellsNothingNew() {
        report(1, "surrey", people(7, somebody()));
        outcomes.freeze(LATER);
        long naiveBefore = naive.total("surrey", LATER, Integer.MAX_VALUE);
        Set<Figures> answers = new HashSet<>();
        answers.add(service.table("surrey", LATER, 0, "sex", "ageBand"));

        report(2, "surrey", people(1, somebody()));

        assertThat(naive.total("surrey", LATER, Integer.MAX_VALUE) - naiveBefore)
                .as("who asks before and after learns of the one who came")
                .isEqualTo(1);
        for (int i = 0; i < 50; i++) {
            answers.add(service.table("surrey", LATER, 0, "sex", "ageBand"));
        }
        assertThat(answers).hasSize(1);
    }

    @Test
    void aRevisionLessTheOriginalDoesNotGiveWhoWasLate() {
        report(1, "surrey", people(7, somebody()));
        report(1, "derbyshire", people(9, inDerbyshire()));
        outcomes.freeze(LATER);
        report(2, "surrey", people(3, somebody()));
        report(2, "derbyshire", people(6, inDerbyshire()));
        outcomes.revise(LATER);

        assertThat(revisionLessOriginal(naive, "surrey")).isEqualTo(3);
        assertNoSmallCount(revisionLessOriginal(service, "surrey"));
        assertNoSmallCount(revisionLessOriginal(service, "derbyshire"));
        assertNoSmallCount(revisionLessOriginal(service, ""));
    }

    private static long revisionLessOriginal(Figures.Source source, String area) {
        return source.total(area, LATER, 2) - source.total(area, LATER, 1);
    }

    @Test
    void aGroupAllOfOneValueLooksTheSameAsOneThatIsNot() {
        report(1, "surrey", people(10, somebody().setEngagement(Engagement.NOT_IN_CONTACT)));
        for (String quarter : YEAR) {
            report(1, "surrey", of(quarter, people(10, somebody().setEngagement(Engagement.NOT_IN_CONTACT))));
            report(1, "surrey", of(quarter, people(2, somebody().setEngagement(Engagement.SUPPORTING))));
        }

        assertThat(thoseThatLookAs(naive, LATER, "engagement"))
                .as("the naive table tells that nobody of this group is in contact")
                .isEmpty();
        freezeAll();
        assertThat(thoseThatLookAs(service, LATER, "engagement")).isNotEmpty();
    }

    @Test
    void aZeroDoesNotSayThatThereIsNobody() {
        report(1, "surrey", people(10, somebody()));
        for (String quarter : YEAR) {
            report(1, "surrey", of(quarter, people(10, somebody())));
            report(1, "surrey", of(quarter, people(1, somebody().setAgeBand(AgeBand.AGE_UNDER_18))));
        }

        assertThat(thoseThatLookAs(naive, LATER, "ageBand"))
                .as("what is neither shown nor left out is nobody, for sure")
                .isEmpty();
        freezeAll();
        assertThat(thoseThatLookAs(service, LATER, "ageBand")).isNotEmpty();
    }

    private void freezeAll() {
        YEAR.forEach(outcomes::freeze);
        outcomes.freeze(LATER);
    }

    /** The quarters whose table can't be told from another's. */
    private static List<String> thoseThatLookAs(Figures.Source source, String other, String dimension) {
        return YEAR.stream()
                .filter(quarter -> source.table("surrey", quarter, 1, dimension)
                        .equals(source.table("surrey", other, 1, dimension)))
                .toList();
    }

    @Test
    void aProviderThatSubtractsItsOwnRecordsDoesNotFindTheOthers() {
        report(1, "derbyshire", of(EARLIER, people(10, inDerbyshire())));
        report(1, "derbyshire", people(10, inDerbyshire()));
        report(1, "derbyshire", people(2, inLeicestershire().setArea("derbyshire")));
        outcomes.freeze(EARLIER);
        outcomes.freeze(LATER);

        assertThat(naive.total("derbyshire", LATER, 1) - 10)
                .as("what hope-for-justice did not report itself")
                .isEqualTo(2);
        assertNoSmallCount(service.total("derbyshire", LATER, 1) - 10);
    }

    @Test
    void linearProgrammingOverAllTablesRebuildsTheNaiveOnesAndNotTheRounded() {
        Population population = new Population(20261126);
        population.people(LATER, 120).forEach((area, some) -> report(1, area, some));
        outcomes.freeze(LATER);

        Map<List<String>, Long> truth = finest();
        Map<List<String>, Bounds> ofTheNaive = everyTable(naive).bounds();
        assertThat(ofTheNaive.entrySet().stream()
                        .filter(each -> each.getValue().low() == each.getValue().high()
                                && each.getValue().provesASmallCount())
                        .peek(each ->
                                assertThat(each.getValue().low()).isEqualTo(truth.getOrDefault(each.getKey(), 0L)))
                        .count())
                .as("small counts that are known exactly")
                .isGreaterThan(10);

        Reconstruction rounded = everyTable(service);
        assertThat(rounded.bounds().values()).noneMatch(Bounds::provesASmallCount);
        assertThat(rounded.admitsAWorldWithoutSmallCounts()).isTrue();
    }

    private Reconstruction everyTable(Figures.Source source) {
        SequencedMap<String, List<String>> codes = Population.codes();
        Reconstruction reconstruction = new Reconstruction(codes);
        List<String> dimensions = codes.keySet().stream().skip(1).toList();
        for (int chosen = 0; chosen < 1 << dimensions.size(); chosen++) {
            int those = chosen;
            List<String> some = dimensions.stream()
                    .filter(each -> (those >> dimensions.indexOf(each) & 1) == 1)
                    .toList();
            if (some.size() <= 4) {
                Stream.concat(Stream.of(""), codes.get("area").stream())
                        .forEach(area -> reconstruction.saw(
                                area, some, source.table(area, LATER, 1, some.toArray(String[]::new))));
            }
        }
        return reconstruction;
    }

    private Map<List<String>, Long> finest() {
        Map<List<String>, Long> all = new LinkedHashMap<>();
        String[] dimensions = Population.codes().keySet().stream().skip(1).toArray(String[]::new);
        for (String area : Population.codes().get("area")) {
            naive.truth(area, LATER, 1, dimensions)
                    .forEach((cell, count) -> all.put(
                            Stream.concat(Stream.of(area), cell.stream()).toList(), count));
        }
        return all;
    }

    private static void assertNoSmallCount(long derived) {
        assertThat(derived)
                .satisfiesAnyOf(
                        zero -> assertThat(zero).isZero(),
                        some -> assertThat(some).isGreaterThanOrEqualTo(5));
    }

    /** Tells both the service and the naive table. */
    private void report(int revision, String leadArea, Outcome.Builder... some) {
        TestPerson provider = some[0].getService().equals("services/derbyshire-safe-house")
                ? outcomes.hopeForJustice
                : outcomes.justiceAndCare;
        outcomes.report(provider, some);
        naive.holds(revision, leadArea, some);
    }

    private static Outcome.Builder inLeicestershire() {
        return somebody().setService("services/leicestershire-navigator");
    }

    private static Outcome.Builder inDerbyshire() {
        return somebody().setService("services/derbyshire-safe-house");
    }

    private static Outcome.Builder[] of(String quarter, Outcome.Builder... some) {
        return Arrays.stream(some).map(each -> each.clone().setQuarter(quarter)).toArray(Outcome.Builder[]::new);
    }
}
