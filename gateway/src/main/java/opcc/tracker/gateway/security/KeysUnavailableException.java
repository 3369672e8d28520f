package opcc.tracker.gateway.security;

/** Whether a token is good cannot be said now, since the issuer's keys cannot be had. Answered with 503. */
final class KeysUnavailableException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    KeysUnavailableException() {
        super("The issuer's keys are not available");
    }
}
