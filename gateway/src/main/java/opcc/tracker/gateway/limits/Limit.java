package opcc.tracker.gateway.limits;

import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How often something may be asked: {@code requests} at once, and as many again evenly spread over each {@code per}.
 *
 * @param requests how many; 0 for no limit
 * @param per in which time
 */
public record Limit(
        @DefaultValue("0") int requests, @DefaultValue("1m") Duration per) {

    /** Refuses what cannot be meant. */
    public Limit {
        if (requests < 0 || per.compareTo(Duration.ofMillis(10)) < 0) {
            throw new IllegalArgumentException("A limit is 0 or more requests in 10 ms or more");
        }
    }

    /** Whether it limits anything. */
    boolean isSet() {
        return requests > 0;
    }

    /** How long it takes until one more request is free, in microseconds. */
    long stepMicros() {
        return Math.max(1, perMicros() / requests);
    }

    /** The time in which all requests are free again, in microseconds. */
    long perMicros() {
        return per.toNanos() / 1_000;
    }

    /** How many requests a second it allows in the long run; none is more than any. */
    double perSecond() {
        return isSet() ? requests * 1_000.0 / per.toMillis() : Double.POSITIVE_INFINITY;
    }
}
