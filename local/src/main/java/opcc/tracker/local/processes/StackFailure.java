package opcc.tracker.local.processes;

/** The stack cannot start or stop. The message is one line for the person at the keyboard and says what to do. */
public final class StackFailure extends Exception {
    private static final long serialVersionUID = 1L;

    private final String details;

    public StackFailure(String message) {
        this(message, "");
    }

    /** As above, with lines to print below the message, such as the end of a log. */
    public StackFailure(String message, String details) {
        super(message);
        this.details = details;
    }

    /** Lines to print below the message; empty if there are none. */
    public String details() {
        return details;
    }
}
