package opcc.tracker.kit.csv;

import java.util.Locale;

/** What stands in a cell of a CSV file, so that every spreadsheet reads it as it is meant. */
public final class Cells {

    /** What the files are. */
    public static final String CONTENT_TYPE = "text/csv; charset=utf-8; header=present";

    /** What starts a formula in some spreadsheet, wide forms included. */
    private static final String FORMULA_STARTS = "=+-@|%\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

    private Cells() {}

    /** Text that no spreadsheet takes for a formula. */
    public static String harmless(String text) {
        String start = text.stripLeading();
        boolean formula = !text.isEmpty() && FORMULA_STARTS.indexOf(text.charAt(0)) >= 0
                || !start.isEmpty() && FORMULA_STARTS.indexOf(start.charAt(0)) >= 0;
        return formula ? "'" + text : text;
    }

    /** Pence as pounds and pence, such as {@code 65.00} or {@code -0.05}. */
    public static String pounds(long pence) {
        long absolute = Math.absExact(pence);
        return String.format(Locale.ROOT, "%s%d.%02d", pence < 0 ? "-" : "", absolute / 100, absolute % 100);
    }
}
