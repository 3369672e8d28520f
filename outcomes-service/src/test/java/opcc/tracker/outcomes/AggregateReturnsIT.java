package opcc.tracker.outcomes;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.rpc.Code;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import opcc.tracker.kit.testing.Refusals;
import opcc.tracker.kit.testing.TestPerson;
import opcc.tracker.v1.AggregatePart;
import opcc.tracker.v1.AggregateReturn;
import opcc.tracker.v1.AggregateReturnsServiceGrpc;
import opcc.tracker.v1.AggregateReturnsServiceGrpc.AggregateReturnsServiceBlockingStub;
import opcc.tracker.v1.AggregateRow;
import opcc.tracker.v1.Breakdown;
import opcc.tracker.v1.CreateAggregateReturnRequest;
import opcc.tracker.v1.GetAggregateReturnRequest;
import opcc.tracker.v1.ImportAggregateReturnRequest;
import opcc.tracker.v1.ListAggregateReturnsRequest;
import opcc.tracker.v1.ListAggregateReturnsResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rule 10 of the domain: published figures do not always add up, and are kept as they are. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AggregateReturnsIT {

    /** The published files themselves, as the demonstration loads them. */
    private static final String DERBYSHIRE = fact("nrm-derbyshire-2021.csv");

    private static final String UNITED_KINGDOM = fact("nrm-uk-2021.csv");

    private final AtomicInteger ids = new AtomicInteger();
    private RunningOutcomes outcomes;
    private TestPerson administrator;
    private TestPerson commissioner;

    @BeforeAll
    void start() {
        outcomes = RunningOutcomes.start();
        administrator = outcomes.running.realm().administrator();
        commissioner = outcomes.running.realm().commissioner("derbyshire");
    }

    @AfterAll
    void stop() {
        outcomes.close();
    }

    @Test
    void whereTheSourcesTotalsAndPartsDoNotAddUpTheDifferenceIsShownAndNothingIsCorrected() {
        AggregateReturn stated =
                calling(commissioner).importAggregateReturn(derbyshire().build());

        AggregateRow police = row(stated, "Derbyshire Police", "adult or minor");
        assertThat(police.getTotal()).isEqualTo(51);
        assertThat(counts(police))
                .containsExactlyInAnyOrderEntriesOf(Map.of("adults", 24L, "minors", 24L, "unknown", 2L));
        assertThat(police.getPartsSum()).isEqualTo(50);
        assertThat(police.getDifference()).isEqualTo(1);
        AggregateRow city = row(stated, "Derby City Council", "adult or minor");
        assertThat(city.getTotal()).isEqualTo(16);
        assertThat(city.getPartsSum()).isEqualTo(13);
        assertThat(city.getDifference()).isEqualTo(3);
        assertThat(city.getParts(2).hasCount())
                .as("what the source leaves open")
                .isFalse();
        AggregateRow county = row(stated, "Derbyshire County Council", "adult or minor");
        assertThat(county.getDifference()).as("the county's figures add up").isZero();
        assertThat(county.hasDifference()).isTrue();
        AggregateRow helpline = row(stated, "Migrant Help", "adult or minor");
        assertThat(helpline.getTotal()).as("a published count of one").isEqualTo(1);
        assertThat(helpline.hasDifference()).as("nothing to compare it with").isFalse();
        assertThat(stated.getNotesList()).anyMatch(note -> note.contains("nothing is corrected"));
        assertThat(stated.getPublishDate()).isEqualTo("2022");
    }

    @Test
    void theCountrysReferralsBySexAreFourteenFewerThanItsTotal() {
        AggregateReturn stated =
                calling(administrator).importAggregateReturn(unitedKingdom().build());

        AggregateRow bySex = row(stated, "referrals", "sex");
        assertThat(bySex.getTotal()).isEqualTo(12_727);
        assertThat(bySex.getPartsSum()).isEqualTo(12_713);
        assertThat(bySex.getDifference()).isEqualTo(14);
        assertThat(bySex.getPartsList()).extracting(AggregatePart::getPercent).containsExactly("77", "23");
        assertThat(row(stated, "referrals", "adult or minor").getDifference()).isEqualTo(848);
        assertThat(row(stated, "claimed exploitation as adults", "exploitation").getTotal())
                .isEqualTo(6_411);
        assertThat(row(stated, "referrals previous year", "").getTotal()).isEqualTo(10_613);
    }

    @Test
    void whatIsReadLaterIsWhatWasEntered() {
        AggregateReturn entered =
                calling(commissioner).importAggregateReturn(derbyshire().build());

        assertThat(get(commissioner, entered.getName())).isEqualTo(entered);
        assertThat(get(outcomes.analyst, entered.getName())).isEqualTo(entered);
        assertThat(get(outcomes.running.realm().auditor("derbyshire"), entered.getName()))
                .isEqualTo(entered);
    }

    @Test
    void anAreasReturnIsItsOwnAndWhatIsPublishedOfTheCountryIsEverybodys() {
        AggregateReturn derbyshire =
                calling(commissioner).importAggregateReturn(derbyshire().build());
        AggregateReturn country =
                calling(administrator).importAggregateReturn(unitedKingdom().build());
        AggregateReturn secret = calling(administrator)
                .importAggregateReturn(
                        unitedKingdom().setPublished(false).setPublishDate("").build());
        TestPerson surrey = outcomes.running.realm().commissioner("surrey");

        assertThat(Refusals.of(() -> get(surrey, derbyshire.getName())).code()).isEqualTo(Code.NOT_FOUND);
        assertThat(Refusals.of(() -> get(surrey, secret.getName())).code()).isEqualTo(Code.NOT_FOUND);
        assertThat(get(surrey, country.getName())).isEqualTo(country);
        assertThat(names(surrey)).contains(country.getName()).doesNotContain(derbyshire.getName(), secret.getName());
        assertThat(names(commissioner))
                .contains(country.getName(), derbyshire.getName())
                .doesNotContain(secret.getName());
        assertThat(names(outcomes.analyst)).contains(country.getName(), derbyshire.getName(), secret.getName());
        assertThat(Refusals.of(() -> calling(surrey)
                                .importAggregateReturn(derbyshire().build()))
                        .reason())
                .isEqualTo("AREA_NOT_YOURS");
        assertThat(Refusals.of(() -> calling(surrey)
                                .importAggregateReturn(unitedKingdom().build()))
                        .code())
                .isEqualTo(Code.PERMISSION_DENIED);
        assertThat(Refusals.of(() -> get(outcomes.justiceAndCare, country.getName()))
                        .reason())
                .isEqualTo("ROLE_REQUIRED");
    }

    @Test
    void aListIsReadPageByPage() {
        for (int i = 0; i < 3; i++) {
            create(administrator, each -> each.setArea("cumbria"), counted("Cumbria Police", 20L));
        }
        ListAggregateReturnsRequest.Builder asked =
                ListAggregateReturnsRequest.newBuilder().setArea("cumbria").setPageSize(2);
        ListAggregateReturnsResponse first = calling(administrator).listAggregateReturns(asked.build());
        ListAggregateReturnsResponse second = calling(administrator)
                .listAggregateReturns(
                        asked.setPageToken(first.getNextPageToken()).build());

        assertThat(first.getAggregateReturnsCount()).isEqualTo(2);
        assertThat(second.getAggregateReturnsCount()).isEqualTo(1);
        assertThat(second.getNextPageToken()).isEmpty();
        assertThat(first.getAggregateReturnsList()).doesNotContainAnyElementsOf(second.getAggregateReturnsList());
    }

    @Test
    void ofAnUnpublishedReturnWithASmallFigureNothingIsShownButItsLargestTotal() {
        AggregateReturn smallTotal = create(
                commissioner, unpublished(), counted("All", 70L), counted("Police", 67L), counted("Council", 3L));
        AggregateReturn smallPart =
                create(commissioner, unpublished(), counted("Police", 20L, 17L, 3L), counted("Council", 40L, 20L, 20L));
        AggregateReturn smallDifference = create(commissioner, unpublished(), counted("Police", 20L, 8L, 10L));
        AggregateReturn smallRest = create(
                commissioner, unpublished(), counted("All", 70L), counted("Police", 50L), counted("Council", 18L));

        assertThat(List.of(smallTotal, smallPart, smallDifference, smallRest)).allSatisfy(stated -> {
            assertThat(stated.getWithheld()).isTrue();
            assertThat(stated.getNotesList()).anyMatch(note -> note.contains("largest stated total"));
            assertThat(stated.getRowsList()).allSatisfy(row -> {
                assertThat(row.getWithheld()).isTrue();
                assertThat(row.hasPartsSum()).isFalse();
                assertThat(row.hasDifference()).isFalse();
                assertThat(row.getPartsList()).noneMatch(AggregatePart::hasCount);
            });
            assertThat(stated.getRowsList().stream().filter(AggregateRow::hasTotal))
                    .hasSize(1);
            assertThat(get(commissioner, stated.getName())).isEqualTo(stated);
        });
        assertThat(smallTotal.getRows(0).getTotal()).isEqualTo(70);
        assertThat(smallPart.getRows(1).getTotal()).isEqualTo(40);
    }

    @Test
    void anUnpublishedReturnWhoseOnlyTotalIsSmallShowsNoFigure() {
        AggregateReturn stated = create(commissioner, unpublished(), counted("Police", 4L));

        assertThat(stated.getRows(0).hasTotal()).isFalse();
    }

    @Test
    void anUnpublishedReturnWithoutSmallFiguresIsShown() {
        AggregateReturn stated = create(commissioner, unpublished(), counted("Police", 20L, 0L, 13L));

        assertThat(stated.getWithheld()).isFalse();
        assertThat(stated.getRows(0).getDifference()).isEqualTo(7);
    }

    @Test
    void partsThatMakeMoreThanTheTotalShowADifferenceBelowZero() {
        AggregateReturn stated =
                create(commissioner, each -> each.setArea("derbyshire"), counted("Police", 20L, 15L, 8L));

        assertThat(stated.getRows(0).getDifference()).isEqualTo(-3);
    }

    @Test
    void theSameCommandEntersAReturnOnceAndAnIdIsTakenOnce() {
        ImportAggregateReturnRequest request = derbyshire().build();
        AggregateReturn first = commissioner
                .calling(stub(), "enter-" + request.getAggregateReturnId())
                .importAggregateReturn(request);

        AggregateReturn again = commissioner
                .calling(stub(), "enter-" + request.getAggregateReturnId())
                .importAggregateReturn(request);
        Refusals taken = Refusals.of(() -> calling(commissioner).importAggregateReturn(request));
        Refusals reused = Refusals.of(() -> commissioner
                .calling(stub(), "enter-" + request.getAggregateReturnId())
                .importAggregateReturn(derbyshire().build()));

        assertThat(again).isEqualTo(first);
        assertThat(taken.code()).isEqualTo(Code.ALREADY_EXISTS);
        assertThat(reused.reason()).isEqualTo("IDEMPOTENCY_KEY_REUSED");
    }

    @Test
    void aBadCellIsNamedByRowAndColumnAndNeverRepeated() {
        String planted = "planted-77123";
        Refusals refused = Refusals.of(() -> calling(commissioner)
                .importAggregateReturn(derbyshire()
                        .setCsv(DERBYSHIRE.replace("16,2,11,", "16,2," + planted + ","))
                        .build()));

        assertThat(refused.code()).isEqualTo(Code.INVALID_ARGUMENT);
        assertThat(refused.violations().get("csv")).startsWith("row 2, column minors: must be a whole number");
        assertThat(refused.toString()).doesNotContain(planted);
    }

    @Test
    void whatLooksLikePersonalDataIsRefused() {
        Refusals file = Refusals.of(() -> calling(commissioner)
                .importAggregateReturn(derbyshire()
                        .setCsv(DERBYSHIRE.replace("Migrant Help", "a.person@example.org"))
                        .build()));
        Refusals row = Refusals.of(
                () -> create(commissioner, each -> each.setArea("derbyshire"), counted("07700 900123", 20L)));

        assertThat(file.violations().get("csv")).contains("an e-mail address");
        assertThat(row.violations().get("aggregate_return.rows[0].counted")).contains("a telephone number");
        assertThat(row.toString()).doesNotContain("900123");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "area|atlantis|area",
                "period|2021-23|period",
                "period|2027|period",
                "publishDate|2022-13|publish_date",
                "publishDate|2030|publish_date",
                "publishDate||publish_date",
            })
    void aHeadingThatIsNotSoIsRefusedByItsField(String what, String value, String field) {
        String given = value == null ? "" : value;
        Refusals refused = Refusals.of(() -> create(
                administrator,
                each -> {
                    switch (what) {
                        case "area" -> each.setArea(given);
                        case "period" -> each.setPeriod(given);
                        default -> each.setPublishDate(given);
                    }
                },
                counted("Police", 20L)));

        assertThat(refused.violations()).containsOnlyKeys("aggregate_return." + field);
    }

    @Test
    void aFileWhosePartsAreNotDeclaredIsRefused() {
        assertThat(Refusals.of(() -> calling(commissioner)
                                .importAggregateReturn(
                                        derbyshire().clearBreakdowns().build()))
                        .violations())
                .containsOnlyKeys("breakdowns");
        assertThat(Refusals.of(() -> calling(administrator)
                                .importAggregateReturn(
                                        unitedKingdom().removeBreakdowns(0).build()))
                        .violations()
                        .get("csv"))
                .startsWith("row 6, column measure: has a base");
        assertThat(Refusals.of(() -> calling(administrator)
                                .importAggregateReturn(unitedKingdom()
                                        .setBreakdowns(0, by("sex", "male", "adults labour exploitation"))
                                        .build()))
                        .violations()
                        .get("breakdowns[0].values"))
                .contains("same base");
        assertThat(Refusals.of(() -> calling(commissioner)
                                .importAggregateReturn(derbyshire()
                                        .addBreakdowns(by("sex", "male"))
                                        .build()))
                        .violations())
                .containsOnlyKeys("breakdowns[1].values");
    }

    private static String fact(String file) {
        try {
            return Files.readString(Path.of("..", "local", "src", "main", "resources", "facts", file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private AggregateReturnsServiceBlockingStub stub() {
        return AggregateReturnsServiceGrpc.newBlockingStub(outcomes.running.channel());
    }

    private AggregateReturnsServiceBlockingStub calling(TestPerson person) {
        return person.calling(stub());
    }

    private AggregateReturn get(TestPerson person, String name) {
        return calling(person)
                .getAggregateReturn(
                        GetAggregateReturnRequest.newBuilder().setName(name).build());
    }

    private List<String> names(TestPerson person) {
        return calling(person)
                .listAggregateReturns(ListAggregateReturnsRequest.getDefaultInstance())
                .getAggregateReturnsList()
                .stream()
                .map(AggregateReturn::getName)
                .toList();
    }

    private String freshId() {
        return "return-" + ids.incrementAndGet();
    }

    private ImportAggregateReturnRequest.Builder derbyshire() {
        return ImportAggregateReturnRequest.newBuilder()
                .setAggregateReturnId(freshId())
                .setTitle("Referrals to the NRM by first responder")
                .setSource("Derby and Derbyshire Modern Slavery Partnership, annual report 2021-22")
                .setArea("derbyshire")
                .setPeriod("2021")
                .setPublished(true)
                .setPublishDate("2022")
                .setCsv(DERBYSHIRE)
                .addBreakdowns(by("adult or minor", "adults", "minors", "unknown"));
    }

    private ImportAggregateReturnRequest.Builder unitedKingdom() {
        return ImportAggregateReturnRequest.newBuilder()
                .setAggregateReturnId(freshId())
                .setTitle("Referrals to the NRM")
                .setSource("National Referral Mechanism statistics, United Kingdom, 2021")
                .setArea("united-kingdom")
                .setPeriod("2021")
                .setPublished(true)
                .setPublishDate("2022")
                .setCsv(UNITED_KINGDOM)
                .addBreakdowns(by("sex", "male", "female"))
                .addBreakdowns(
                        by("adult or minor", "claimed exploitation as adults", "claimed exploitation as children"))
                .addBreakdowns(by("exploitation", "adults labour exploitation"))
                .addBreakdowns(by("exploitation of minors", "minors criminal exploitation"))
                .addBreakdowns(by("place", "exploited in the UK only", "exploited overseas only"))
                .addBreakdowns(by(
                        "first responder",
                        "from government agencies",
                        "from police forces",
                        "from local authorities",
                        "from NGOs and third sector"));
    }

    private static Breakdown by(String dimension, String... values) {
        return Breakdown.newBuilder()
                .setDimension(dimension)
                .addAllValues(List.of(values))
                .build();
    }

    private static Consumer<AggregateReturn.Builder> unpublished() {
        return each -> each.setArea("derbyshire").setPublished(false).setPublishDate("");
    }

    private AggregateReturn create(TestPerson person, Consumer<AggregateReturn.Builder> change, AggregateRow... rows) {
        AggregateReturn.Builder stated = AggregateReturn.newBuilder()
                .setTitle("Referrals")
                .setSource("A report")
                .setArea("derbyshire")
                .setPeriod("2021-22 Q1")
                .setPublished(true)
                .setPublishDate("2022-03-03")
                .addAllRows(List.of(rows));
        change.accept(stated);
        return calling(person)
                .createAggregateReturn(CreateAggregateReturnRequest.newBuilder()
                        .setAggregateReturnId(freshId())
                        .setAggregateReturn(stated)
                        .build());
    }

    private static AggregateRow counted(String what, long total, long... parts) {
        AggregateRow.Builder row =
                AggregateRow.newBuilder().setCounted(what).setTotal(total).setDimension(parts.length == 0 ? "" : "age");
        for (int i = 0; i < parts.length; i++) {
            row.addParts(AggregatePart.newBuilder().setValue("part " + i).setCount(parts[i]));
        }
        return row.build();
    }

    private static AggregateRow row(AggregateReturn stated, String counted, String dimension) {
        return stated.getRowsList().stream()
                .filter(row ->
                        row.getCounted().equals(counted) && row.getDimension().equals(dimension))
                .findFirst()
                .orElseThrow();
    }

    private static Map<String, Long> counts(AggregateRow row) {
        return row.getPartsList().stream().collect(Collectors.toMap(AggregatePart::getValue, AggregatePart::getCount));
    }
}
