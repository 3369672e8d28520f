package opcc.tracker.disclosure.samples;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import opcc.tracker.disclosure.table.Table;
import opcc.tracker.disclosure.table.TableBuilder;

/**
 * Tables of which every combination is listed, as published statistics are: codes differ in how common they are, counts
 * scatter around what their codes make likely.
 *
 * @param seed the same seed, mean and sizes give the same table
 * @param mean the count of a cell of middling codes
 * @param sizes how many codes each dimension has
 */
public record FullTables(long seed, double mean, List<Integer> sizes) {
    /** Makes the table. */
    public Table table() {
        SeededRandom random = new SeededRandom(seed);
        List<String> names = new ArrayList<>();
        List<List<String>> codes = new ArrayList<>(List.of(List.of()));
        List<Double> likely = new ArrayList<>(List.of(mean));
        for (int d = 0; d < sizes.size(); d++) {
            names.add("dimension-" + d);
            List<List<String>> longer = new ArrayList<>();
            List<Double> more = new ArrayList<>();
            for (int code = 0; code < sizes.get(d); code++) {
                double common = StrictMath.exp(1.2 * (random.unit() + random.unit() + random.unit() - 1.5));
                for (int k = 0; k < codes.size(); k++) {
                    List<String> cell = new ArrayList<>(codes.get(k));
                    cell.add("code-" + code);
                    longer.add(cell);
                    more.add(likely.get(k) * common);
                }
            }
            codes = longer;
            likely = more;
        }
        long[] counts = likely.stream().mapToLong(one -> count(one, random)).toArray();
        return TableBuilder.build(names, codes, counts, Map.of());
    }

    /** A Poisson count; where it would take long, its mean. */
    private static long count(double likely, SeededRandom random) {
        if (likely > 200) {
            return StrictMath.round(likely);
        }
        double end = StrictMath.exp(-likely);
        long count = 0;
        for (double product = random.unit(); product > end; product *= random.unit()) {
            count++;
        }
        return count;
    }
}
