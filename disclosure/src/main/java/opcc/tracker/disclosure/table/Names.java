package opcc.tracker.disclosure.table;

/** What codes and groups may be called. */
final class Names {
    /** The name of the margin over a whole dimension. */
    static final String TOTAL = "Total";

    private Names() {}

    static void check(String file, long row, String column, String name) {
        if (name.isBlank()) {
            throw FaultyInput.at(file, row, column, "is empty");
        }
        if (name.equals(TOTAL)) {
            throw FaultyInput.at(file, row, column, "'Total' is kept for the margins and can't be a code or a group");
        }
    }
}
