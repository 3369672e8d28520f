package opcc.tracker.kit.csv;

/** Cells of a CSV file. */
public final class Cells {

    /** What starts a formula in some spreadsheet, wide forms included. */
    private static final String FORMULA_STARTS = "=+-@|%\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

    private Cells() {}

    /** The text, with an apostrophe before it where a spreadsheet would take it for a formula. */
    public static String harmless(String text) {
        String start = text.stripLeading();
        boolean formula = !text.isEmpty() && FORMULA_STARTS.indexOf(text.charAt(0)) >= 0
                || !start.isEmpty() && FORMULA_STARTS.indexOf(start.charAt(0)) >= 0;
        return formula ? "'" + text : text;
    }
}
