package opcc.tracker.gateway.routing;

import java.time.Duration;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How the gateway reaches the services.
 *
 * @param targets the address, {@code host:port}, of each gRPC service by its simple name
 * @param deadline how long a call may take
 * @param streamDeadline how long a call with a stream may take
 * @param bodyLimit the largest body
 * @param bodyTimeout how long a body may take to arrive
 * @param breaker when a service that fails is left alone
 */
@ConfigurationProperties("tracker.gateway")
public record GatewaySettings(
        @DefaultValue Map<String, String> targets,
        @DefaultValue("10s") Duration deadline,
        @DefaultValue("15m") Duration streamDeadline,
        @DefaultValue("1MB") DataSize bodyLimit,
        @DefaultValue("15s") Duration bodyTimeout,
        @DefaultValue Breaker breaker) {

    /**
     * When calls to a service are no longer tried.
     *
     * @param calls how many calls are looked at
     * @param failureRate the percentage of them that may fail
     * @param pause how long no call is tried
     */
    public record Breaker(
            @DefaultValue("20") int calls,
            @DefaultValue("50") float failureRate,
            @DefaultValue("2s") Duration pause) {}
}
