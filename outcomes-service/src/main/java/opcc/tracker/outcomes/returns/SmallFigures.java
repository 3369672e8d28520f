package opcc.tracker.outcomes.returns;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import opcc.tracker.kit.disclosure.ThresholdRule;

/**
 * What may be shown of a return. A published one is shown whole. Of an unpublished one that holds a small figure nothing is
 * shown but its largest stated total: from a single figure nothing can be subtracted. See docs/decisions/0098 for what this
 * does not guard against.
 */
public final class SmallFigures {

    private SmallFigures() {}

    /** Whether figures of the return must be withheld. */
    public static boolean withholds(StatedReturn stated) {
        return !stated.heading().published() && (holdsSmallFigure(stated.rows()) || leavesSmallRest(stated.rows()));
    }

    /** The one total that may be shown of a return that is withheld; empty if there is none of at least five. */
    public static OptionalLong largestTotal(List<StatedRow> rows) {
        return totals(rows).max().stream()
                .filter(total -> total >= ThresholdRule.THRESHOLD)
                .findFirst();
    }

    private static boolean holdsSmallFigure(List<StatedRow> rows) {
        return rows.stream().flatMapToLong(SmallFigures::figures).anyMatch(SmallFigures::isSmall);
    }

    private static LongStream figures(StatedRow row) {
        LongStream parts = row.parts().stream()
                .map(StatedRow.Part::count)
                .filter(Objects::nonNull)
                .mapToLong(Long::longValue);
        return Stream.of(totals(List.of(row)), parts, row.difference().stream()).flatMapToLong(figures -> figures);
    }

    /** One row may be the total of the others and of one that is left out: what is left then is small, too. */
    private static boolean leavesSmallRest(List<StatedRow> rows) {
        Map<String, Long> totals = new LinkedHashMap<>();
        for (StatedRow row : rows) {
            Long total = row.total();
            if (total != null) {
                totals.merge(row.counted(), total, Math::max);
            }
        }
        long largest = totals.values().stream().mapToLong(Long::longValue).max().orElse(0);
        long others = totals.values().stream().mapToLong(Long::longValue).sum() - largest;
        return isSmall(largest - others);
    }

    private static LongStream totals(List<StatedRow> rows) {
        return rows.stream().map(StatedRow::total).filter(Objects::nonNull).mapToLong(Long::longValue);
    }

    private static boolean isSmall(long figure) {
        return ThresholdRule.shown(Math.abs(figure)).isEmpty();
    }
}
