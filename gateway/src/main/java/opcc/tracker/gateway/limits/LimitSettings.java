package opcc.tracker.gateway.limits;

import java.time.Duration;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How often people may ask.
 *
 * @param caller what each caller may
 * @param roles what each caller who holds a role may instead; of several the most
 * @param roleTotals what all callers who hold a role may together
 * @param patience how long the store may take in which replicas count together
 * @param pause how long it is left alone after it did not answer
 */
@ConfigurationProperties("tracker.gateway.limits")
public record LimitSettings(
        @DefaultValue Limit caller,
        @DefaultValue Map<String, Limit> roles,
        @DefaultValue Map<String, Limit> roleTotals,
        @DefaultValue("250ms") Duration patience,
        @DefaultValue("5s") Duration pause) {}
