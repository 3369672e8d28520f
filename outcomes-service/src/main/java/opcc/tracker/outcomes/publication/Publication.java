package opcc.tracker.outcomes.publication;

import java.util.Arrays;
import java.util.List;

/**
 * A table to be published, and all that is said of it.
 *
 * @param fileName what to call its file, without the ending: letters, digits and hyphens
 * @param title what it is, where and when
 * @param facts what stands on the cover, in order
 * @param notes what a reader must know of the figures, in sentences
 * @param columns the headings
 * @param rows the rows, each as long as {@code columns}
 */
public record Publication(
        String fileName,
        String title,
        List<Fact> facts,
        List<String> notes,
        List<String> columns,
        List<List<Entry>> rows) {

    /** Copies the lists. */
    public Publication {
        facts = List.copyOf(facts);
        notes = List.copyOf(notes);
        columns = List.copyOf(columns);
        rows = rows.stream().map(List::copyOf).toList();
        int width = columns.size();
        if (rows.stream().anyMatch(row -> row.size() != width)) {
            throw new IllegalArgumentException("a row has not one entry for each column");
        }
    }

    /**
     * One thing that is said of the table.
     *
     * @param label what, such as {@code Source}
     * @param text the answer
     */
    public record Fact(String label, String text) {}

    /** The marks that stand in the table, each once. */
    public List<Entry.Shorthand> shorthand() {
        return Arrays.stream(Entry.Shorthand.values())
                .filter(mark -> rows.stream().anyMatch(row -> row.contains(mark)))
                .toList();
    }
}
