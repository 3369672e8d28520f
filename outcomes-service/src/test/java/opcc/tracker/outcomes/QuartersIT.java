package opcc.tracker.outcomes;

import static opcc.tracker.outcomes.RunningOutcomes.QUARTER;
import static opcc.tracker.outcomes.RunningOutcomes.people;
import static opcc.tracker.outcomes.RunningOutcomes.somebody;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.rpc.Code;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import opcc.tracker.kit.testing.Refusals;
import opcc.tracker.kit.testing.TestPerson;
import opcc.tracker.v1.EngagementEnum.Engagement;
import opcc.tracker.v1.EraseOutcomesRequest;
import opcc.tracker.v1.FreezeQuarterRequest;
import opcc.tracker.v1.GetOutcomeTableRequest;
import opcc.tracker.v1.ListQuartersRequest;
import opcc.tracker.v1.NrmStageEnum.NrmStage;
import opcc.tracker.v1.Outcome;
import opcc.tracker.v1.OutcomeTable;
import opcc.tracker.v1.Quarter;
import opcc.tracker.v1.RetentionServiceGrpc;
import opcc.tracker.v1.SexEnum.Sex;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class QuartersIT {

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
    void startWithNothing() {
        outcomes.empty();
        outcomes.running.setNow(Instant.parse("2026-07-15T10:00:00Z"));
    }

    @Test
    void a_quarter_is_frozen_from_the_day_after_its_last_in_london() {
        outcomes.running.setNow(Instant.parse("2026-06-30T22:59:59Z"));
        Refusals early = Refusals.of(() -> outcomes.freeze(QUARTER));
        assertThat(early.code()).isEqualTo(Code.FAILED_PRECONDITION);
        assertThat(early.reason()).isEqualTo("QUARTER_NOT_OVER");
        assertThat(early.message()).contains("30 June 2026");

        outcomes.running.setNow(Instant.parse("2026-06-30T23:00:00Z"));
        Quarter frozen = outcomes.freeze(QUARTER);

        assertThat(frozen.getName()).isEqualTo("quarters/2026-27-Q1");
        assertThat(frozen.getQuarter()).isEqualTo(QUARTER);
        assertThat(frozen.getRevision()).isEqualTo(1);
        assertThat(frozen.getFewLateRecords()).isTrue();
        assertThat(frozen.hasFreezeTime()).isTrue();
    }

    @Test
    void a_quarter_may_be_named_as_it_is_written_and_must_be_one() {
        assertThat(freeze(outcomes.analyst, "quarters/2026-27 Q1").getName()).isEqualTo("quarters/2026-27-Q1");
        assertThat(Refusals.of(() -> freeze(outcomes.analyst, "quarters/2026-28-Q1"))
                        .violations())
                .containsOnlyKeys("name");
    }

    @Test
    void administrators_and_analysts_freeze_and_nobody_else() {
        var realm = outcomes.running.realm();
        freeze(realm.administrator(), "quarters/2026-27-Q1");

        Stream.of(
                        realm.commissioner("surrey"),
                        realm.auditor("surrey"),
                        outcomes.justiceAndCare,
                        realm.finance("surrey"),
                        realm.requester("surrey"))
                .forEach(person -> assertThat(Refusals.of(() -> freeze(person, "quarters/2026-27-Q1"))
                                .reason())
                        .isEqualTo("ROLE_REQUIRED"));
        assertThat(outcomes.quarter(outcomes.justiceAndCare, QUARTER).getQuarter())
                .as("whoever reports may see how far it is")
                .isEqualTo(QUARTER);
    }

    @Test
    void the_list_has_the_running_quarter_and_those_that_were_reported_for() {
        outcomes.report(outcomes.justiceAndCare, people(1, somebody().setQuarter("2025-26 Q3")));
        outcomes.freeze(QUARTER);

        assertThat(outcomes.analyst
                        .calling(outcomes.quarters())
                        .listQuarters(ListQuartersRequest.getDefaultInstance())
                        .getQuartersList())
                .extracting(each -> each.getQuarter() + " " + each.getState())
                .containsExactly("2026-27 Q2 COLLECTING", "2026-27 Q1 FROZEN", "2025-26 Q3 COLLECTING");
    }

    @Test
    void freezing_again_changes_nothing() {
        outcomes.report(outcomes.justiceAndCare, people(15, somebody()));
        Quarter first = outcomes.freeze(QUARTER);
        outcomes.report(outcomes.justiceAndCare, people(9, somebody()));

        assertThat(outcomes.freeze(QUARTER).getFreezeTime()).isEqualTo(first.getFreezeTime());
        assertThat(outcomes.table(outcomes.analyst, "").getTotal()).isEqualTo(15);
    }

    @Test
    void a_person_whom_a_frozen_quarter_holds_is_refused_by_place_and_nothing_of_the_batch_is_taken() {
        Outcome.Builder frozen = somebody();
        String key = UUID.randomUUID().toString();
        outcomes.report(outcomes.justiceAndCare, key, frozen);
        outcomes.freeze(QUARTER);

        Refusals refused = Refusals.of(() -> outcomes.report(
                outcomes.justiceAndCare, somebody(), frozen.clone().setSex(Sex.MALE)));

        assertThat(refused.code()).isEqualTo(Code.FAILED_PRECONDITION);
        assertThat(refused.reason()).isEqualTo("QUARTER_FROZEN");
        assertThat(refused.message()).contains("outcomes[1]").doesNotContain("outcomes[0]");
        assertThat(outcomes.storedBatches()).isEqualTo(1);
        assertThat(outcomes.report(outcomes.justiceAndCare, key, frozen))
                .as("the command that was carried out before the freezing is answered as it was")
                .isEqualTo(1);
        assertThat(outcomes.report(outcomes.justiceAndCare, frozen.clone().setQuarter("2026-27 Q2")))
                .as("in another quarter they are somebody else")
                .isEqualTo(1);
    }

    @Test
    void late_people_are_told_in_fives_and_may_be_corrected_until_they_are_in_a_revision() {
        outcomes.freeze(QUARTER);
        outcomes.report(outcomes.justiceAndCare, people(4, somebody()));
        assertThat(outcomes.quarter(outcomes.analyst, QUARTER).getFewLateRecords())
                .isTrue();
        assertThat(Refusals.of(() -> outcomes.revise(QUARTER)).reason()).isEqualTo("TOO_FEW_LATE_RECORDS");

        var late = people(5, somebody());
        outcomes.report(outcomes.justiceAndCare, late);
        outcomes.report(outcomes.justiceAndCare, late);
        Quarter nine = outcomes.quarter(outcomes.analyst, QUARTER);
        assertThat(nine.getLateRecords()).isEqualTo(5);
        assertThat(nine.getFewLateRecords()).isFalse();
        Quarter ofProvider = outcomes.quarter(outcomes.justiceAndCare, QUARTER);
        assertThat(ofProvider.hasLateRecords() || ofProvider.getFewLateRecords())
                .as("who could report people and watch the number grow is not told")
                .isFalse();

        Quarter revised = outcomes.revise(QUARTER);
        assertThat(revised.getRevision()).isEqualTo(2);
        assertThat(revised.getFewLateRecords()).isTrue();
        assertThat(Refusals.of(() -> outcomes.report(outcomes.justiceAndCare, late))
                        .reason())
                .isEqualTo("QUARTER_FROZEN");
    }

    @Test
    void a_revision_minus_the_one_before_is_zero_or_at_least_five_in_every_cell() {
        for (Sex sex : new Sex[] {Sex.FEMALE, Sex.MALE, Sex.OTHER}) {
            for (NrmStage stage : new NrmStage[] {NrmStage.PRE_NRM, NrmStage.REFERRED, NrmStage.DECLINED}) {
                outcomes.report(
                        outcomes.justiceAndCare,
                        people(3, somebody().setSex(sex).setNrmStage(stage)));
            }
        }
        outcomes.freeze(QUARTER);
        outcomes.report(outcomes.justiceAndCare, people(4, somebody().setSex(Sex.FEMALE)));
        outcomes.report(
                outcomes.justiceAndCare, people(4, somebody().setSex(Sex.OTHER).setNrmStage(NrmStage.REFERRED)));
        outcomes.report(outcomes.justiceAndCare, people(1, somebody().setEngagement(Engagement.IN_CONTACT)));
        outcomes.revise(QUARTER);

        for (String dimensions : new String[] {"", "sex", "nrmStage", "sex,nrmStage", "sex,nrmStage,engagement"}) {
            OutcomeTable latest = table(0, dimensions);
            assertThat(latest.getRevision()).isEqualTo(2);
            assertThat(latest.getNotesList()).anyMatch(note -> note.contains("revision 2"));
            Map<Object, Long> difference = new HashMap<>();
            latest.getCellsList().forEach(cell -> difference.merge(cell.getValuesMap(), cell.getCount(), Long::sum));
            table(1, dimensions)
                    .getCellsList()
                    .forEach(cell -> difference.merge(cell.getValuesMap(), -cell.getCount(), Long::sum));
            assertThat(difference.values()).as(dimensions).allMatch(count -> count == 0 || count >= 5);
        }
        assertThat(Refusals.of(() -> table(3, "")).code()).isEqualTo(Code.NOT_FOUND);
    }

    @Test
    void an_erasure_after_the_freezing_changes_no_table() {
        Outcome.Builder erased = somebody().setSex(Sex.MALE);
        outcomes.report(outcomes.justiceAndCare, people(8, somebody()));
        outcomes.report(outcomes.justiceAndCare, erased);
        outcomes.freeze(QUARTER);
        OutcomeTable before = outcomes.table(outcomes.analyst, "", "sex");

        int count = outcomes.justiceAndCare
                .calling(RetentionServiceGrpc.newBlockingStub(outcomes.running.channel()))
                .eraseOutcomes(EraseOutcomesRequest.newBuilder()
                        .setService("services/surrey-navigator")
                        .setCaseReference(erased.getCaseReference())
                        .build())
                .getErasedCount();

        assertThat(count).isEqualTo(1);
        assertThat(outcomes.table(outcomes.analyst, "", "sex")).isEqualTo(before);
    }

    @Test
    void no_true_count_and_nobody_is_in_what_is_stored_of_a_cube() {
        outcomes.report(outcomes.justiceAndCare, people(3, somebody().setSex(Sex.MALE)));
        outcomes.report(outcomes.justiceAndCare, people(3, somebody().setSex(Sex.OTHER)));
        outcomes.freeze(QUARTER);

        String cubes = outcomes.running
                .mongo()
                .everythingAsJson()
                .lines()
                .filter(line -> line.contains("\"cells\""))
                .reduce("", String::concat);
        assertThat(cubes).isNotEmpty().doesNotContain("pseudonym").doesNotContain("\"count\": 3");
    }

    private OutcomeTable table(int revision, String dimensions) {
        return outcomes.analyst
                .calling(outcomes.stub())
                .getOutcomeTable(GetOutcomeTableRequest.newBuilder()
                        .setQuarter(QUARTER)
                        .setRevision(revision)
                        .addDimensions(dimensions)
                        .build());
    }

    private Quarter freeze(TestPerson person, String name) {
        return person.calling(outcomes.quarters())
                .freezeQuarter(FreezeQuarterRequest.newBuilder().setName(name).build());
    }
}
