package opcc.tracker.outcomes;

import static opcc.tracker.outcomes.RunningOutcomes.QUARTER;
import static opcc.tracker.outcomes.RunningOutcomes.people;
import static opcc.tracker.outcomes.RunningOutcomes.somebody;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.rpc.Code;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import opcc.tracker.kit.testing.Refusals;
import opcc.tracker.outcomes.tables.TableDimension;
import opcc.tracker.v1.AgeBandEnum.AgeBand;
import opcc.tracker.v1.EngagementEnum.Engagement;
import opcc.tracker.v1.ExploitationTypeEnum.ExploitationType;
import opcc.tracker.v1.GetOutcomeTableRequest;
import opcc.tracker.v1.NrmStageEnum.NrmStage;
import opcc.tracker.v1.Outcome;
import opcc.tracker.v1.OutcomeTable;
import opcc.tracker.v1.OutcomeTable.Cell;
import opcc.tracker.v1.QuarterStateEnum.QuarterState;
import opcc.tracker.v1.SexEnum.Sex;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OutcomeTablesIT {

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
    void startWithoutBatches() {
        outcomes.empty();
        outcomes.running.setNow(Instant.parse("2026-07-15T10:00:00Z"));
    }

    @Test
    void anOpenQuarterShowsNothingButThatItIsCollecting() {
        outcomes.report(outcomes.justiceAndCare, people(500, somebody()));

        OutcomeTable table = outcomes.table(outcomes.analyst, "surrey", "sex");

        assertThat(table.getState()).isEqualTo(QuarterState.COLLECTING);
        assertThat(table.getCellsList()).isEmpty();
        assertThat(table.getTotal()).isZero();
        assertThat(table.getRevision()).isZero();
        assertThat(table.getNotesList()).singleElement().asString().contains("nothing is shown until it is frozen");
    }

    @Test
    void everyCountBecomesAMultipleOfFiveAndAllAddUp() {
        outcomes.report(outcomes.justiceAndCare, people(10, somebody().setSex(Sex.FEMALE)));
        outcomes.report(outcomes.justiceAndCare, people(4, somebody().setSex(Sex.MALE)));
        outcomes.report(outcomes.justiceAndCare, people(1, somebody().setSex(Sex.OTHER)));
        outcomes.freeze(QUARTER);

        OutcomeTable table = outcomes.table(outcomes.analyst, "surrey", "sex");

        assertThat(table.getState()).isEqualTo(QuarterState.FROZEN);
        assertThat(table.getRevision()).isEqualTo(1);
        assertThat(table.getCellsList())
                .contains(Cell.newBuilder()
                        .putValues("sex", "FEMALE")
                        .setCount(10)
                        .build())
                .allMatch(cell -> cell.getCount() >= 5 && cell.getCount() % 5 == 0 && !cell.getSuppressed());
        assertThat(table.getTotal())
                .isEqualTo(
                        table.getCellsList().stream().mapToLong(Cell::getCount).sum())
                .isIn(10L, 15L, 20L);
        assertThat(outcomes.table(outcomes.analyst, "surrey").getTotal()).isEqualTo(table.getTotal());
        assertThat(table.getSuppressedCells()).isZero();
        assertThat(table.getThreshold()).isEqualTo(5);
        assertThat(table.getLargestError()).isEqualTo(10);
        assertThat(table.getMeanErrorTenths()).as("in halves").isEqualTo(25);
        assertThat(table.getSynthetic()).isFalse();
        assertThat(table.getNotesList())
                .anyMatch(note -> note.contains("a multiple of 5"))
                .anyMatch(note -> note.contains("further than 10 from the truth"))
                .anyMatch(note -> note.contains("as first frozen"))
                .noneMatch(note -> note.contains("synthetic"));
    }

    @Test
    void withoutADimensionThereIsTheTotalAlone() {
        outcomes.report(outcomes.justiceAndCare, people(15, somebody()));
        outcomes.freeze(QUARTER);

        OutcomeTable table = outcomes.table(outcomes.analyst, "surrey");

        assertThat(table.getCellsList()).isEmpty();
        assertThat(table.getTotal()).isEqualTo(15);
    }

    @Test
    void aTableOfNobodyHasNoCells() {
        outcomes.freeze(QUARTER);

        OutcomeTable table = outcomes.table(outcomes.analyst, "gwent", "sex", "ageBand");

        assertThat(table.getState()).isEqualTo(QuarterState.FROZEN);
        assertThat(table.getCellsList()).isEmpty();
        assertThat(table.getTotal()).isZero();
        assertThat(table.getDimensionsList()).containsExactly("sex", "ageBand");
    }

    @Test
    void cellsStandInTheOrderOfTheCodeListsByTheDimensionsAsAskedFor() {
        outcomes.report(outcomes.justiceAndCare, people(5, somebody().setAgeBand(AgeBand.MINOR)));
        outcomes.report(
                outcomes.justiceAndCare,
                people(10, somebody().setAgeBand(AgeBand.AGE_18_TO_24).setSex(Sex.MALE)));
        outcomes.report(
                outcomes.justiceAndCare,
                people(15, somebody().setAgeBand(AgeBand.AGE_18_TO_24).setSex(Sex.FEMALE)));
        outcomes.freeze(QUARTER);

        assertThat(outcomes.table(outcomes.analyst, "", "ageBand", "sex").getCellsList())
                .extracting(cell ->
                        cell.getValuesOrThrow("ageBand") + " " + cell.getValuesOrThrow("sex") + " " + cell.getCount())
                .containsExactly("AGE_18_TO_24 FEMALE 15", "AGE_18_TO_24 MALE 10", "MINOR FEMALE 5");
        assertThat(outcomes.table(outcomes.analyst, "", "sex", "ageBand").getCellsList())
                .extracting(cell -> cell.getValuesOrThrow("sex") + " " + cell.getValuesOrThrow("ageBand"))
                .containsExactly("FEMALE AGE_18_TO_24", "FEMALE MINOR", "MALE AGE_18_TO_24");
    }

    @Test
    void kindsOfExploitationThatHoldTogetherAreOneValue() {
        outcomes.report(
                outcomes.justiceAndCare,
                people(
                        5,
                        somebody()
                                .clearExploitationTypes()
                                .addExploitationTypes(ExploitationType.CRIMINAL)
                                .addExploitationTypes(ExploitationType.LABOUR)));
        outcomes.report(
                outcomes.justiceAndCare,
                people(
                        10,
                        somebody()
                                .clearExploitationTypes()
                                .addExploitationTypes(ExploitationType.LABOUR)
                                .addExploitationTypes(ExploitationType.CRIMINAL)));
        outcomes.report(
                outcomes.justiceAndCare,
                people(20, somebody().clearExploitationTypes().addExploitationTypes(ExploitationType.SEXUAL)));
        outcomes.report(outcomes.justiceAndCare, people(25, somebody()));
        outcomes.freeze(QUARTER);

        assertThat(outcomes.table(outcomes.analyst, "", "exploitationTypes").getCellsList())
                .extracting(cell -> cell.getValuesOrThrow("exploitationTypes") + " " + cell.getCount())
                .containsExactly("LABOUR 25", "LABOUR+CRIMINAL 15", "SEXUAL 20");
    }

    @Test
    void whoIsReportedAgainByTheSameServiceIsCountedOnceAsLastReported() {
        var ten = people(10, somebody().setEngagement(Engagement.IN_CONTACT));
        outcomes.report(outcomes.justiceAndCare, ten);
        outcomes.running.setNow(Instant.parse("2026-07-16T10:00:00Z"));
        for (var person : ten) {
            person.setEngagement(Engagement.SUPPORTING);
        }
        outcomes.report(outcomes.justiceAndCare, ten);

        var twice = people(5, somebody().setEngagement(Engagement.UNKNOWN));
        outcomes.report(
                outcomes.justiceAndCare,
                Stream.of(twice, twice).flatMap(Stream::of).toArray(Outcome.Builder[]::new));
        outcomes.freeze(QUARTER);

        assertThat(outcomes.table(outcomes.analyst, "surrey", "engagement").getCellsList())
                .as("also within one batch")
                .containsExactly(
                        Cell.newBuilder()
                                .putValues("engagement", "SUPPORTING")
                                .setCount(10)
                                .build(),
                        Cell.newBuilder()
                                .putValues("engagement", "UNKNOWN")
                                .setCount(5)
                                .build());
    }

    @Test
    void whoIsReportedAgainInAnotherAreaIsCountedThereAlone() {
        var five = people(
                5, somebody().setService("services/leicestershire-navigator").setArea("leicestershire"));
        outcomes.report(outcomes.justiceAndCare, five);
        outcomes.running.setNow(Instant.parse("2026-07-16T10:00:00Z"));
        for (var person : five) {
            person.setArea("derbyshire");
        }
        outcomes.report(outcomes.justiceAndCare, five);
        outcomes.freeze(QUARTER);

        assertThat(outcomes.table(outcomes.analyst, "derbyshire").getTotal()).isEqualTo(5);
        assertThat(outcomes.table(outcomes.analyst, "leicestershire").getTotal())
                .isZero();
        assertThat(outcomes.table(outcomes.analyst, "").getTotal()).isEqualTo(5);
    }

    @Test
    void aTableCountsItsAreaAndQuarterAloneAndTheNationalOneAllAreas() {
        outcomes.report(outcomes.justiceAndCare, people(5, somebody()));
        outcomes.report(outcomes.justiceAndCare, people(7, somebody().setQuarter("2025-26 Q4")));
        outcomes.report(outcomes.hopeForJustice, people(10, somebody().setService("services/derbyshire-safe-house")));
        outcomes.report(outcomes.justiceAndCare, people(15, somebody().setService("services/national-helpline")));
        outcomes.freeze(QUARTER);

        assertThat(outcomes.table(outcomes.analyst, "surrey").getTotal()).isEqualTo(5);
        assertThat(outcomes.table(outcomes.analyst, "derbyshire").getTotal()).isEqualTo(10);
        assertThat(outcomes.table(outcomes.analyst, "").getTotal()).isEqualTo(30);
    }

    @Test
    void peopleAreCountedByAreaRegionAndServiceToo() {
        outcomes.report(outcomes.justiceAndCare, people(5, somebody()));
        outcomes.report(outcomes.hopeForJustice, people(10, somebody().setService("services/derbyshire-safe-house")));
        outcomes.freeze(QUARTER);

        assertThat(outcomes.table(outcomes.analyst, "", "region,service").getCellsList())
                .containsExactly(
                        Cell.newBuilder()
                                .putAllValues(
                                        Map.of("region", "east-midlands", "service", "services/derbyshire-safe-house"))
                                .setCount(10)
                                .build(),
                        Cell.newBuilder()
                                .putAllValues(Map.of(
                                        "region",
                                        "south-east",
                                        "service",
                                        somebody().getService()))
                                .setCount(5)
                                .build());
        assertThat(outcomes.table(outcomes.analyst, "", "area").getCellsList())
                .extracting(cell -> cell.getValuesOrThrow("area"))
                .containsExactly("derbyshire", "surrey");
    }

    @Test
    void oneSyntheticRecordMakesEveryTableOfItsQuarterSaySo() {
        outcomes.report(outcomes.justiceAndCare, people(5, somebody()));
        outcomes.report(outcomes.justiceAndCare, people(1, somebody().setSynthetic(true)));
        outcomes.freeze(QUARTER);

        OutcomeTable table = outcomes.table(outcomes.analyst, "derbyshire");
        assertThat(table.getSynthetic()).isTrue();
        assertThat(table.getNotesList()).anyMatch(note -> note.contains("synthetic"));
    }

    @Test
    void dimensionsMayBeSpeltAsPeopleSpellThem() {
        outcomes.report(outcomes.justiceAndCare, people(5, somebody().setNrmStage(NrmStage.REFERRED)));
        outcomes.freeze(QUARTER);

        OutcomeTable table = outcomes.table(outcomes.analyst, "", "nrm_stage,EXPLOITATION_TYPE", " age-band ,", "sex");

        assertThat(table.getDimensionsList()).containsExactly("nrmStage", "exploitationTypes", "ageBand", "sex");
        assertThat(table.getCellsList())
                .containsExactly(Cell.newBuilder()
                        .putAllValues(Map.of(
                                "nrmStage", "REFERRED",
                                "exploitationTypes", "LABOUR",
                                "ageBand", "AGE_25_TO_34",
                                "sex", "FEMALE"))
                        .setCount(5)
                        .build());
        assertThat(outcomes.table(outcomes.analyst, "", "").getDimensionsList()).isEmpty();
    }

    @Test
    void aDimensionThatThereIsNotIsAnsweredWithThoseThatThereAre() {
        Refusals unknown = Refusals.of(() -> outcomes.table(outcomes.analyst, "", "sex,nationality"));

        assertThat(unknown.code()).isEqualTo(Code.INVALID_ARGUMENT);
        assertThat(unknown.violations()).containsOnly(Map.entry("dimensions", "must be of " + TableDimension.labels()));
        assertThat(Refusals.of(() -> outcomes.table(outcomes.analyst, "", "sex", "SEX"))
                        .violations())
                .containsOnly(Map.entry("dimensions", "names one twice"));
        assertThat(Refusals.of(() -> outcomes.table(
                                outcomes.analyst, "", "sex,ageBand,engagement,nrmStage,exploitationTypes"))
                        .violations())
                .containsOnly(Map.entry("dimensions", "must have at most 4 of them"));
    }

    @Test
    void areaAndQuarterMustBeReal() {
        Refusals refused = Refusals.of(() -> outcomes.analyst
                .calling(outcomes.stub())
                .getOutcomeTable(GetOutcomeTableRequest.newBuilder()
                        .setArea("rutland")
                        .setQuarter("2026-28 Q1")
                        .build()));

        assertThat(refused.violations()).containsOnlyKeys("area", "quarter");
    }

    @Test
    void commissionersAndAuditorsReadTheTablesOfTheirOwnAreas() {
        outcomes.report(outcomes.justiceAndCare, people(5, somebody()));
        outcomes.freeze(QUARTER);
        var realm = outcomes.running.realm();

        assertThat(outcomes.table(realm.commissioner("surrey"), "surrey").getTotal())
                .isEqualTo(5);
        OutcomeTable own = outcomes.table(realm.auditor("surrey"), "");
        assertThat(own.getArea())
                .as("the area left out is the only one they have")
                .isEqualTo("surrey");

        Refusals foreign = Refusals.of(() -> outcomes.table(realm.commissioner("surrey"), "derbyshire"));
        assertThat(foreign.code()).isEqualTo(Code.PERMISSION_DENIED);
        assertThat(foreign.reason()).isEqualTo("AREA_NOT_YOURS");
        Refusals national = Refusals.of(() -> outcomes.table(realm.commissioner("surrey", "kent"), ""));
        assertThat(national.violations()).containsOnlyKeys("area");
    }

    @Test
    void nobodyElseReadsTables() {
        var realm = outcomes.running.realm();
        Stream.of(
                        realm.finance("surrey"),
                        realm.requester("surrey"),
                        outcomes.justiceAndCare.in("surrey"),
                        realm.administrator(),
                        realm.person("nobody"))
                .forEach(person -> assertThat(Refusals.of(() -> outcomes.table(person, "surrey"))
                                .reason())
                        .isEqualTo("ROLE_REQUIRED"));
    }
}
