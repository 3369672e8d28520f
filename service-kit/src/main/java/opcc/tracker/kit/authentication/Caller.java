package opcc.tracker.kit.authentication;

import io.grpc.Context;
import java.util.Set;
import opcc.tracker.v1.RoleEnum.Role;
import org.jspecify.annotations.Nullable;

/**
 * Who is calling, as the token says.
 *
 * @param subject the token's {@code sub}: never changes and is never given to anybody else
 * @param username {@code preferred_username}, for people to read
 * @param roles the roles that the tracker knows
 * @param areas codes of the caller's police areas
 * @param provider the caller's provider, {@code providers/...}, or null
 * @param signIn how and when they signed in
 */
public record Caller(
        String subject,
        String username,
        Set<Role> roles,
        Set<String> areas,
        @Nullable String provider,
        SignIn signIn) {

    private static final Context.Key<Caller> CURRENT = Context.key("caller");

    /** Copies the sets. */
    public Caller {
        roles = Set.copyOf(roles);
        areas = Set.copyOf(areas);
    }

    /** A caller of whose sign-in nothing is known. */
    public Caller(String subject, String username, Set<Role> roles, Set<String> areas, @Nullable String provider) {
        this(subject, username, roles, areas, provider, SignIn.UNKNOWN);
    }

    /** The caller of the call that this thread works for. */
    public static Caller current() {
        Caller caller = CURRENT.get();
        if (caller == null) {
            throw new IllegalStateException("no authenticated call");
        }
        return caller;
    }

    /** The resource name of the caller, {@code users/...}. */
    public String name() {
        return "users/" + username;
    }

    /** A context in which this is the {@link #current() current} caller. */
    public Context in(Context context) {
        return context.withValue(CURRENT, this);
    }
}
