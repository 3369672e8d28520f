package opcc.tracker.disclosure.suppression;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import opcc.tracker.disclosure.attack.AttackAudit;
import opcc.tracker.disclosure.attack.Counts;
import opcc.tracker.disclosure.attack.Interval;
import opcc.tracker.disclosure.attack.Knowledge;
import opcc.tracker.disclosure.protection.Protected;
import opcc.tracker.disclosure.protection.Status;
import opcc.tracker.disclosure.table.Hierarchy;
import opcc.tracker.disclosure.table.Table;
import opcc.tracker.disclosure.table.TableBuilder;
import org.junit.jupiter.api.Test;

/** Each attack succeeds against a naive threshold and fails against suppression. */
class AttacksTest {
    private static final Criterion CRITERION = new Criterion(5, true);

    @Test
    void aRowsTotalMinusItsOtherParts() {
        Table table = Counts.of(new long[][] {{3, 17, 12}, {8, 9, 11}, {10, 7, 13}});
        assertKnownOnlyToTheNaive(table, Counts.cell(table, "a0", "s0"));
    }

    @Test
    void theDifferenceOfTwoTotals() {
        // Everybody minus all but one area leaves that area, all stages of which are published but one.
        Table table = Counts.of(new long[][] {{2, 0, 0}, {8, 9, 11}, {10, 7, 13}});
        assertKnownOnlyToTheNaive(table, Counts.cell(table, "a0", "Total"));
    }

    @Test
    void twoAreasSubtractedFromEachOther() {
        Table table = Counts.of(new long[][] {{1, 20}, {9, 20}, {30, 31}});
        assertKnownOnlyToTheNaive(table, Counts.cell(table, "a0", "s0"));
    }

    @Test
    void aRegionMinusItsOtherAreas() {
        Hierarchy regions = Hierarchy.of(
                "areas.csv",
                List.of("area", "region"),
                List.of(List.of("kent", "south"), List.of("surrey", "south"), List.of("york", "north")));
        Table table = TableBuilder.build(
                List.of("area", "sex"),
                List.of(
                        List.of("kent", "female"),
                        List.of("kent", "male"),
                        List.of("surrey", "female"),
                        List.of("surrey", "male"),
                        List.of("york", "female"),
                        List.of("york", "male")),
                new long[] {4, 30, 25, 40, 4, 50},
                Map.of("area", regions));
        assertKnownOnlyToTheNaive(table, Counts.cell(table, "kent", "female"));
    }

    @Test
    void zerosThatLeaveASingleCellForTheRest() {
        Table table = Counts.of(new long[][] {{0, 0, 4}, {12, 9, 11}, {10, 7, 13}});
        assertKnownOnlyToTheNaive(table, Counts.cell(table, "a0", "s2"));
    }

    @Test
    void aGroupWhoseMembersAllShareOneValue() {
        Table table = Counts.of(new long[][] {{12, 0, 0}, {8, 9, 11}, {10, 7, 13}});
        int telling = Counts.cell(table, "a0", "s0");

        assertThat(exposed(table, Counts.naiveThreshold(table), CRITERION)).isEqualTo(1);
        Protected result = new Suppression(5, true).protect(table);
        assertThat(result.statuses()[telling]).isEqualTo(Status.PRIMARY);
        assertThat(exposed(table, suppressed(result), CRITERION)).isZero();
    }

    @Test
    void groupsMayBeLeftUnprotected() {
        Table table = Counts.of(new long[][] {{12, 0, 0}, {8, 9, 11}, {10, 7, 13}});
        Protected result = new Suppression(5, false).protect(table);
        assertThat(result.statuses()).containsOnly(Status.PUBLISHED);
        assertThat(result.optimal()).isTrue();
    }

    @Test
    void aGroupOfASinglePossibleCodeTellsNothingNew() {
        Table table = TableBuilder.build(
                List.of("area", "stage"),
                List.of(List.of("a0", "s0"), List.of("a1", "s0"), List.of("a1", "s1")),
                new long[] {12, 8, 9},
                Map.of());
        assertThat(CRITERION.secrets(table)).isEmpty();
    }

    @Test
    void aTableOfASingleSmallCellIsLeftOutWhole() {
        Table table = Counts.of(new long[][] {{3}});
        Protected result = new Suppression(5, true).protect(table);
        assertThat(result.statuses()).containsOnly(Status.PRIMARY);
        assertThat(result.optimal()).isTrue();
    }

    private static void assertKnownOnlyToTheNaive(Table table, int cell) {
        Interval naive = AttackAudit.intervals(Knowledge.of(table, Counts.naiveThreshold(table)), new int[] {cell})
                .get(cell);
        assertThat(naive).isEqualTo(new Interval(table.value(cell), table.value(cell)));

        Protected result = new Suppression(5, true).protect(table);
        boolean[] suppressed = suppressed(result);
        assertThat(result.statuses()[cell]).isEqualTo(Status.PRIMARY);
        assertThat(exposed(table, suppressed, CRITERION)).isZero();
        assertThat(AttackAudit.intervals(Knowledge.of(table, suppressed), new int[] {cell})
                        .get(cell)
                        .isSafe(5))
                .isTrue();
    }

    private static int exposed(Table table, boolean[] suppressed, Criterion criterion) {
        return AttackAudit.attack(Knowledge.of(table, suppressed), criterion.secrets(table), List.of())
                .exposed()
                .size();
    }

    static boolean[] suppressed(Protected result) {
        boolean[] suppressed = new boolean[result.statuses().length];
        for (int c = 0; c < suppressed.length; c++) {
            suppressed[c] = result.statuses()[c] != Status.PUBLISHED;
        }
        return suppressed;
    }
}
