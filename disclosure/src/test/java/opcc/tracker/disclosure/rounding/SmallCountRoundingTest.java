package opcc.tracker.disclosure.rounding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import opcc.tracker.disclosure.protection.Protected;
import opcc.tracker.disclosure.protection.Status;
import opcc.tracker.disclosure.protection.Summary;
import opcc.tracker.disclosure.samples.SampleTables;
import opcc.tracker.disclosure.samples.SeededRandom;
import opcc.tracker.disclosure.table.Relation;
import opcc.tracker.disclosure.table.Table;
import opcc.tracker.disclosure.table.TableBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SmallCountRoundingTest {

    static Stream<SampleTables> samples() {
        SeededRandom random = new SeededRandom(20260401);
        return Stream.generate(() -> new SampleTables(
                        random.below(1_000_000), 1 + random.below(5), 1 + random.below(60), random.below(2) == 0))
                .limit(200);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("samples")
    void everyCountIsZeroOrTheBaseAndAllStillAddsUp(SampleTables sample) {
        Table table = sample.table();
        int base = 3 + (int) (sample.seed() % 6);
        Protected rounded = new SmallCountRounding(base, Seeds.seed(1)).protect(table);
        long[] values = rounded.values();
        for (long value : values) {
            assertThat(value == 0 || value >= base)
                    .as("0 or at least %d: %d", base, value)
                    .isTrue();
        }
        for (Relation relation : table.relations()) {
            long sum = 0;
            for (int part : relation.parts()) {
                sum += values[part];
            }
            assertThat(values[relation.total()]).isEqualTo(sum);
        }
        for (int i = 0; i < table.innerCount(); i++) {
            long value = values[table.publishedOfInner(i)];
            if (table.inner(i) == 0 || table.inner(i) >= base) {
                assertThat(value).isEqualTo(table.inner(i));
            } else {
                assertThat(value).isIn(0L, (long) base);
            }
        }
        assertThat(rounded.statuses()).containsOnly(Status.PUBLISHED);
        long largest = new Summary(table, rounded).largestError();
        assertThat(rounded.objective()).isEqualTo(largest).isGreaterThanOrEqualTo(rounded.provenBound());
        assertThat(largest).isLessThanOrEqualTo(2L * base);
        assertThat(Math.abs(values[Seeds.total(table)] - table.value(Seeds.total(table))))
                .isLessThanOrEqualTo(base);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("large")
    void inLargeTablesNoMarginIsOffByMoreThanTwoBasesAndTheTotalByHalfAtMost(SampleTables sample) {
        Table table = sample.table();
        Protected rounded = new SmallCountRounding(5, Seeds.seed(1)).protect(table);
        Summary summary = new Summary(table, rounded);
        assertThat(summary.largestError()).isBetween(4L, 10L);
        assertThat(summary.meanError()).isLessThan(2.5);
        assertThat(Math.abs(rounded.values()[Seeds.total(table)] - table.value(Seeds.total(table))))
                .isLessThanOrEqualTo(2);
        assertThat(rounded.provenBound()).isEqualTo(4);
        assertThat(rounded.gap()).isEqualTo((summary.largestError() - 4.0) / summary.largestError());
    }

    static List<SampleTables> large() {
        return List.of(new SampleTables(11, 2, 3000, true), new SampleTables(12, 4, 1500, true));
    }

    @Test
    void theSameTableAndSeedGiveTheSameWhateverTheOrderOfRows() {
        List<List<String>> codes =
                List.of(List.of("kent", "f"), List.of("kent", "m"), List.of("surrey", "f"), List.of("surrey", "m"));
        List<List<String>> reversed = codes.reversed();
        Table table = TableBuilder.build(List.of("area", "sex"), codes, new long[] {1, 2, 3, 4}, Map.of());
        Table other = TableBuilder.build(List.of("area", "sex"), reversed, new long[] {4, 3, 2, 1}, Map.of());
        for (int seed = 0; seed < 20; seed++) {
            assertThat(new SmallCountRounding(5, Seeds.seed(seed))
                            .protect(table)
                            .values())
                    .isEqualTo(new SmallCountRounding(5, Seeds.seed(seed))
                            .protect(other)
                            .values());
        }
        Table large = new SampleTables(5, 4, 700, false).table();
        assertThat(new SmallCountRounding(5, Seeds.seed(3)).protect(large).values())
                .isEqualTo(
                        new SmallCountRounding(5, Seeds.seed(3)).protect(large).values());
    }

    @Test
    void anotherSeedChoosesOthersAmongWhatIsEquallyGood() {
        Table table = new SampleTables(8, 2, 60, false).table();
        List<String> choices = Stream.iterate(0, seed -> seed + 1)
                .limit(20)
                .map(seed -> new SmallCountRounding(5, Seeds.seed(seed)).protect(table))
                .peek(rounded -> assertThat(rounded.optimal()).isTrue())
                .map(rounded -> java.util.Arrays.toString(rounded.values()))
                .distinct()
                .toList();
        assertThat(choices).hasSizeGreaterThan(15);
    }

    @Test
    void aTableWithoutSmallCountsStays() {
        Table table = TableBuilder.build(
                List.of("area"), List.of(List.of("kent"), List.of("surrey")), new long[] {0, 7}, Map.of());
        Protected rounded = new SmallCountRounding(5, Seeds.seed(1)).protect(table);
        assertThat(rounded.values()).containsExactly(7, 0, 7);
        assertThat(rounded.optimal()).isTrue();
        assertThat(rounded.gap()).isZero();
    }
}
