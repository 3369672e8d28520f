package opcc.tracker.outcomes.comparisons;

import static opcc.tracker.outcomes.cube.HandMadeCubes.people;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import opcc.tracker.kit.idempotency.Command;
import opcc.tracker.outcomes.cube.HandMadeCubes;
import opcc.tracker.outcomes.cube.HandMadeCubes.People;
import opcc.tracker.outcomes.returns.StatedReturn;
import opcc.tracker.outcomes.returns.StatedRow;
import opcc.tracker.v1.AgeBandEnum.AgeBand;
import opcc.tracker.v1.ComparedBreakdown;
import opcc.tracker.v1.ExploitationTypeEnum.ExploitationType;
import opcc.tracker.v1.SexEnum.Sex;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Beside whatever is published: people are 0 or at least 5, and no share is of fewer than 5. */
class ComparedRowsTest {

    private static final List<StatedRow> ROWS = List.of(
            row("sex", "female", "male", "other"),
            row("adult or minor", "adults", "minors"),
            row("exploitation", "labour", "labour and criminal", "sexual"),
            row("exploitation of minors", "criminal", "labour"));
    private static final StatedReturn RETURN = new StatedReturn(
            "nrm",
            new StatedReturn.Heading("Referrals", "A report", "surrey", "2021", true, "2022"),
            ROWS,
            "users/somebody",
            Instant.EPOCH,
            new Command("id", "hash"));

    private static StatedRow row(String dimension, String... parts) {
        return new StatedRow(
                "referrals",
                dimension,
                20L,
                List.of(parts).stream()
                        .map(part -> new StatedRow.Part(part, 3L, ""))
                        .toList());
    }

    static IntStream seeds() {
        return IntStream.range(0, 200);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void no_figure_follows_from_fewer_than_five_people(int seed) {
        Random random = new Random(seed);
        People[] some = IntStream.range(0, random.nextInt(6))
                .mapToObj(i -> people(5L + random.nextInt(6))
                        .sex(Sex.forNumber(1 + random.nextInt(4)))
                        .age(AgeBand.forNumber(1 + random.nextInt(8)))
                        .exploited(ExploitationType.forNumber(1 + random.nextInt(6))))
                .toArray(People[]::new);
        ComparedRows compared = new ComparedRows(
                "surrey", new HandMadeCubes().frozen("2026-27 Q1", some).find("2026-27 Q1"));

        for (StatedRow row : ROWS) {
            ComparedBreakdown breakdown = compared.of(RETURN, row).orElseThrow();
            boolean shown = breakdown.hasPeople();
            assertThat(shown).as("seed %d", seed).isEqualTo(breakdown.getPeople() >= 5);
            assertThat(breakdown.getPartsList()).as("seed %d", seed).allSatisfy(part -> {
                assertThat(part.hasPeople()).isEqualTo(shown);
                assertThat(part.hasPeoplePercent()).isEqualTo(shown);
                assertThat(part.getPeople()).matches(count -> count == 0 || count >= 5);
            });
        }
    }
}
