package opcc.tracker.outcomes.releases;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Releases that hang together in a circle tell more than any two of them. */
class CirclesTest {

    private static final Set<String> SEX_AGE = Set.of("sex", "ageBand");
    private static final Set<String> AGE_ENGAGEMENT = Set.of("ageBand", "engagement");
    private static final Set<String> ENGAGEMENT_SEX = Set.of("engagement", "sex");

    @Test
    void two_releases_are_no_circle() {
        assertThat(Circles.among(List.of(SEX_AGE, AGE_ENGAGEMENT))).isEmpty();
    }

    @Test
    void the_same_release_twice_is_no_circle() {
        assertThat(Circles.among(List.of(SEX_AGE, SEX_AGE, SEX_AGE))).isEmpty();
    }

    @Test
    void a_chain_and_a_star_are_no_circles() {
        assertThat(Circles.among(List.of(SEX_AGE, AGE_ENGAGEMENT, Set.of("engagement", "area"), Set.of("area"))))
                .isEmpty();
        assertThat(Circles.among(List.of(SEX_AGE, Set.of("sex", "area"), Set.of("sex", "quarter"), Set.of())))
                .isEmpty();
    }

    @Test
    void three_that_cross_each_two_of_three_axes_are_one() {
        assertThat(Circles.among(List.of(SEX_AGE, AGE_ENGAGEMENT, ENGAGEMENT_SEX)))
                .containsExactly(Set.of("sex", "ageBand", "engagement"));
    }

    @Test
    void one_that_crosses_all_three_closes_the_gap() {
        assertThat(Circles.among(
                        List.of(SEX_AGE, AGE_ENGAGEMENT, ENGAGEMENT_SEX, Set.of("sex", "ageBand", "engagement"))))
                .isEmpty();
    }

    @Test
    void four_in_a_ring_are_one_and_what_hangs_on_it_is_not_part_of_it() {
        assertThat(Circles.among(List.of(
                        SEX_AGE,
                        AGE_ENGAGEMENT,
                        Set.of("engagement", "area"),
                        Set.of("area", "sex"),
                        Set.of("area", "quarter"))))
                .containsExactly(Set.of("sex", "ageBand", "engagement", "area"));
    }

    @Test
    void circles_that_share_nothing_stay_apart_and_those_that_share_an_axis_are_one() {
        Set<String> a = Set.of("area", "quarter");
        Set<String> b = Set.of("quarter", "endReason");
        Set<String> c = Set.of("endReason", "area");
        assertThat(Circles.among(List.of(SEX_AGE, AGE_ENGAGEMENT, ENGAGEMENT_SEX, a, b, c)))
                .containsExactlyInAnyOrder(
                        Set.of("sex", "ageBand", "engagement"), Set.of("area", "quarter", "endReason"));

        Set<String> d = Set.of("sex", "quarter");
        Set<String> e = Set.of("sex", "endReason");
        assertThat(Circles.among(List.of(SEX_AGE, AGE_ENGAGEMENT, ENGAGEMENT_SEX, b, d, e)))
                .containsExactly(Set.of("sex", "ageBand", "engagement", "quarter", "endReason"));
    }
}
