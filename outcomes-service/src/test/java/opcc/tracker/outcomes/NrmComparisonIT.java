package opcc.tracker.outcomes;

import static opcc.tracker.outcomes.cube.HandMadeCubes.people;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.time.Instant;
import java.util.List;
import opcc.tracker.kit.testing.Refusals;
import opcc.tracker.kit.testing.TestPerson;
import opcc.tracker.v1.AgeBandEnum.AgeBand;
import opcc.tracker.v1.AggregatePart;
import opcc.tracker.v1.AggregateReturn;
import opcc.tracker.v1.AggregateReturnsServiceGrpc;
import opcc.tracker.v1.AggregateRow;
import opcc.tracker.v1.ComparedBreakdown;
import opcc.tracker.v1.ComparedPart;
import opcc.tracker.v1.CreateAggregateReturnRequest;
import opcc.tracker.v1.ExploitationTypeEnum.ExploitationType;
import opcc.tracker.v1.ExportNrmComparisonRequest;
import opcc.tracker.v1.FileFormatEnum.FileFormat;
import opcc.tracker.v1.GetNrmComparisonRequest;
import opcc.tracker.v1.NrmComparison;
import opcc.tracker.v1.SexEnum.Sex;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NrmComparisonIT {

    private RunningMeasures measures;
    private TestPerson commissioner;

    @BeforeAll
    void start() {
        measures = RunningMeasures.start("127.0.0.1:1");
        measures.running.setNow(Instant.parse("2026-11-15T10:00:00Z"));
        commissioner = measures.running.realm().commissioner("derbyshire");
    }

    @AfterAll
    void stop() {
        measures.close();
    }

    @BeforeEach
    void startAnew() {
        measures.cubes.clear();
        measures.running.mongo().database().getCollection("aggregateReturns").deleteMany(new Document());
    }

    private void entered(String id, String area, boolean published, AggregateRow.Builder... rows) {
        AggregateReturn.Builder entered = AggregateReturn.newBuilder()
                .setTitle("Referrals")
                .setSource("A made-up report")
                .setArea(area)
                .setPeriod("2021")
                .setPublished(published)
                .setPublishDate(published ? "2022" : "");
        List.of(rows).forEach(entered::addRows);
        measures.running
                .realm()
                .administrator()
                .calling(AggregateReturnsServiceGrpc.newBlockingStub(measures.running.channel()), id)
                .createAggregateReturn(CreateAggregateReturnRequest.newBuilder()
                        .setAggregateReturnId(id)
                        .setAggregateReturn(entered)
                        .build());
    }

    private static AggregateRow.Builder row(String counted, String dimension, long total) {
        return AggregateRow.newBuilder()
                .setCounted(counted)
                .setDimension(dimension)
                .setTotal(total);
    }

    private static AggregatePart part(String value, long count) {
        return AggregatePart.newBuilder().setValue(value).setCount(count).build();
    }

    private NrmComparison comparison(String quarter) {
        return measures.as(commissioner)
                .getNrmComparison(GetNrmComparisonRequest.newBuilder()
                        .setArea("derbyshire")
                        .setPeriod("2021")
                        .setQuarter(quarter)
                        .build());
    }

    @Test
    void shares_of_people_stand_beside_published_shares_with_their_difference() {
        entered(
                "nrm-derbyshire-2021",
                "derbyshire",
                true,
                row("Derbyshire Police", "adult or minor", 51)
                        .addParts(part("adults", 24))
                        .addParts(part("minors", 24))
                        .addParts(part("unknown", 2)));
        measures.cubes.frozen(
                "2026-27 Q1",
                people(20).in("derbyshire").age(AgeBand.AGE_35_TO_49),
                people(5).in("derbyshire").age(AgeBand.ADULT),
                people(15).in("derbyshire").age(AgeBand.MINOR),
                people(90).in("surrey").age(AgeBand.MINOR));

        ComparedBreakdown breakdown = comparison("2026-27 Q1").getBreakdowns(0);

        assertThat(breakdown.getDimension()).isEqualTo("ageBand");
        assertThat(breakdown.getStatedTotal()).isEqualTo(51);
        assertThat(breakdown.getPeople()).isEqualTo(40);
        assertThat(breakdown.getPartsList())
                .extracting(
                        ComparedPart::getPart,
                        ComparedPart::getPublishedPercent,
                        ComparedPart::getPeople,
                        ComparedPart::getPeoplePercent,
                        ComparedPart::getDifferencePoints)
                .containsExactly(
                        tuple("adults", 47, 25L, 63, 16), // 24 of 51; 25 of 40
                        tuple("minors", 47, 15L, 38, -9),
                        tuple("unknown", 4, 0L, 0, -4));
    }

    @Test
    void a_breakdown_of_adults_is_compared_with_adults() {
        entered(
                "nrm-uk-2021",
                "united-kingdom",
                true,
                row("claimed exploitation as adults", "exploitation of adults", 6411)
                        .addParts(part("adults labour exploitation", 2141)));
        measures.cubes.frozen(
                "2026-27 Q1",
                people(10).in("derbyshire").age(AgeBand.AGE_18_TO_24).exploited(ExploitationType.LABOUR),
                people(10)
                        .in("derbyshire")
                        .age(AgeBand.AGE_18_TO_24)
                        .exploited(ExploitationType.LABOUR, ExploitationType.CRIMINAL),
                people(30).in("derbyshire").age(AgeBand.MINOR).exploited(ExploitationType.LABOUR));

        ComparedBreakdown breakdown = comparison("").getBreakdowns(0);

        assertThat(breakdown.getPeople()).isEqualTo(20);
        assertThat(breakdown.getParts(0).getPublishedPercent()).isEqualTo(33);
        assertThat(breakdown.getParts(0).getPeoplePercent()).isEqualTo(50);
    }

    @Test
    void the_areas_returns_come_first_and_what_is_not_published_or_of_another_area_does_not_come() {
        AggregateRow.Builder bySex = row("referrals", "sex", 100).addParts(part("female", 60));
        entered("a-country", "united-kingdom", true, bySex);
        entered("b-area", "derbyshire", true, bySex);
        entered("c-hidden", "derbyshire", false, bySex);
        entered("d-other", "surrey", true, bySex);
        entered(
                "e-not-compared",
                "derbyshire",
                true,
                row("referrals", "first responder", 100).addParts(part("police", 60)));

        assertThat(comparison("").getBreakdownsList())
                .extracting(ComparedBreakdown::getAggregateReturn)
                .containsExactly("aggregateReturns/b-area", "aggregateReturns/a-country");
    }

    @Test
    void without_people_the_published_side_stands_alone_with_the_reason() {
        entered("a", "derbyshire", true, row("referrals", "sex", 100).addParts(part("female", 60)));

        ComparedBreakdown none = comparison("").getBreakdowns(0);
        assertThat(none.getWithheldReason()).contains("No frozen quarter");

        measures.cubes.frozen("2026-27 Q1", people(50).in("surrey"));
        ComparedBreakdown few = comparison("").getBreakdowns(0);
        assertThat(few.getWithheldReason()).contains("Fewer than 5");
        assertThat(few.hasPeople()
                        || few.getParts(0).hasPeople()
                        || few.getParts(0).hasDifferencePoints())
                .isFalse();
        assertThat(few.getParts(0).getPublishedPercent()).isEqualTo(60);
    }

    @Test
    void the_last_frozen_quarter_of_the_period_is_taken_or_the_last_of_all() {
        measures.cubes.frozen("2026-27 Q1", people(5));
        assertThat(comparison("").getBasis().getQuarter()).isEqualTo("2026-27 Q1");

        measures.cubes
                .frozen("2020-21 Q4", people(5))
                .frozen("2021-22 Q1", people(5))
                .frozen("2021-22 Q4", people(5));
        assertThat(comparison("").getBasis().getQuarter())
                .as("January 2022 is not in 2021")
                .isEqualTo("2021-22 Q1");
    }

    @Test
    void it_says_what_is_not_comparable() {
        assertThat(comparison("").getNotesList())
                .anyMatch(note -> note.contains("referrals") && note.contains("people whom"))
                .anyMatch(note -> note.contains("calendar year"))
                .anyMatch(note -> note.contains("no published return"));
    }

    @Test
    void a_period_that_is_none_is_refused_by_name() {
        assertThat(Refusals.of(() -> measures.as(commissioner)
                                .getNrmComparison(GetNrmComparisonRequest.newBuilder()
                                        .setArea("derbyshire")
                                        .setPeriod("2021-23")
                                        .build()))
                        .violations())
                .containsKey("period");
    }

    @Test
    void the_file_names_its_sources_and_starts_no_formula_with_what_others_wrote() {
        entered(
                "a",
                "derbyshire",
                true,
                row("=1+1", "sex", 100).addParts(part("female", 60)).addParts(part("@x", 1)));
        measures.cubes.frozen(
                "2026-27 Q1",
                people(10).in("derbyshire"),
                people(10).in("derbyshire").sex(Sex.MALE));

        String csv = measures.as(commissioner)
                .exportNrmComparison(ExportNrmComparisonRequest.newBuilder()
                        .setArea("derbyshire")
                        .setPeriod("2021")
                        .setFormat(FileFormat.CSV)
                        .build())
                .getContent()
                .toStringUtf8();

        assertThat(csv)
                .contains("# Source of referrals: aggregateReturns/a: Referrals (A made-up report)")
                .contains("aggregateReturns/a,derbyshire,'=1+1,sex,female,FEMALE,60,60,10,50,-10")
                .contains("'@x,,1,1,[z],[z],[z]");
    }
}
