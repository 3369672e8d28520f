package opcc.tracker.gateway.replicas;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How replicas know of each other.
 *
 * @param mongodbUri of the database that they share; empty: each knows what it saw itself
 * @param patience how long an answer may take that a request waits for
 * @param listenEvery how often a replica asks what the others have noted
 */
@ConfigurationProperties("tracker.gateway.replicas")
public record ReplicaSettings(
        @DefaultValue("") String mongodbUri,
        @DefaultValue("1s") Duration patience,
        @DefaultValue("1s") Duration listenEvery) {}
