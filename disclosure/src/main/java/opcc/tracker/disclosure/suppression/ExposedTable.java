package opcc.tracker.disclosure.suppression;

/** A suppression that does not withstand the attack, or was not shown to within the work allowed: it may not be published. */
public final class ExposedTable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ExposedTable(int secrets) {
        super("no suppression was found that withstands the attack audit: " + secrets
                + " counts or groups could be worked out, so nothing is written");
    }
}
