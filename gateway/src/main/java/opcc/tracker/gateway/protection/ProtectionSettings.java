package opcc.tracker.gateway.protection;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How much a service is asked at once, and how often again.
 *
 * @param places how many calls may be in flight to one address
 * @param ordinaryShare the percentage of the places that calls may take which are not urgent
 * @param readShare the percentage of the places that reads may take
 * @param attempts how often a read is tried in all while the service cannot be reached; 1 for no repetition
 * @param firstPause about how long to wait before the second attempt; doubled before each further one
 */
@ConfigurationProperties("tracker.gateway.protection")
public record ProtectionSettings(
        @DefaultValue("1024") int places,
        @DefaultValue("90") int ordinaryShare,
        @DefaultValue("75") int readShare,
        @DefaultValue("3") int attempts,
        @DefaultValue("50ms") Duration firstPause) {}
