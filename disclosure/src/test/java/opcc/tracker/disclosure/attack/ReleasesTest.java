package opcc.tracker.disclosure.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import opcc.tracker.disclosure.table.Table;
import org.junit.jupiter.api.Test;

class ReleasesTest {
    private static final Table TABLE = Counts.of(new long[][] {{3, 17, 12}, {8, 9, 11}, {10, 7, 13}});
    private static final int SMALL = Counts.cell(TABLE, "a0", "s0");
    private static final List<Secret> SECRETS = List.of(
            new Secret(SMALL, Secret.Kind.SMALL_COUNT, List.of(Doubt.smaller(SMALL, 3), Doubt.greater(SMALL, 2))));

    private static boolean[] rectangle(String area, String stage) {
        boolean[] suppressed = new boolean[TABLE.publishedCount()];
        suppressed[SMALL] = true;
        suppressed[Counts.cell(TABLE, "a0", stage)] = true;
        suppressed[Counts.cell(TABLE, area, "s0")] = true;
        suppressed[Counts.cell(TABLE, area, stage)] = true;
        return suppressed;
    }

    @Test
    void eachOfTwoReleasesIsSafeAlone() {
        for (boolean[] suppressed : List.of(rectangle("a1", "s1"), rectangle("a2", "s2"))) {
            assertThat(AttackAudit.attack(Knowledge.of(TABLE, suppressed), SECRETS, List.of())
                            .passed())
                    .isTrue();
        }
    }

    @Test
    void togetherTheyGiveAwayWhatTheyDoNotBothLeaveOut() {
        Knowledge.Builder everything = new Knowledge.Builder();
        int[] inner = IntStream.range(0, TABLE.innerCount())
                .map(i -> everything.cell(TABLE.inner(i), false))
                .toArray();
        int[] first = everything.release(TABLE, rectangle("a1", "s1"), inner);
        int[] second = everything.release(TABLE, rectangle("a2", "s2"), inner);
        assertThat(first[SMALL]).isEqualTo(second[SMALL]);
        int small = first[SMALL];
        Secret secret =
                new Secret(small, Secret.Kind.SMALL_COUNT, List.of(Doubt.smaller(small, 3), Doubt.greater(small, 2)));

        Knowledge knowledge = everything.build();

        assertThat(AttackAudit.attack(knowledge, List.of(secret), List.of()).exposed())
                .containsExactly(secret);
        assertThat(AttackAudit.intervals(knowledge, new int[] {small})).containsEntry(small, new Interval(3, 3));
    }
}
