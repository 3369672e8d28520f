package opcc.tracker.disclosure.rounding;

import java.util.List;
import java.util.stream.IntStream;

/**
 * How far the counts of all crossings are from the truth. Exact errors tell about true counts: they are not for the public.
 *
 * @param largest the largest absolute error
 * @param together the absolute errors of all counts that are or were above zero
 * @param counts how many those are
 */
public record CrossedErrors(int largest, long together, long counts) {

    /** The errors that a rounding makes in these crossings of a table. */
    public static CrossedErrors of(FineTable table, int[] rounded, List<FineTable.Crossing> crossings) {
        Grouping grouping = new Grouping(table, IntStream.range(0, table.size()).toArray());
        int[] largest = {0};
        long[] sums = {0, 0};
        for (FineTable.Crossing crossing : crossings) {
            grouping.visit(crossing, (keyed, from, to) -> {
                int error = 0;
                boolean counted = false;
                for (int i = from; i < to; i++) {
                    int cell = Grouping.cell(keyed[i]);
                    error += rounded[cell] - table.counts()[cell];
                    counted |= rounded[cell] > 0 || table.counts()[cell] > 0;
                }
                largest[0] = Math.max(largest[0], Math.abs(error));
                sums[0] += Math.abs(error);
                sums[1] += counted ? 1 : 0;
            });
        }
        return new CrossedErrors(largest[0], sums[0], sums[1]);
    }

    /** The mean absolute error; 0 if there is no count. */
    public double mean() {
        return counts == 0 ? 0 : (double) together / counts;
    }
}
