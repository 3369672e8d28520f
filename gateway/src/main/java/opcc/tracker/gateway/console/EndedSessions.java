package opcc.tracker.gateway.console;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The sessions that ended before their cookies did, for as long as a cookie may last. Each gateway remembers what it was
 * told: with replicas the others find out when they ask for the next access token.
 */
final class EndedSessions {

    private static final int MOST = 100_000;

    private final Duration kept;
    private final Clock clock;
    private final Map<String, Instant> ended = new LinkedHashMap<>();

    EndedSessions(Duration kept, Clock clock) {
        this.kept = kept;
        this.clock = clock;
    }

    /** From now on the session of this name, or all of whoever has it as their subject, is over. */
    synchronized void add(String name) {
        Instant now = clock.instant();
        ended.values().removeIf(at -> at.plus(kept).isBefore(now));
        if (ended.size() >= MOST) {
            ended.remove(ended.keySet().iterator().next());
        }
        ended.put(name, now);
    }

    synchronized boolean contains(String name) {
        return ended.containsKey(name);
    }
}
