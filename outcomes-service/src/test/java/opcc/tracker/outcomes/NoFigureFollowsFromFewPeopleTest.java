package opcc.tracker.outcomes;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import opcc.tracker.outcomes.cube.CubeCell;
import opcc.tracker.outcomes.cube.HandMadeCubes;
import opcc.tracker.outcomes.cube.HandMadeCubes.People;
import opcc.tracker.outcomes.measures.EngagementShares;
import opcc.tracker.outcomes.measures.NeedDistances;
import opcc.tracker.outcomes.measures.SupportCostsByQuarter;
import opcc.tracker.outcomes.measures.TimeSeries;
import opcc.tracker.outcomes.spend.AreaSpend;
import opcc.tracker.v1.AgeBandEnum.AgeBand;
import opcc.tracker.v1.EngagementEnum.Engagement;
import opcc.tracker.v1.GetDistanceTravelledRequest;
import opcc.tracker.v1.GetEngagementRatesRequest;
import opcc.tracker.v1.GetOutcomeSeriesRequest;
import opcc.tracker.v1.GetUnitCostsRequest;
import opcc.tracker.v1.NeedDistance;
import opcc.tracker.v1.NeedEnum.Need;
import opcc.tracker.v1.SexEnum.Sex;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the cubes hold: every count that a measure shows is 0 or at least 5, and every ratio is of at least 5. */
class NoFigureFollowsFromFewPeopleTest {

    private static final List<String> QUARTERS = List.of("2026-27 Q1", "2026-27 Q2");
    private static final List<String> AREAS = List.of("", "surrey", "gwent", "kent");
    private static final Set<String> COUNTS =
            Set.of("total", "count", "people", "engaged", "with_investigation", "left_out");

    static IntStream seeds() {
        return IntStream.range(0, 200);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void of_any_cube(int seed) {
        Random random = new Random(seed);
        HandMadeCubes cubes = new HandMadeCubes();
        QUARTERS.forEach(quarter -> cubes.frozen(quarter, somePeople(random)));

        for (Message answer : answers(cubes, random)) {
            requireCounts(answer, seed);
        }
    }

    private static People[] somePeople(Random random) {
        return IntStream.range(0, random.nextInt(12))
                .mapToObj(i -> {
                    People people = HandMadeCubes.people(5L + random.nextInt(10))
                            .in(AREAS.get(1 + random.nextInt(3)))
                            .of("s" + random.nextInt(3))
                            .sex(Sex.forNumber(1 + random.nextInt(4)))
                            .age(AgeBand.forNumber(1 + random.nextInt(8)))
                            .engaged(Engagement.forNumber(1 + random.nextInt(5)));
                    if (random.nextBoolean()) {
                        people.cameFurther(Need.forNumber(1 + random.nextInt(8)), random.nextInt(9) - 4);
                    }
                    return people;
                })
                .toArray(People[]::new);
    }

    private static List<Message> answers(HandMadeCubes cubes, Random random) {
        List<Message> answers = new ArrayList<>();
        for (String area : AREAS) {
            answers.add(new TimeSeries(cubes)
                    .answer(GetOutcomeSeriesRequest.newBuilder()
                            .setArea(area)
                            .setFromQuarter(QUARTERS.getFirst())
                            .setToQuarter(QUARTERS.getLast())
                            .addAllDimensions(
                                    List.of("sex", "ageBand", "engagement").subList(0, random.nextInt(4)))
                            .build()));
            for (String service : List.of("", "services/s0", "services/s2")) {
                answers.add(new NeedDistances(cubes)
                        .answer(GetDistanceTravelledRequest.newBuilder()
                                .setArea(area)
                                .setQuarter(QUARTERS.getFirst())
                                .setService(service)
                                .build()));
            }
            for (String by : List.of("", "service", "area")) {
                answers.add(new EngagementShares(cubes)
                        .answer(GetEngagementRatesRequest.newBuilder()
                                .setArea(area)
                                .setQuarter(QUARTERS.getLast())
                                .setBy(by)
                                .build()));
            }
            answers.add(new SupportCostsByQuarter(
                            cubes, (asked, year) -> new AreaSpend.Known(Map.of(YearMonth.of(2026, 5), 123_456L)))
                    .answer(GetUnitCostsRequest.newBuilder()
                            .setArea(area)
                            .setFinancialYear("2026-27")
                            .build()));
        }
        return answers;
    }

    private static void requireCounts(Message message, int seed) {
        message.getAllFields().forEach((field, value) -> {
            for (Object each : value instanceof List<?> list ? list : List.of(value)) {
                if (each instanceof Message inner) {
                    requireCounts(inner, seed);
                } else if (COUNTS.contains(field.getName())) {
                    assertThat((Long) each)
                            .as(
                                    "%s of %s, seed %d",
                                    field.getName(),
                                    message.getDescriptorForType().getName(),
                                    seed)
                            .matches(count -> count == 0 || count >= 5);
                } else if (isRatio(field)) {
                    assertThat(base(message))
                            .as("what %s is a ratio of, seed %d", field.getName(), seed)
                            .isGreaterThanOrEqualTo(5);
                }
            }
        });
    }

    private static boolean isRatio(FieldDescriptor field) {
        return field.getName().matches(".*_percent|mean_change_tenths|cost_per_person_pence");
    }

    /** Each message with a ratio shows the count that it is of. */
    private static long base(Message message) {
        String name = message instanceof NeedDistance
                        || message.getDescriptorForType().findFieldByName("people") != null
                ? "people"
                : "with_investigation";
        return (Long) message.getField(message.getDescriptorForType().findFieldByName(name));
    }

    /** The cube's own promise, on which all hangs. */
    @ParameterizedTest
    @MethodSource("seeds")
    void the_cubes_of_this_test_keep_their_promise(int seed) {
        HandMadeCubes cubes = new HandMadeCubes().frozen(QUARTERS.getFirst(), somePeople(new Random(seed)));

        assertThat(cubes.find(QUARTERS.getFirst()).orElseThrow().cells())
                .extracting(CubeCell::count)
                .allMatch(count -> count >= 5);
    }
}
