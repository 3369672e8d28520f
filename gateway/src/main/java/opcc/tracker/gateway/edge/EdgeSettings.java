package opcc.tracker.gateway.edge;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the gateway bears from its callers' connections, and how it goes.
 *
 * @param headers how many headers a request may have
 * @param plainCalls whether plain calls are answered where they come in; without it they go WebFlux's way as all others do,
 *     slower and with the same answers
 * @param stalledAfter how long a client may read nothing of an answer that waits for it
 * @param drainPause how long requests are still taken after readiness says down, so that whoever leads them here notices
 */
@ConfigurationProperties("tracker.gateway.edge")
public record EdgeSettings(
        @DefaultValue("64") int headers,
        @DefaultValue("true") boolean plainCalls,
        @DefaultValue("30s") Duration stalledAfter,
        @DefaultValue("0s") Duration drainPause) {}
