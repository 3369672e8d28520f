package opcc.tracker.outcomes.uploads;

import java.util.stream.Collectors;

/** The file that a provider fills in. */
public final class OutcomeTemplate {

    private OutcomeTemplate() {}

    /** An empty file to fill in: the header, and a line that is passed over and that no outcome could be read from. */
    public static String csv() {
        String header = OutcomeColumns.ALL.stream().map(OutcomeColumn::heading).collect(Collectors.joining(","));
        String example = OutcomeColumns.ALL.stream().map(OutcomeColumn::example).collect(Collectors.joining(","));
        return header + "\r\n# " + example + "\r\n";
    }
}
