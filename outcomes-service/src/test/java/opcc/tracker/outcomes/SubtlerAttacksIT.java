package opcc.tracker.outcomes;

import static opcc.tracker.outcomes.RunningOutcomes.people;
import static opcc.tracker.outcomes.RunningOutcomes.somebody;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import opcc.tracker.v1.EngagementEnum.Engagement;
import opcc.tracker.v1.GetOutcomeTableRequest;
import opcc.tracker.v1.Outcome;
import opcc.tracker.v1.OutcomeTable;
import opcc.tracker.v1.Quarter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Attacks by more than counts: by what is told of errors and of late records, by a provider's own records, by one person more.
 * Each once succeeded. The attacker knows the algorithm, everything published, and in some cases its own records.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SubtlerAttacksIT {

    private static final String QUARTER = RunningOutcomes.QUARTER;
    private static final List<Engagement> ENGAGEMENTS = List.of(
            Engagement.SUPPORTING, Engagement.IN_CONTACT, Engagement.NOT_IN_CONTACT, Engagement.NO_INVESTIGATION);

    private RunningOutcomes outcomes;

    @BeforeAll
    void start() {
        outcomes = RunningOutcomes.start();
    }

    @AfterAll
    void stop() {
        outcomes.close();
    }

    @BeforeEach
    void startWithNobody() {
        outcomes.empty();
        outcomes.running.setNow(Instant.parse("2026-07-15T10:00:00Z"));
    }

    /** An error of 2.0 told beside a single 5 would say: three people. */
    @Test
    void theErrorsToldDoNotTellTheTruthOfATableOfOneCell() {
        assertThat(toldOf(3, 4, 5)).as("what is told of 3, 4 and 5 people").hasSize(1);
    }

    /** An error told beside nothing but zeros would say: there is somebody, but not five. */
    @Test
    void theErrorsToldDoNotTellThatAnEmptyTableHidesSomebody() {
        assertThat(toldOf(0, 1, 2))
                .as("what is told of nobody, one and two people")
                .hasSize(1);
    }

    /** Each in a quarter of its own. */
    private Set<String> toldOf(int... truths) {
        Set<String> told = new TreeSet<>();
        for (int i = 0; i < truths.length; i++) {
            String quarter = "2025-26 Q" + (i + 1);
            if (truths[i] > 0) {
                outcomes.report(
                        outcomes.justiceAndCare, people(truths[i], somebody().setQuarter(quarter)));
            }
            outcomes.freeze(quarter);
            OutcomeTable table = outcomes.analyst
                    .calling(outcomes.stub())
                    .getOutcomeTable(GetOutcomeTableRequest.newBuilder()
                            .setQuarter(quarter)
                            .build());
            told.add("largest error " + table.getLargestError() + ", mean " + table.getMeanErrorTenths());
        }
        return told;
    }

    /** A provider reports late people of its own, one by one, and reads at which of them the count of late records ticks. */
    @Test
    void aProviderCannotCountTheLateRecordsOfOthersByAddingItsOwn() {
        Set<Integer> ticks = new TreeSet<>();
        for (int others : List.of(0, 1, 2, 3, 4)) {
            outcomes.empty();
            outcomes.report(outcomes.hopeForJustice, people(9, inDerbyshire(Engagement.SUPPORTING)));
            outcomes.freeze(QUARTER);
            if (others > 0) {
                outcomes.report(outcomes.justiceAndCare, people(others, somebody()));
            }
            int own = 0;
            while (own < 12 && tells(outcomes.quarter(outcomes.hopeForJustice, QUARTER)) == 0) {
                outcomes.report(outcomes.hopeForJustice, people(1, inDerbyshire(Engagement.SUPPORTING)));
                own++;
            }
            ticks.add(own);
        }
        assertThat(ticks)
                .as("own late records at which the count ticks, by 0 to 4 of others")
                .hasSize(1);
    }

    private static long tells(Quarter quarter) {
        return quarter.getLateRecords();
    }

    /**
     * A provider with a few records of its own, each of another kind, sees how they were rounded. Rounding all providers'
     * records together makes that depend on the others' counts.
     */
    @Test
    void howTheOwnRecordsOfAProviderWereRoundedDoesNotTellOfTheOthers() {
        for (List<Integer> own : List.of(List.of(4, 4, 4), List.of(2, 2, 4), List.of(1, 1, 1, 1))) {
            Set<String> ownRounded = new TreeSet<>();
            for (int others = 0; others <= 6; others++) {
                ownRounded.add(roundingOfOwn(own, others));
            }
            assertThat(ownRounded)
                    .as("own cells %s as published, beside 0 to 6 people of another provider", own)
                    .hasSize(1);
        }
    }

    private String roundingOfOwn(List<Integer> own, int others) {
        outcomes.empty();
        for (int i = 0; i < own.size(); i++) {
            outcomes.report(outcomes.hopeForJustice, people(own.get(i), inDerbyshire(ENGAGEMENTS.get(i))));
        }
        if (others > 0) {
            outcomes.report(
                    outcomes.justiceAndCare,
                    people(
                            others,
                            somebody()
                                    .setService("services/leicestershire-navigator")
                                    .setArea("derbyshire")
                                    .setEngagement(Engagement.UNKNOWN)));
        }
        outcomes.freeze(QUARTER);
        Figures table = new ServiceFigures(outcomes, outcomes.analyst).table("derbyshire", QUARTER, 1, "engagement");
        List<Long> shown = new ArrayList<>();
        for (int i = 0; i < own.size(); i++) {
            shown.add(table.count(ENGAGEMENTS.get(i).name()).orElseThrow());
        }
        return shown.toString();
    }

    /** Counts of six and more of one kind stay exact, so a caseload that grew by one shows it. */
    @Test
    void aLargeGroupOfOneKindThatGrowsByOneDoesNotShowIt() {
        Outcome.Builder[] nine = people(9, somebody().setQuarter("2025-26 Q4"));
        outcomes.report(outcomes.justiceAndCare, nine);
        for (Outcome.Builder one : nine) {
            one.setQuarter(QUARTER);
        }
        outcomes.report(outcomes.justiceAndCare, nine);
        outcomes.report(outcomes.justiceAndCare, people(1, somebody()));
        outcomes.freeze("2025-26 Q4");
        outcomes.freeze(QUARTER);

        ServiceFigures service = new ServiceFigures(outcomes, outcomes.analyst);
        long grown = service.total("surrey", QUARTER, 1) - service.total("surrey", "2025-26 Q4", 1);
        assertThat(grown)
                .satisfiesAnyOf(
                        zero -> assertThat(zero).isZero(),
                        some -> assertThat(some).isGreaterThanOrEqualTo(5));
    }

    private static Outcome.Builder inDerbyshire(Engagement engagement) {
        return somebody().setService("services/derbyshire-safe-house").setEngagement(engagement);
    }
}
