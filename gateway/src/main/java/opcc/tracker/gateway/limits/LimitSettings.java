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
 * @param mongodbUri where replicas count together; empty: each counts for itself
 * @param patience how long that store may take
 * @param pause how long it is left alone after it did not answer
 */
@ConfigurationProperties("tracker.gateway.limits")
public record LimitSettings(
        @DefaultValue Limit caller,
        @DefaultValue Map<String, Limit> roles,
        @DefaultValue Map<String, Limit> roleTotals,
        @DefaultValue("") String mongodbUri,
        @DefaultValue("250ms") Duration patience,
        @DefaultValue("5s") Duration pause) {}
