package opcc.tracker.outcomes.publication;

import java.util.ArrayList;
import java.util.List;

/** Rows of which only the beginning is known. */
final class Rows {

    private Rows() {}

    /** A row of {@code width} entries: {@code first} and then one mark for all the others. */
    static List<Entry> filled(int width, Entry.Shorthand mark, Entry... first) {
        List<Entry> row = new ArrayList<>(List.of(first));
        while (row.size() < width) {
            row.add(mark);
        }
        return row;
    }
}
