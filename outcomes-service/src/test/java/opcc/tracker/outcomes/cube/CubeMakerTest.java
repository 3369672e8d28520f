package opcc.tracker.outcomes.cube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import opcc.tracker.kit.areas.Regions;
import opcc.tracker.outcomes.dimensions.Dimension;
import opcc.tracker.outcomes.records.MadeUpPeople;
import opcc.tracker.outcomes.records.OutcomeRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CubeMakerTest {

    private static final byte[] SECRET = secret(1);

    @Test
    void theSamePeopleAndSecretMakeTheSameCubeInWhateverOrderTheyCome() {
        List<OutcomeRecord> people = new ArrayList<>(new MadeUpPeople(7).people(120));
        CubeMaker.Made first = CubeMaker.make(people, SECRET);

        Collections.shuffle(people, new Random(3));

        assertThat(CubeMaker.make(people, SECRET)).isEqualTo(first);
        assertThat(CubeMaker.make(people, SECRET).digest()).isEqualTo(first.digest());
    }

    @Test
    void anotherSecretMakesAnotherCube() {
        List<OutcomeRecord> people = new MadeUpPeople(7).people(120);

        assertThat(CubeMaker.make(people, secret(2)).cells())
                .isNotEqualTo(CubeMaker.make(people, SECRET).cells());
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void everyCountIsAMultipleOfFiveAndTheTotalOfEachServiceIsNearTheTruth(long seed) {
        List<OutcomeRecord> people = new MadeUpPeople(seed).people(90 + (int) seed);
        CubeMaker.Made made = CubeMaker.make(people, SECRET);

        Map<String, Long> errors = new HashMap<>();
        people.forEach(person -> errors.merge(person.service(), -1L, Long::sum));
        made.cells().forEach(cell -> errors.merge(cell.service(), cell.count(), Long::sum));
        assertThat(made.cells()).isNotEmpty().allMatch(cell -> cell.count() > 0 && cell.count() % 5 == 0);
        assertThat(errors.values()).allMatch(error -> Math.abs(error) <= 4);
    }

    @Test
    void theTotalOfAServiceWithFewPeopleHasNoBias() {
        List<OutcomeRecord> people = new MadeUpPeople(1).people(90);
        Map<String, List<OutcomeRecord>> services =
                people.stream().collect(Collectors.groupingBy(OutcomeRecord::service));
        List<OutcomeRecord> few = services.values().stream()
                .filter(some -> some.size() <= 3)
                .findFirst()
                .orElseThrow();
        int secrets = 250;

        long together = 0;
        for (int i = 0; i < secrets; i++) {
            together += CubeMaker.make(few, secret(i)).cells().stream()
                    .mapToLong(CubeCell::count)
                    .sum();
        }

        assertThat((double) together / secrets).isCloseTo(few.size(), within(0.6));
    }

    @Test
    void howTheRecordsOfAServiceAreRoundedDoesNotDependOnThoseOfOthers() {
        List<OutcomeRecord> people = new MadeUpPeople(11).people(120);
        String own = people.getFirst().service();
        List<OutcomeRecord> alone =
                people.stream().filter(person -> person.service().equals(own)).toList();
        assertThat(alone).hasSizeLessThan(people.size());

        assertThat(CubeMaker.make(people, SECRET).cells().stream()
                        .filter(cell -> cell.service().equals(own))
                        .toList())
                .isEqualTo(CubeMaker.make(alone, SECRET).cells());
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {5, 6})
    void noTableOfUpToFourDimensionsIsFurtherFromTheTruthThanStated(long seed) {
        List<OutcomeRecord> people = new MadeUpPeople(seed).people(150);
        CubeMaker.Made made = CubeMaker.make(people, SECRET);
        Random random = new Random(seed);
        List<Dimension> dimensions = new ArrayList<>(List.of(Dimension.values()));

        for (int table = 0; table < 200; table++) {
            Collections.shuffle(dimensions, random);
            List<Dimension> crossed = List.copyOf(dimensions.subList(0, random.nextInt(5)));
            Function<String, String> place = random.nextBoolean() ? Regions::of : area -> area;
            Map<String, Long> errors = new HashMap<>();
            people.forEach(person -> errors.merge(
                    place.apply(person.area())
                            + crossed.stream()
                                    .map(each -> each.valueOf(person.profile()))
                                    .toList(),
                    -1L,
                    Long::sum));
            made.cells()
                    .forEach(cell -> errors.merge(
                            place.apply(cell.area())
                                    + crossed.stream().map(cell::value).toList(),
                            cell.count(),
                            Long::sum));
            assertThat(errors.values())
                    .as("by %s", crossed)
                    .allMatch(error -> Math.abs(error) <= made.errors().largest());
        }
    }

    private static byte[] secret(int first) {
        byte[] secret = new byte[32];
        secret[0] = (byte) first;
        return secret;
    }
}
