package opcc.tracker.gateway.transcoding;

import java.util.List;

/** The request cannot be turned into a message. Answered with 400 and all that was found wrong. */
public final class InvalidRequestException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<Violation> violations;

    /** @param violations at least one */
    public InvalidRequestException(List<Violation> violations) {
        super("invalid request", null, false, false);
        this.violations = List.copyOf(violations);
    }

    /** A request with one thing wrong. */
    public InvalidRequestException(String field, String description) {
        this(List.of(new Violation(field, description)));
    }

    /** What was found wrong, in the order in which it was found. */
    public List<Violation> violations() {
        return violations;
    }
}
