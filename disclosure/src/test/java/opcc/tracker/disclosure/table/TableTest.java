package opcc.tracker.disclosure.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TableTest {
    private static final Hierarchy REGIONS = Hierarchy.of(
            "areas.csv",
            List.of("area", "region"),
            List.of(List.of("kent", "South East"), List.of("surrey", "South East"), List.of("london", "london")));

    private static final Table TABLE = TableBuilder.build(
            List.of("area", "sex"),
            List.of(
                    List.of("surrey", "male"),
                    List.of("kent", "female"),
                    List.of("kent", "male"),
                    List.of("london", "female")),
            new long[] {2, 7, 0, 4},
            Map.of("area", REGIONS));

    @Test
    void everyMarginWithAListedInnerCellIsPublishedInTheOrderOfItsNames() {
        List<String> rows = new ArrayList<>();
        for (int c = 0; c < TABLE.publishedCount(); c++) {
            rows.add(TABLE.label(c, 0) + " " + TABLE.label(c, 1) + " " + TABLE.value(c));
        }
        assertThat(rows)
                .containsExactly(
                        "South East Total 9",
                        "South East female 7",
                        "South East male 2",
                        "Total Total 13",
                        "Total female 11",
                        "Total male 2",
                        "kent Total 7",
                        "kent female 7",
                        "kent male 0",
                        "london Total 4",
                        "london female 4",
                        "surrey Total 2",
                        "surrey male 2");
    }

    @Test
    void aCellIsTheSumOfItsInnerCellsAndEachInnerCellKnowsItsMargins() {
        for (int c = 0; c < TABLE.publishedCount(); c++) {
            long sum = 0;
            for (int i : TABLE.parts(c)) {
                sum += TABLE.inner(i);
                assertThat(TABLE.margins(i)).contains(c);
            }
            assertThat(sum).isEqualTo(TABLE.value(c));
        }
        for (int i = 0; i < TABLE.innerCount(); i++) {
            assertThat(TABLE.parts(TABLE.publishedOfInner(i))).containsExactly(i);
        }
    }

    @Test
    void relationsAddOneStepOfOneDimension() {
        assertThat(TABLE.relations()).hasSize(11).allSatisfy(relation -> {
            long sum = 0;
            for (int part : relation.parts()) {
                sum += TABLE.value(part);
            }
            assertThat(sum).isEqualTo(TABLE.value(relation.total()));
        });
        assertThat(TABLE.relations().stream().map(this::inWords))
                .contains(
                        "South East Total = kent Total + surrey Total",
                        "Total female = South East female + london female");
    }

    private String inWords(Relation relation) {
        List<String> parts = new ArrayList<>();
        for (int part : relation.parts()) {
            parts.add(TABLE.label(part, 0) + " " + TABLE.label(part, 1));
        }
        return TABLE.label(relation.total(), 0) + " " + TABLE.label(relation.total(), 1) + " = "
                + String.join(" + ", parts);
    }
}
