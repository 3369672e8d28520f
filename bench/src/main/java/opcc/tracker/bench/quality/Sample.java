package opcc.tracker.bench.quality;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import opcc.tracker.disclosure.samples.FullTables;
import opcc.tracker.disclosure.samples.SampleTables;
import opcc.tracker.disclosure.table.Table;

/**
 * A generated table, told in one word so that a process of its own can make it: {@code full-20x25} lists every combination
 * of 20 and 25 codes, {@code sparse-500-3} lists 500 cells of 3 dimensions, with regions and countries.
 */
record Sample(String word) {

    static final long SEED = 1;
    /** The count of a middling cell of a full table. */
    private static final double MEAN = 8;

    Table table() {
        String[] parts = word.split("-");
        return switch (parts[0]) {
            case "full" ->
                new FullTables(
                                SEED,
                                MEAN,
                                Arrays.stream(parts[1].split("x"))
                                        .map(Integer::valueOf)
                                        .toList())
                        .table();
            case "sparse" ->
                new SampleTables(SEED, Integer.parseInt(parts[2]), Integer.parseInt(parts[1]), true).table();
            default -> throw new IllegalArgumentException(word);
        };
    }

    /** The table's name for people. */
    String title() {
        List<String> parts = List.of(word.split("-"));
        return parts.get(0).equals("full")
                ? "full " + Arrays.stream(parts.get(1).split("x")).collect(Collectors.joining(" x "))
                : "sparse, " + parts.get(2) + " dimensions and regions";
    }
}
