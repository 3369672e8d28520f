package opcc.tracker.outcomes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import opcc.tracker.outcomes.Reconstruction.Bounds;
import opcc.tracker.v1.Outcome;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * One caller asks ten thousand random questions that it may ask, and then takes everything that it was told together. What
 * each revision adds is attacked as a table of its own, since it is the difference of two.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TenThousandQueriesIT {

    private static final long SEED = 20261127;
    private static final int QUESTIONS = Integer.getInteger("attack.questions", 10_000);
    private static final String EARLIER = "2025-26 Q4";
    private static final String LATER = "2026-27 Q1";

    private record Question(String area, List<String> dimensions) {}

    private record Edition(String quarter, int revision) {}

    private final Random random = new Random(SEED);
    private RunningOutcomes outcomes;

    @BeforeAll
    void start() {
        outcomes = RunningOutcomes.start();
        outcomes.running.setNow(Instant.parse("2026-07-15T10:00:00Z"));
        Population population = new Population(SEED);
        report(population.people(EARLIER, 150));
        report(population.people(LATER, 150));
        outcomes.freeze(EARLIER);
        outcomes.freeze(LATER);
        report(population.people(LATER, 25));
        outcomes.revise(LATER);
    }

    @AfterAll
    void stop() {
        outcomes.close();
    }

    @Test
    void noCountOfOneToFourIsShownOrCanBeWorkedOut() {
        ServiceFigures service = new ServiceFigures(outcomes, outcomes.analyst);
        List<Edition> editions = List.of(new Edition(EARLIER, 1), new Edition(LATER, 1), new Edition(LATER, 2));
        Map<Edition, Map<Question, Figures>> told = new HashMap<>();
        Map<Edition, Reconstruction> attacks = new HashMap<>();
        for (int i = 0; i < QUESTIONS; i++) {
            Edition edition = editions.get(random.nextInt(editions.size()));
            Question question = question();
            Figures figures = service.table(
                    question.area(),
                    edition.quarter(),
                    edition.revision(),
                    question.dimensions().toArray(String[]::new));
            assertThat(figures.counts())
                    .as("seed %d, question %d: %s of %s", SEED, i, question, edition)
                    .allMatch(count -> count == 0 || count >= 5);
            told.computeIfAbsent(edition, any -> new HashMap<>()).put(question, figures);
            attacks.computeIfAbsent(edition, any -> new Reconstruction(Population.codes()))
                    .saw(question.area(), question.dimensions(), figures);
        }
        told.get(editions.get(2)).forEach((question, revised) -> {
            Figures first = told.get(editions.get(1)).get(question);
            if (first != null) {
                attacks.computeIfAbsent(new Edition("late", 0), any -> new Reconstruction(Population.codes()))
                        .saw(question.area(), question.dimensions(), less(revised, first));
            }
        });

        assertThat(attacks).hasSize(4);
        attacks.forEach((edition, attack) -> {
            assertThat(attack.seen()).as("figures of %s", edition).isGreaterThan(QUESTIONS / 30);
            assertThat(attack.bounds())
                    .as("seed %d, %s", SEED, edition)
                    .noneSatisfy((cell, bounds) -> assertThat(bounds).matches(Bounds::provesASmallCount));
            assertThat(attack.admitsAWorldWithoutSmallCounts())
                    .as("seed %d, %s", SEED, edition)
                    .isTrue();
        });
    }

    private Question question() {
        List<String> areas = new ArrayList<>(Population.codes().get("area"));
        areas.add("");
        List<String> dimensions =
                new ArrayList<>(Population.codes().keySet().stream().skip(1).toList());
        Collections.shuffle(dimensions, random);
        return new Question(
                areas.get(random.nextInt(areas.size())),
                dimensions.subList(0, random.nextInt(5)).stream().sorted().toList());
    }

    private static Figures less(Figures revised, Figures first) {
        Map<List<String>, Long> cells = new HashMap<>(revised.cells());
        first.cells().forEach((cell, count) -> cells.merge(cell, -count, Long::sum));
        return new Figures(
                cells,
                first.leftOut(),
                OptionalLong.of(revised.total().orElseThrow() - first.total().orElseThrow()));
    }

    private void report(Map<String, Outcome.Builder[]> people) {
        people.forEach((area, some) -> outcomes.report(
                Arrays.stream(some).allMatch(each -> each.getService().equals("services/derbyshire-safe-house"))
                        ? outcomes.hopeForJustice
                        : outcomes.justiceAndCare,
                some));
    }
}
