package opcc.tracker.outcomes.tables;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import opcc.tracker.outcomes.cube.CubeCell;
import opcc.tracker.outcomes.cube.CubeMaker;
import opcc.tracker.outcomes.cube.ProtectedCube;
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
