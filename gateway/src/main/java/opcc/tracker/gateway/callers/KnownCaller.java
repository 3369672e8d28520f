package opcc.tracker.gateway.callers;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.server.ServerWebExchange;

/**
 * Whose token was found good.
 *
 * @param subject the user's id at the issuer ({@code sub}), no name
 * @param roles the roles of the tracker that they hold, in lower case
 */
public record KnownCaller(String subject, Set<String> roles) {

    private static final String ATTRIBUTE = KnownCaller.class.getName();

    /** Keeps the parts from changing. */
    public KnownCaller {
        roles = Set.copyOf(roles);
    }

    /** The caller of a request; null as long as no token was found good. */
    public static @Nullable KnownCaller of(ServerWebExchange exchange) {
        return exchange.getAttribute(ATTRIBUTE);
    }

    /** Makes this the caller of a request. */
    public void note(ServerWebExchange exchange) {
        exchange.getAttributes().put(ATTRIBUTE, this);
    }
}
