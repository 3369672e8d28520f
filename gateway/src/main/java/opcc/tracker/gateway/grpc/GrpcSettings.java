package opcc.tracker.gateway.grpc;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How native gRPC is served.
 *
 * @param reflection who may ask what services there are
 * @param streamDeadline how long a stream may last
 * @param callsPerConnection how many calls a connection may have under way
 * @param idle how long a connection without calls is kept
 */
@ConfigurationProperties("tracker.gateway.grpc")
public record GrpcSettings(
        @DefaultValue("ADMINISTRATOR") Reflection reflection,
        @DefaultValue("30m") Duration streamDeadline,
        @DefaultValue("100") int callsPerConnection,
        @DefaultValue("5m") Duration idle) {

    /** Who may use server reflection. */
    public enum Reflection {
        /** Whoever holds the role {@code administrator}. */
        ADMINISTRATOR,
        /** Everybody, without a token: for the local stack. */
        EVERYBODY
    }
}
