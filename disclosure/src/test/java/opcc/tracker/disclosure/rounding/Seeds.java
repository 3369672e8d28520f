package opcc.tracker.disclosure.rounding;

import java.nio.charset.StandardCharsets;
import opcc.tracker.disclosure.table.Table;

/** Secret seeds and totals for tests. */
final class Seeds {
    private Seeds() {}

    static SecretSeed seed(int number) {
        return SecretSeed.of(
                "a secret seed of the tests, number %06d".formatted(number).getBytes(StandardCharsets.UTF_8));
    }

    /** The published cell that is the table's total. */
    static int total(Table table) {
        int total = 0;
        for (int c = 0; c < table.publishedCount(); c++) {
            total = table.partCount(c) > table.partCount(total) ? c : total;
        }
        return total;
    }
}
