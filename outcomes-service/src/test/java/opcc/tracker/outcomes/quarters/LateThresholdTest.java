package opcc.tracker.outcomes.quarters;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import opcc.tracker.kit.calendar.Quarter;
import opcc.tracker.kit.pseudonyms.PseudonymKey;
import org.junit.jupiter.api.Test;

class LateThresholdTest {

    private static final Quarter QUARTER = Quarter.parse("2026-27 Q1").orElseThrow();

    private final LateThreshold threshold = new LateThreshold(key(1));

    @Test
    void every_threshold_from_five_to_nine_is_as_likely_as_the_others() {
        TreeMap<Integer, Long> found = IntStream.range(2, 5_002)
                .mapToObj(revision -> threshold.of(QUARTER, revision))
                .collect(Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));

        assertThat(found).containsOnlyKeys(5, 6, 7, 8, 9);
        assertThat(found.values()).allMatch(times -> times > 850 && times < 1_150);
    }

    @Test
    void it_stays_for_a_revision_and_differs_by_key() {
        assertThat(IntStream.range(2, 100))
                .allMatch(
                        revision -> new LateThreshold(key(1)).of(QUARTER, revision) == threshold.of(QUARTER, revision));
        assertThat(IntStream.range(2, 100))
                .anyMatch(
                        revision -> new LateThreshold(key(2)).of(QUARTER, revision) != threshold.of(QUARTER, revision));
    }

    @Test
    void what_is_told_is_a_multiple_of_five_and_never_more_than_there_are() {
        for (int late = 0; late < 60; late++) {
            int told = threshold.told(late, QUARTER, 2);

            assertThat(told % 5).isZero();
            assertThat(told).isBetween(Math.max(0, late - 8), late);
        }
    }

    @Test
    void at_which_of_their_own_people_the_number_ticks_does_not_tell_providers_how_many_others_there_are() {
        assertThat(placesOfTheFirstTick(1, (late, revision) -> late < 5 ? 0 : 5))
                .as("with a threshold of five, one other is told from two others")
                .doesNotContainAnyElementsOf(placesOfTheFirstTick(2, (late, revision) -> late < 5 ? 0 : 5));

        assertThat(placesOfTheFirstTick(1, (late, revision) -> threshold.told(late, QUARTER, revision)))
                .containsAll(Set.of(4, 5, 6, 7, 8));
        assertThat(placesOfTheFirstTick(4, (late, revision) -> threshold.told(late, QUARTER, revision)))
                .containsAll(Set.of(1, 2, 3, 4, 5));
    }

    private interface Telling {
        int told(int late, int revision);
    }

    /** After how many own people the number ticks, in a hundred revisions that have so many people of others. */
    private static Set<Integer> placesOfTheFirstTick(int others, Telling telling) {
        return IntStream.range(2, 102)
                .map(revision -> IntStream.iterate(0, own -> own + 1)
                        .filter(own -> telling.told(others + own, revision) > 0)
                        .findFirst()
                        .orElseThrow())
                .boxed()
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static PseudonymKey key(int seed) {
        byte[] bytes = new byte[32];
        bytes[0] = (byte) seed;
        return PseudonymKey.parse(Base64.getEncoder().encodeToString(bytes));
    }
}
