package opcc.tracker.disclosure.table;

/** What is wrong with a file that the caller gave, in one line that names file, row and column. */
public final class FaultyInput extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public FaultyInput(String message) {
        super(message);
    }

    /**
     * A fault at a place in a file.
     *
     * @param row the line's number among the rows, the header being 1
     */
    public static FaultyInput at(String file, long row, String column, String fault) {
        return new FaultyInput(file + ", row " + row + ", column " + column + ": " + fault);
    }
}
