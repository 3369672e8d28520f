package opcc.tracker.outcomes.releases;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import opcc.tracker.disclosure.table.Table;
import opcc.tracker.kit.disclosure.ThresholdRule;
import opcc.tracker.outcomes.releases.Reader.Proof;
import opcc.tracker.outcomes.releases.Reader.Question;
import opcc.tracker.v1.AgeBandEnum.AgeBand;
import opcc.tracker.v1.EngagementEnum.Engagement;
import opcc.tracker.v1.SexEnum.Sex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is released, and in whatever order: nobody who has read it all proves a count of 1 to 4. */
class RandomReleasesTest {

    private static final List<String> AREAS = List.of("surrey", "kent", "derbyshire", "gwent");
    private static final List<String> QUARTERS = List.of(SomePeople.Q1, SomePeople.Q2, SomePeople.Q3, SomePeople.Q4);
    private static final List<String> DIMENSIONS = List.of("sex", "ageBand", "engagement");

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 4, 7, 9, 10})
    void nobody_proves_a_small_count_by_five_releases(long seed) {
        Random random = new Random(seed);
        SomePeople people = people(random);
        Chain chain = new Chain(people);
        Reader naive = new Reader();
        int refused = 0;
        for (int r = 0; r < 5; r++) {
            Draft draft = draft(random);
            Trial trial = chain.tries(draft);
            if (trial.report().passed()) {
                chain.add(draft, trial);
                naive.readsNaively(draft, people.tally());
            } else {
                refused++;
            }
        }
        assertThat(refused).as("seed %d: releases refused", seed).isLessThan(3);

        List<Question> questions = chain.published().stream()
                .flatMap(publication -> smallCounts(publication.draft().layout(), people.tally()).stream())
                .toList();
        assertThat(naive.proveEach(questions))
                .as("seed %d: tables that leave out counts of 1 to 4 and nothing else", seed)
                .anyMatch(Proof::isOfASmallCount);
        assertNothingProven(seed, chain.reader(), questions);
    }

    /** Audited two by two, releases give away one to eight counts of each of these seeds that none of them shows. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 10, 11, 13, 16, 18, 19, 27, 29, 31, 35, 40, 41, 73, 75, 90})
    void nobody_proves_a_small_count_that_none_of_three_releases_in_a_circle_shows(long seed) {
        SomePeople people = groups(new Random(seed));
        Chain chain = new Chain(people);
        Reader naive = new Reader();
        for (List<String> two :
                List.of(List.of("sex", "ageBand"), List.of("ageBand", "engagement"), List.of("engagement", "sex"))) {
            Draft draft = Chain.draft("surrey", List.of(SomePeople.Q1), two.toArray(String[]::new));
            Trial trial = chain.tries(draft);
            if (trial.report().passed()) {
                chain.add(draft, trial);
            }
            naive.readsNaively(draft, people.tally());
        }
        List<Question> questions = smallCounts(
                Chain.draft("surrey", List.of(SomePeople.Q1), "sex", "ageBand", "engagement")
                        .layout(),
                people.tally());

        assertThat(naive.proveEach(questions))
                .as("seed %d: tables that leave out counts of 1 to 4 and nothing else", seed)
                .anyMatch(Proof::isOfASmallCount);
        assertNothingProven(seed, chain.reader(), questions);
    }

    @Test
    void most_releases_that_close_a_circle_can_be_published() {
        long published = LongStream.rangeClosed(1, 20)
                .filter(seed -> {
                    Chain chain = new Chain(groups(new Random(seed)));
                    chain.publish(Chain.draft("surrey", List.of(SomePeople.Q1), "sex", "ageBand"));
                    chain.publish(Chain.draft("surrey", List.of(SomePeople.Q1), "ageBand", "engagement"));
                    return chain.tries(Chain.draft("surrey", List.of(SomePeople.Q1), "engagement", "sex"))
                            .report()
                            .passed();
                })
                .count();

        assertThat(published).as("of seeds 1 to 20").isGreaterThanOrEqualTo(12);
    }

    private static List<Question> smallCounts(Layout layout, Tally people) {
        Frame frame = new Frame(layout);
        Table table = frame.table(people);
        return IntStream.range(0, table.publishedCount())
                .filter(cell -> ThresholdRule.shown(table.value(cell)).isEmpty())
                .mapToObj(cell -> new Question(List.of(frame.figure(table, cell)), List.of()))
                .toList();
    }

    private static void assertNothingProven(long seed, Reader reader, List<Question> questions) {
        List<Proof> proofs = reader.proveEach(questions);
        for (int q = 0; q < proofs.size(); q++) {
            assertThat(proofs.get(q).isOfASmallCount())
                    .as("seed %d: %s is proven to be %s", seed, questions.get(q).added(), proofs.get(q))
                    .isFalse();
        }
    }

    /** A few small groups among larger ones, so that the tables of two dimensions show nearly everything. */
    private static SomePeople groups(Random random) {
        SomePeople people = new SomePeople();
        int groups = 9 + random.nextInt(14);
        int smalls = 1 + random.nextInt(5);
        for (int group = 0; group < groups; group++) {
            people.with(
                    group < smalls ? 1 + random.nextInt(4) : 5 + random.nextInt(8),
                    SomePeople.Q1,
                    "surrey",
                    Sex.forNumber(1 + random.nextInt(4)),
                    AgeBand.forNumber(1 + random.nextInt(4)),
                    Engagement.forNumber(1 + random.nextInt(4)));
        }
        return people;
    }

    private static SomePeople people(Random random) {
        SomePeople people = new SomePeople();
        for (String quarter : QUARTERS) {
            for (String area : AREAS) {
                for (int group = 0; group < 6; group++) {
                    people.with(
                            random.nextInt(group < 4 ? 4 : 12),
                            quarter,
                            area,
                            Sex.forNumber(1 + random.nextInt(3)),
                            AgeBand.forNumber(1 + random.nextInt(4)),
                            Engagement.forNumber(1 + random.nextInt(3)));
                }
            }
        }
        return people;
    }

    private static Draft draft(Random random) {
        String area = random.nextInt(3) == 0 ? "" : AREAS.get(random.nextInt(2));
        List<String> quarters =
                switch (random.nextInt(3)) {
                    case 0 -> QUARTERS;
                    case 1 -> QUARTERS.subList(0, 3);
                    default -> List.of(QUARTERS.get(random.nextInt(4)));
                };
        List<String> dimensions = new ArrayList<>(DIMENSIONS);
        Collections.shuffle(dimensions, random);
        List<String> chosen = new ArrayList<>(dimensions.subList(0, 1 + random.nextInt(2)));
        if (quarters.size() > 1 && random.nextBoolean()) {
            chosen.add("quarter");
        } else if (area.isEmpty() && random.nextBoolean()) {
            chosen.add("area");
        }
        return Chain.draft(area, quarters, chosen.toArray(String[]::new));
    }
}
