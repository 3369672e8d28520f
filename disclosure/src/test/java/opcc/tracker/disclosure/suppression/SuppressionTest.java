package opcc.tracker.disclosure.suppression;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import opcc.tracker.disclosure.attack.Counts;
import opcc.tracker.disclosure.protection.Protected;
import opcc.tracker.disclosure.protection.Status;
import opcc.tracker.disclosure.table.Table;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SuppressionTest {
    private static final Criterion CRITERION = new Criterion(5, true);

    @RepeatedTest(value = 200, name = "seed {currentRepetition}")
    void withstandsASecondAudit(RepetitionInfo repetition) {
        int seed = repetition.getCurrentRepetition();
        Table table =
                switch (seed % 4) {
                    case 0 -> Counts.seeded(seed, 25, false, 4, 5);
                    case 1 -> Counts.seeded(seed, 12, true, 5, 4);
                    case 2 -> Counts.seeded(seed, 15, false, 3, 3, 3);
                    default -> Counts.seeded(seed, 20, true, 4, 2, 3);
                };
        // Most by the heuristic alone, which is faster and errs sooner.
        Suppression suppression = new Suppression(CRITERION, seed % 5 > 0 ? 0 : Suppression.EXACT_UP_TO);

        Protected result = suppression.protect(table);

        InnerAudit audit = new InnerAudit(table, AttacksTest.suppressed(result), 5);
        assertThat(audit.exposedCounts()).isZero();
        assertThat(audit.exposedGroups()).isZero();
        assertThat(result.provenBound()).isLessThanOrEqualTo(result.objective());
        assertThat(result.objective()).isEqualTo(loss(table, AttacksTest.suppressed(result)));
    }

    @Test
    void theSecondAuditFindsWhatANaiveThresholdShows() {
        Table table = Counts.of(new long[][] {{3, 17, 12}, {8, 9, 11}, {10, 0, 0}});
        InnerAudit audit = new InnerAudit(table, Counts.naiveThreshold(table), 5);
        assertThat(audit.exposedCounts()).isEqualTo(1);
        assertThat(audit.exposedGroups()).isEqualTo(1);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void losesNoMoreThanTheBestOfAllSelections(long seed) {
        Table table = seed % 3 == 0 ? Counts.seeded(seed, 9, true, 3, 2) : Counts.seeded(seed, 9, false, 2, 3);
        Protected result = new Suppression(5, true).protect(table);
        assertThat(result.optimal()).isTrue();
        assertThat(result.provenBound()).isEqualTo(result.objective());

        int[] free = free(table);
        for (long selection = 0; selection < 1L << free.length; selection++) {
            boolean[] suppressed = new boolean[table.publishedCount()];
            Arrays.fill(suppressed, true);
            for (int k = 0; k < free.length; k++) {
                suppressed[free[k]] = (selection >> k & 1) == 1;
            }
            if (loss(table, suppressed) < result.objective()) {
                assertThat(new InnerAudit(table, suppressed, 5).exposesAny())
                        .as("selection %d", selection)
                        .isTrue();
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2})
    void isProvenBestForATwoWayTableOfFiveHundredCells(long seed) {
        Table table = Counts.seeded(seed, 40, false, 20, 29);
        assertThat(table.innerCount()).isGreaterThan(480);

        Protected result = new Suppression(5, true).protect(table);

        assertThat(result.optimal()).isTrue();
        assertThat(result.gap()).isZero();
        assertThat(result.statuses()).contains(Status.PRIMARY);
    }

    @Test
    void isTheSameEveryTime() {
        Table table = Counts.seeded(7, 30, true, 6, 5, 4);
        Protected first = new Suppression(5, true).protect(table);
        Protected second = new Suppression(5, true).protect(table);

        assertThat(first.statuses()).isEqualTo(second.statuses());
        assertThat(first.objective()).isEqualTo(second.objective());
        assertThat(first.provenBound()).isEqualTo(second.provenBound());
    }

    private static int[] free(Table table) {
        boolean[] primary = new boolean[table.publishedCount()];
        CRITERION.secrets(table).forEach(secret -> primary[secret.cell()] = true);
        int[] free = new int[primary.length];
        int count = 0;
        for (int c = 0; c < primary.length; c++) {
            if (!primary[c]) {
                free[count++] = c;
            }
        }
        return Arrays.copyOf(free, count);
    }

    private static double loss(Table table, boolean[] suppressed) {
        double loss = 0;
        for (int c = 0; c < suppressed.length; c++) {
            loss += suppressed[c] ? table.value(c) + 1 : 0;
        }
        return loss;
    }
}
