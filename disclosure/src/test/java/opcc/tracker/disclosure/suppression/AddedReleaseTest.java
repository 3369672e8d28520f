package opcc.tracker.disclosure.suppression;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import opcc.tracker.disclosure.attack.Counts;
import opcc.tracker.disclosure.attack.Knowledge;
import opcc.tracker.disclosure.attack.Secret;
import opcc.tracker.disclosure.table.Relation;
import opcc.tracker.disclosure.table.Table;
import org.junit.jupiter.api.Test;

class AddedReleaseTest {
    private static final Table TABLE = Counts.of(new long[][] {{3, 17, 12}, {8, 9, 11}, {10, 7, 13}});
    private static final List<Secret> SECRETS = new Criterion(5, true).secrets(TABLE);
    private static final int SMALL = Counts.cell(TABLE, "a0", "s0");

    private static boolean[] all(boolean value) {
        boolean[] cells = new boolean[TABLE.publishedCount()];
        Arrays.fill(cells, value);
        return cells;
    }

    private static long[] weights() {
        return IntStream.range(0, TABLE.publishedCount())
                .mapToLong(c -> TABLE.value(c) + 1)
                .toArray();
    }

    /** Everything that the earlier release does not show may be left out. */
    private static AddedRelease added(boolean[] shownBefore, boolean[] start) {
        boolean[] open = all(true);
        for (int c = 0; c < open.length; c++) {
            open[c] = !shownBefore[c];
        }
        return AddedRelease.of(leftOut -> said(shownBefore, open, leftOut), open, weights(), start, SECRETS);
    }

    private static Knowledge said(boolean[] shownBefore, boolean[] open, boolean[] leftOut) {
        Knowledge.Builder said = new Knowledge.Builder();
        for (int c = 0; c < leftOut.length; c++) {
            said.cell(TABLE.value(c), shownBefore[c] || (open[c] && !leftOut[c]));
        }
        for (Relation relation : TABLE.relations()) {
            said.sum(relation.total(), relation.parts());
        }
        return said.build();
    }

    @Test
    void a_release_that_is_safe_as_it_is_leaves_out_no_more() {
        boolean[] rectangle = all(false);
        for (String area : List.of("a0", "a1")) {
            for (String stage : List.of("s0", "s1")) {
                rectangle[Counts.cell(TABLE, area, stage)] = true;
            }
        }

        AddedRelease added = added(all(false), rectangle);

        assertThat(added.audit().passed()).isTrue();
        assertThat(added.leftOut()).isEqualTo(rectangle);
    }

    @Test
    void where_a_small_count_could_be_subtracted_the_cheapest_others_are_left_out_too() {
        boolean[] careless = all(false);
        careless[SMALL] = true;

        AddedRelease added = added(all(false), careless);

        assertThat(added.audit().passed()).isTrue();
        assertThat(added.leftOut()[SMALL]).isTrue();
        assertThat(IntStream.range(0, careless.length)
                        .filter(c -> added.leftOut()[c])
                        .count())
                .as("the small count and what hides it in its row and its column")
                .isEqualTo(4);
    }

    @Test
    void what_was_published_before_is_never_left_out() {
        boolean[] before = all(false);
        before[Counts.cell(TABLE, "a0", "s2")] = true;
        before[Counts.cell(TABLE, "a0", "Total")] = true;
        before[Counts.cell(TABLE, "Total", "s0")] = true;
        boolean[] careless = all(false);
        careless[SMALL] = true;

        AddedRelease added = added(before, careless);

        assertThat(added.audit().passed()).isTrue();
        assertThat(IntStream.range(0, before.length).filter(c -> before[c] && added.leftOut()[c]))
                .isEmpty();
        assertThat(added.leftOut()[Counts.cell(TABLE, "a0", "s1")])
                .as("the only one of its row that still can")
                .isTrue();
    }

    @Test
    void what_the_earlier_releases_prove_by_themselves_cannot_be_mended() {
        boolean[] before = all(false);
        for (String stage : List.of("s1", "s2", "Total")) {
            before[Counts.cell(TABLE, "a0", stage)] = true;
        }
        boolean[] careless = all(false);
        careless[SMALL] = true;

        AddedRelease added = added(before, careless);

        assertThat(added.audit().passed()).isFalse();
        assertThat(added.audit().exposed()).extracting(Secret::cell).contains(SMALL);
    }
}
