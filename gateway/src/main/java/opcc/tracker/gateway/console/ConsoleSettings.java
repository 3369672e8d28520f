package opcc.tracker.gateway.console;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How people sign in by browser.
 *
 * @param clientId the gateway's client at Keycloak
 * @param clientSecret its secret; empty: nobody signs in by browser here
 * @param sessionKey 32 bytes in base64 that seal the cookies, the same for all replicas; empty: made at start, so that a
 *     restart ends all sessions and there can be one replica only
 * @param authorizationUri where browsers are sent to sign in
 * @param tokenUri where the gateway asks for tokens
 * @param endUri where the gateway ends sessions
 * @param probeUri where the gateway finds out whether Keycloak answers, before it sends a browser there
 * @param signInWithin how long signing in may take
 * @param sessionFor how long a session may last at most
 * @param timeout how long an answer of Keycloak may take
 */
@ConfigurationProperties("tracker.gateway.console")
public record ConsoleSettings(
        @DefaultValue("tracker-console") String clientId,
        @DefaultValue("") String clientSecret,
        @DefaultValue("") String sessionKey,
        String authorizationUri,
        String tokenUri,
        String endUri,
        String probeUri,
        @DefaultValue("10m") Duration signInWithin,
        @DefaultValue("10h") Duration sessionFor,
        @DefaultValue("5s") Duration timeout) {}
