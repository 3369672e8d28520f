package opcc.tracker.funds.spend;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import opcc.tracker.funds.budgets.BudgetTable;
import opcc.tracker.funds.ledger.Content;
import opcc.tracker.funds.ledger.Parts;
import opcc.tracker.funds.ledger.Pot;
import opcc.tracker.v1.DrawCategoryEnum.DrawCategory;
import opcc.tracker.v1.FundingStreamEnum.FundingStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever happened to a fund, finance's tables add up to its ledger. The seed reproduces a history. */
class SpendModelTest {

    private static final List<String> YEARS = List.of("2025-26", "2026-27", "2027-28");

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34, 55, 89})
    void by_every_grouping_the_years_add_up_to_the_ledger(long seed) {
        History history = History.random(new Random(seed), 2_000);
        FundSpend spend = history.spend();
        assertThat(history.state().totals().paid())
                .as("seed %d says something", seed)
                .isPositive();

        for (Set<Grouping> by : everyGrouping()) {
            SpendTable.Figures all = SpendTable.Figures.ZERO;
            for (String year : YEARS) {
                SpendTable table = SpendTable.of(List.of(spend), year, by);
                SpendTable.Figures rows =
                        table.rows().values().stream().reduce(SpendTable.Figures.ZERO, SpendTable.Figures::plus);
                assertThat(List.of(rows.spent(), rows.refunded(), rows.reserved()))
                        .as("seed %d, rows of %s by %s", seed, year, by)
                        .containsExactly(
                                table.totals().spent(),
                                table.totals().refunded(),
                                table.totals().reserved());
                all = all.plus(table.totals());
            }
            assertThat(all.net())
                    .as("seed %d, by %s", seed, by)
                    .isEqualTo(history.state().totals().paid());
            assertThat(all.reserved()).isEqualTo(history.state().totals().reserved());
            assertThat(all.allocated()).isEqualTo(history.state().totals().allocated());
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 5, 8})
    void a_draw_that_is_paid_whole_has_paid_each_line_whole_in_however_many_parts(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 1_000; i++) {
            List<Content.Line> lines = random.longs(1 + random.nextInt(6), 1, 9_999)
                    .mapToObj(History::food)
                    .toList();
            DrawSpend draw = new DrawSpend(History.request("", lines));
            draw.reserve(parts(lines.stream().mapToLong(Content.Line::amount).sum()), LocalDate.EPOCH);
            long[] paid = new long[lines.size()];
            for (long left = sum(draw.reserved()); left > 0; left = sum(draw.reserved())) {
                long[] shares = draw.pay(parts(1 + random.nextLong(left)));
                Arrays.setAll(paid, line -> paid[line] + shares[line]);
            }

            assertThat(paid)
                    .as("seed %d, case %d", seed, i)
                    .containsExactly(
                            lines.stream().mapToLong(Content.Line::amount).toArray());
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34, 55, 89})
    void by_category_the_report_says_what_the_budgets_are_decided_on(long seed) {
        History history = History.random(new Random(seed), 2_000);
        FundSpend spend = history.spend();
        long budgeted = 0;

        for (String year : YEARS) {
            Map<DrawCategory, List<Long>> reported = new EnumMap<>(DrawCategory.class);
            SpendTable.of(List.of(spend), year, EnumSet.of(Grouping.CATEGORY))
                    .rows()
                    .forEach((group, figures) -> reported.put(
                            group.category(), List.of(figures.budget(), figures.net(), figures.reserved())));
            BudgetTable table = history.state().budgets().table(year);
            budgeted += table.plan().total();
            for (DrawCategory category : DrawCategory.values()) {
                BudgetTable.Row row = history.state().budgets().row(year, category);
                assertThat(List.of(row.budget(), row.spent(), row.reserved()))
                        .as("seed %d, %s in %s", seed, category, year)
                        .isEqualTo(reported.getOrDefault(category, List.of(0L, 0L, 0L)));
            }
        }
        assertThat(budgeted).as("seed %d sets budgets", seed).isPositive();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 5, 8})
    void no_stream_pays_more_than_it_allocated_to_the_year(long seed) {
        FundSpend spend = History.random(new Random(seed), 2_000).spend();

        for (String year : YEARS) {
            SpendTable table = SpendTable.of(List.of(spend), year, EnumSet.of(Grouping.STREAM));
            table.rows().forEach((group, figures) -> {
                assertThat(figures.net() + figures.reserved())
                        .as("seed %d, %s of %s", seed, group.stream(), year)
                        .isLessThanOrEqualTo(figures.allocated());
            });
        }
    }

    private static Parts parts(long amount) {
        return Parts.of(new Pot(FundingStream.PCC_CORE, "2026-27"), amount);
    }

    private static long sum(long[] amounts) {
        return Arrays.stream(amounts).sum();
    }

    private static List<Set<Grouping>> everyGrouping() {
        List<Set<Grouping>> all = new ArrayList<>();
        for (int bits = 0; bits < 1 << Grouping.values().length; bits++) {
            Set<Grouping> by = EnumSet.noneOf(Grouping.class);
            for (Grouping each : Grouping.values()) {
                if ((bits >> each.ordinal() & 1) == 1) {
                    by.add(each);
                }
            }
            all.add(by);
        }
        return all;
    }
}
