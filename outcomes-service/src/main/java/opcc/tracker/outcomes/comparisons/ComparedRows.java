package opcc.tracker.outcomes.comparisons;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import opcc.tracker.kit.disclosure.ThresholdRule;
import opcc.tracker.outcomes.cube.CubeCell;
import opcc.tracker.outcomes.cube.ProtectedCube;
import opcc.tracker.outcomes.dimensions.Dimension;
import opcc.tracker.outcomes.measures.Notes;
import opcc.tracker.outcomes.measures.Ratios;
import opcc.tracker.outcomes.measures.Selection;
import opcc.tracker.outcomes.returns.StatedReturn;
import opcc.tracker.outcomes.returns.StatedRow;
import opcc.tracker.v1.ComparedBreakdown;
import opcc.tracker.v1.ComparedPart;

/** Sets the people of one quarter and area beside rows of returns. */
final class ComparedRows {

    private final Optional<List<CubeCell>> cells;

    ComparedRows(String area, Optional<ProtectedCube> cube) {
        this.cells = cube.map(frozen -> Selection.of(area).in(frozen).toList());
    }

    /** The row beside the people; empty if it divides by nothing that people are counted by. */
    Optional<ComparedBreakdown> of(StatedReturn stated, StatedRow row) {
        return PublishedBreakdown.named(row.dimension()).map(breakdown -> compare(stated, row, breakdown));
    }

    private ComparedBreakdown compare(StatedReturn stated, StatedRow row, PublishedBreakdown breakdown) {
        ComparedBreakdown.Builder compared = ComparedBreakdown.newBuilder()
                .setAggregateReturn(stated.name())
                .setTitle(stated.heading().title())
                .setSource(stated.heading().source())
                .setArea(stated.heading().area())
                .setCounted(row.counted())
                .setDimension(breakdown.dimension().label());
        Long total = row.total();
        if (total != null) {
            compared.setStatedTotal(total);
        }
        List<CubeCell> all = cells.orElse(List.of()).stream()
                .filter(cell -> breakdown.ages().isEmpty()
                        || breakdown
                                .ages()
                                .contains(cell.value(Dimension.AGE_BAND).code()))
                .toList();
        long people = count(all);
        boolean shown = people >= ThresholdRule.THRESHOLD;
        if (shown) {
            compared.setPeople(people);
        } else {
            compared.setWithheldReason(cells.isEmpty() ? "No frozen quarter is there to compare with." : Notes.TOO_FEW);
        }
        long base = total == null ? row.partsSum().orElse(0) : total;
        for (StatedRow.Part part : row.parts()) {
            Set<String> codes = breakdown.codesOf(part.value());
            ComparedPart.Builder answer = published(part, base).setCodes(String.join(", ", codes));
            if (shown && !codes.isEmpty()) {
                long these = count(all.stream()
                        .filter(cell ->
                                codes.contains(cell.value(breakdown.dimension()).code()))
                        .toList());
                answer.setPeople(these).setPeoplePercent(Ratios.percent(these, people));
                if (answer.hasPublishedPercent()) {
                    answer.setDifferencePoints(answer.getPeoplePercent() - answer.getPublishedPercent());
                }
            }
            compared.addParts(answer);
        }
        return compared.build();
    }

    private static ComparedPart.Builder published(StatedRow.Part part, long base) {
        ComparedPart.Builder answer = ComparedPart.newBuilder().setPart(part.value());
        Long count = part.count();
        if (count != null) {
            answer.setPublishedCount(count);
            if (base > 0) {
                answer.setPublishedPercent(Ratios.percent(count, base));
            }
        }
        return answer;
    }

    private static long count(List<CubeCell> cells) {
        return cells.stream().mapToLong(CubeCell::count).sum();
    }
}
