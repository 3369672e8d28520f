package opcc.tracker.outcomes.releases;

import static opcc.tracker.outcomes.releases.SomePeople.Q1;
import static opcc.tracker.outcomes.releases.SomePeople.Q2;
import static opcc.tracker.outcomes.releases.SomePeople.Q3;
import static opcc.tracker.outcomes.releases.SomePeople.Q4;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import opcc.tracker.outcomes.cube.CubeCell;
import opcc.tracker.outcomes.dimensions.Dimension;
import opcc.tracker.outcomes.dimensions.Value;
import opcc.tracker.outcomes.releases.Reader.Proof;
import opcc.tracker.v1.AgeBandEnum.AgeBand;
import opcc.tracker.v1.EngagementEnum.Engagement;
import opcc.tracker.v1.SexEnum.Sex;
import org.junit.jupiter.api.Test;

/** Each attack succeeds on tables that leave out counts of 1 to 4 and nothing else, and fails on releases. */
class AttacksOnReleasesTest {

    private static final List<String> YEAR = List.of(Q1, Q2, Q3, Q4);
    private static final Map<Dimension, String> WOMEN = Map.of(Dimension.SEX, "FEMALE");

    private final SomePeople people = new SomePeople();

    private static Figure women(List<String> quarters, String place) {
        return new Figure(quarters, place, WOMEN);
    }

    @Test
    void a_total_minus_its_other_parts() {
        women(3, Q1, "surrey");
        men(20, Q1, "surrey");

        naiveFallsAndReleasesHold(women(List.of(Q1), "surrey"), 3, surrey(List.of(Q1), "sex"));
    }

    @Test
    void a_region_minus_its_other_areas() {
        women(2, Q1, "surrey");
        Stream.of("hampshire", "kent", "sussex", "thames-valley", "derbyshire", "gwent", "gwent", "kent")
                .forEach(area -> {
                    women(9, Q1, area);
                    men(7, Q1, area);
                });
        men(11, Q1, "surrey");

        naiveFallsAndReleasesHold(women(List.of(Q1), "surrey"), 2, everywhere(List.of(Q1), "area", "sex"));
    }

    @Test
    void a_year_minus_three_of_its_quarters() {
        for (String quarter : List.of(Q1, Q2, Q3)) {
            women(12, quarter, "surrey");
            men(15, quarter, "surrey");
        }
        women(3, Q4, "surrey");
        men(30, Q4, "surrey");

        naiveFallsAndReleasesHold(
                women(List.of(Q4), "surrey"), 3, surrey(YEAR, "sex"), surrey(List.of(Q1, Q2, Q3), "quarter", "sex"));
    }

    @Test
    void a_year_minus_three_of_its_quarters_when_the_year_comes_last() {
        for (String quarter : List.of(Q1, Q2, Q3)) {
            women(12, quarter, "surrey");
            men(15, quarter, "surrey");
        }
        women(3, Q4, "surrey");
        men(30, Q4, "surrey");

        naiveFallsAndReleasesHold(
                women(List.of(Q4), "surrey"),
                3,
                surrey(List.of(Q1), "sex"),
                surrey(List.of(Q2), "sex"),
                surrey(List.of(Q3), "sex"),
                surrey(YEAR, "sex"));
    }

    @Test
    void the_country_minus_an_area() {
        women(18, Q1, "surrey");
        men(25, Q1, "surrey");
        women(2, Q1, "kent");
        men(30, Q1, "gwent");
        List<Draft> drafts = List.of(everywhere(List.of(Q1), "sex"), surrey(List.of(Q1), "sex"));
        List<Figure> everywhere = List.of(women(List.of(Q1), ""));
        List<Figure> surrey = List.of(women(List.of(Q1), "surrey"));

        assertThat(naive(drafts).proves(everywhere, surrey)).isEqualTo(new Proof(2, 2));
        assertThat(published(drafts).proves(everywhere, surrey).isOfASmallCount())
                .isFalse();
    }

    @Test
    void two_releases_that_cross_the_same_people_in_other_ways() {
        people.with(2, Q1, "surrey", Sex.FEMALE, AgeBand.MINOR, Engagement.SUPPORTING)
                .with(9, Q1, "surrey", Sex.FEMALE, AgeBand.AGE_18_TO_24, Engagement.IN_CONTACT)
                .with(14, Q1, "surrey", Sex.MALE, AgeBand.AGE_18_TO_24, Engagement.SUPPORTING)
                .with(8, Q1, "surrey", Sex.MALE, AgeBand.MINOR, Engagement.IN_CONTACT);

        naiveFallsAndReleasesHold(
                new Figure(List.of(Q1), "surrey", Map.of(Dimension.SEX, "FEMALE", Dimension.AGE_BAND, "MINOR")),
                2,
                surrey(List.of(Q1), "sex", "engagement"),
                surrey(List.of(Q1), "ageBand", "engagement"),
                surrey(List.of(Q1), "sex", "ageBand"));
    }

    @Test
    void what_releases_in_a_circle_tell_together_is_refused_if_it_is_too_much_to_be_attacked() {
        women(30, Q1, "surrey");
        men(30, Q1, "surrey");
        women(40, Q1, "kent");
        men(40, Q1, "kent");
        Chain chain = new Chain(people);
        chain.publish(everywhere(List.of(Q1), "area", "engagement"));
        chain.publish(everywhere(List.of(Q1), "area", "sex"));
        chain.publish(everywhere(List.of(Q1), "sex", "ageBand"));

        assertThatThrownBy(() -> chain.tries(everywhere(List.of(Q1), "ageBand", "engagement")))
                .hasMessageContaining("in a circle")
                .hasMessageContaining("at most 4000 can be checked");
    }

    @Test
    void a_group_whose_members_all_share_a_value() {
        women(12, Q1, "surrey");
        Figure all = new Figure(List.of(Q1), "surrey", Map.of());
        List<Draft> drafts = List.of(surrey(List.of(Q1), "sex"), everywhere(List.of(Q1), "area", "sex"));

        assertThat(naive(drafts).proves(List.of(all), List.of(women(List.of(Q1), "surrey"))))
                .as("there is nobody but women")
                .isEqualTo(new Proof(0, 0));
        assertThat(published(drafts)
                        .proves(List.of(all), List.of(women(List.of(Q1), "surrey")))
                        .high())
                .as("there may be others")
                .isPositive();
    }

    @Test
    void a_group_that_the_protected_tables_prove_to_be_all() {
        women(12, Q1, "surrey");
        Figure all = new Figure(List.of(Q1), "surrey", Map.of());
        Figure women = women(List.of(Q1), "surrey");
        Draft draft = surrey(List.of(Q1), "sex");

        assertThat(published(List.of(draft)).knows(women, 12).proves(List.of(all), List.of(women)))
                .as("of a release that was made without the protected tables in mind")
                .isEqualTo(new Proof(0, 0));
        people.proving(
                Q1,
                new CubeCell(
                        "surrey",
                        "services/surrey-navigator",
                        Map.of(Dimension.SEX, Value.of(List.of(Sex.FEMALE))),
                        Map.of(),
                        12));
        assertThat(published(List.of(draft))
                        .knows(women, 12)
                        .proves(List.of(all), List.of(women))
                        .high())
                .as("there may be others")
                .isPositive();
    }

    private void women(int count, String quarter, String area) {
        people.with(count, quarter, area, Sex.FEMALE, AgeBand.AGE_25_TO_34);
    }

    private void men(int count, String quarter, String area) {
        people.with(count, quarter, area, Sex.MALE, AgeBand.AGE_25_TO_34);
    }

    private static Draft surrey(List<String> quarters, String... dimensions) {
        return Chain.draft("surrey", quarters, dimensions);
    }

    private static Draft everywhere(List<String> quarters, String... dimensions) {
        return Chain.draft("", quarters, dimensions);
    }

    private void naiveFallsAndReleasesHold(Figure target, long truth, Draft... drafts) {
        assertThat(naive(List.of(drafts)).proves(target)).isEqualTo(new Proof(truth, truth));
        assertThat(published(List.of(drafts)).proves(target).isOfASmallCount()).isFalse();
    }

    private Reader naive(List<Draft> drafts) {
        Reader reader = new Reader();
        drafts.forEach(draft -> reader.readsNaively(draft, people.tally()));
        return reader;
    }

    private Reader published(List<Draft> drafts) {
        Chain chain = new Chain(people);
        for (Draft draft : drafts) {
            assertThat(chain.publish(draft).report().publishedCells())
                    .as("something is published")
                    .isPositive();
        }
        return chain.reader();
    }
}
