package opcc.tracker.outcomes.tables;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import opcc.tracker.outcomes.cube.CubeCell;
import opcc.tracker.outcomes.cube.CubeMaker;
import opcc.tracker.outcomes.cube.ProtectedCube;
import opcc.tracker.outcomes.cube.StatedErrors;
import opcc.tracker.outcomes.dimensions.Dimension;
import opcc.tracker.outcomes.dimensions.Lexicographic;
import opcc.tracker.outcomes.dimensions.Value;
import opcc.tracker.outcomes.records.MadeUpPeople;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CubeColumnsTest {

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {11, 12, 13})
    void everyTableAddsUpToEveryOtherAndNoCountIsOneToFour(long seed) {
        CubeMaker.Made made = CubeMaker.make(new MadeUpPeople(seed).people(200), new byte[32]);
        CubeColumns columns = new CubeColumns(new ProtectedCube("2026-27 Q1", 1, false, made.cells(), made.errors()));
        List<String> areas =
                made.cells().stream().map(CubeCell::area).distinct().toList();
        Random random = new Random(seed);
        List<TableDimension> dimensions = new ArrayList<>(TableDimension.all());
        for (int i = 0; i < 300; i++) {
            Collections.shuffle(dimensions, random);
            List<TableDimension> crossed = List.copyOf(dimensions.subList(0, 1 + random.nextInt(4)));
            Map<List<Value>, Long> country = table(columns, "", crossed);

            assertThat(country.values()).allMatch(count -> count >= 5);
            Map<List<Value>, Long> ofAreas = new HashMap<>();
            areas.forEach(area ->
                    table(columns, area, crossed).forEach((values, count) -> ofAreas.merge(values, count, Long::sum)));
            assertThat(ofAreas).as("areas by %s", crossed).isEqualTo(country);
            List<TableDimension> fewer = crossed.subList(1, crossed.size());
            assertThat(country.entrySet().stream()
                            .collect(Collectors.groupingBy(
                                    each -> List.copyOf(each.getKey().subList(1, crossed.size())),
                                    Collectors.summingLong(Map.Entry::getValue))))
                    .as("%s of %s", fewer, crossed)
                    .isEqualTo(table(columns, "", fewer));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {21, 22, 23})
    void every_table_is_what_adding_up_cell_by_cell_gives_in_the_same_order(long seed) {
        Random random = new Random(seed);
        List<CubeCell> cells = new MadeUpPeople(seed)
                .people(2_000).stream()
                        .map(person -> new CubeCell(
                                person.area(),
                                person.service(),
                                Arrays.stream(Dimension.values())
                                        .collect(
                                                Collectors.toMap(each -> each, each -> each.valueOf(person.profile()))),
                                Map.of(),
                                5L * (1 + random.nextInt(3))))
                        .toList();
        CubeColumns columns =
                new CubeColumns(new ProtectedCube("2026-27 Q1", 1, false, cells, new StatedErrors(5, 15)));
        List<TableDimension> dimensions = new ArrayList<>(TableDimension.all());
        for (int i = 0; i < 200; i++) {
            Collections.shuffle(dimensions, random);
            List<TableDimension> crossed = List.copyOf(dimensions.subList(0, random.nextInt(5)));
            for (String area : List.of("", "derbyshire", "nowhere")) {
                assertThat(listed(columns, area, crossed))
                        .as("seed %d, %s by %s", seed, area, crossed)
                        .isEqualTo(addedUp(cells, area, crossed));
            }
        }
        List<TableDimension> sparse = Stream.of(
                        "supportGiven", "exploitationTypes", "firstResponder", "nationalityGroup")
                .map(name -> TableDimension.named(name).orElseThrow())
                .toList();
        assertThat(listed(columns, "", sparse)).as("seed %d", seed).isEqualTo(addedUp(cells, "", sparse));
    }

    private static List<Map.Entry<List<Value>, Long>> listed(
            CubeColumns columns, String area, List<TableDimension> dimensions) {
        List<Map.Entry<List<Value>, Long>> listed = new ArrayList<>();
        columns.sum(area, dimensions, (values, count) -> listed.add(Map.entry(values, count)));
        return listed;
    }

    private static List<Map.Entry<List<Value>, Long>> addedUp(
            List<CubeCell> cells, String area, List<TableDimension> dimensions) {
        Map<List<Value>, Long> sums = new TreeMap<>(Lexicographic::compare);
        cells.stream()
                .filter(cell -> area.isEmpty() || cell.area().equals(area))
                .forEach(cell -> sums.merge(
                        dimensions.stream().map(each -> each.valueOf(cell)).toList(), cell.count(), Long::sum));
        return sums.entrySet().stream()
                .map(each -> Map.entry(each.getKey(), each.getValue()))
                .toList();
    }

    @Test
    void the_table_of_an_area_is_its_part_of_the_country_by_area() {
        CubeMaker.Made made = CubeMaker.make(new MadeUpPeople(14).people(300), new byte[32]);
        CubeColumns columns = new CubeColumns(new ProtectedCube("2026-27 Q1", 1, false, made.cells(), made.errors()));
        List<TableDimension> sex = List.of(TableDimension.named("sex").orElseThrow());

        Map<List<Value>, Long> byArea = table(columns, "", List.of(TableDimension.AREA, sex.getFirst()));

        byArea.forEach((values, count) ->
                assertThat(table(columns, values.getFirst().code(), sex)).containsEntry(values.subList(1, 2), count));
        assertThat(table(columns, "", sex)).as("asked for twice").isEqualTo(table(columns, "", sex));
    }

    private static Map<List<Value>, Long> table(CubeColumns columns, String area, List<TableDimension> dimensions) {
        Map<List<Value>, Long> table = new HashMap<>();
        columns.sum(
                area,
                dimensions,
                (values, count) -> assertThat(table.put(values, count)).isNull());
        return table;
    }
}
