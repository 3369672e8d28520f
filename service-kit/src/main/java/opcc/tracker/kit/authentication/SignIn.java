package opcc.tracker.kit.authentication;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How somebody signed in, as the realm says in their token.
 *
 * @param level the token's {@code acr}: {@code second-factor} if a second factor was shown; empty if not said
 * @param at the token's {@code auth_time}: when they last showed who they are; null if not said
 */
public record SignIn(String level, @Nullable Instant at) {

    /** The {@link #level} of who showed a password and a second factor. */
    public static final String SECOND_FACTOR = "second-factor";

    /** Nothing is said. */
    public static final SignIn UNKNOWN = new SignIn("", null);

    /** Whether a second factor was shown within {@code age} before {@code now}. */
    public boolean hasSecondFactorWithin(Duration age, Instant now) {
        return level.equals(SECOND_FACTOR) && at != null && !at.plus(age).isBefore(now);
    }
}
