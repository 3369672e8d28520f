package opcc.tracker.outcomes;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a reader sees of one table.
 *
 * @param cells the counts shown above zero, by the codes of the dimensions asked for
 * @param leftOut the cells that are said to be there without a count
 * @param total the total; empty if it is left out
 */
record Figures(Map<List<String>, Long> cells, Set<List<String>> leftOut, OptionalLong total) {

    /** Where tables are read. */
    interface Source {

        /**
         * A table.
         *
         * @param area a police area; empty for the country
         * @param revision of the quarter, 1 being the first
         */
        Figures table(String area, String quarter, int revision, String... dimensions);

        /** The total of a table, 0 if it is left out. */
        default long total(String area, String quarter, int revision) {
            return table(area, quarter, revision).total().orElse(0);
        }
    }

    /** The count shown for a cell, 0 if there is none; empty if it is left out. */
    OptionalLong count(String... codes) {
        List<String> cell = List.of(codes);
        return leftOut.contains(cell) ? OptionalLong.empty() : OptionalLong.of(cells.getOrDefault(cell, 0L));
    }

    /** All the counts shown. */
    Stream<Long> counts() {
        return Stream.concat(cells.values().stream(), total.stream().boxed());
    }
}
