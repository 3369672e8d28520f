package opcc.tracker.funds.ledger;

import opcc.tracker.kit.authentication.Caller;

/**
 * Who did something.
 *
 * @param subject the token's {@code sub}, which never changes
 * @param username what people read
 */
public record Actor(String subject, String username) {

    /** The tracker itself, for what happens by the passing of time. No realm gives this subject. */
    public static final Actor TRACKER = new Actor("tracker", "tracker");

    /** The caller as an actor. */
    public static Actor of(Caller caller) {
        return new Actor(caller.subject(), caller.username());
    }

    /** {@code users/...}. */
    public String name() {
        return "users/" + username;
    }
}
