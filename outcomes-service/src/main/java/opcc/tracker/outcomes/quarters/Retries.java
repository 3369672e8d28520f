package opcc.tracker.outcomes.quarters;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** When work that failed is tried again: after two seconds at first, then after twice as long each time, up to a minute. */
final class Retries {

    private static final Duration FIRST = Duration.ofSeconds(2);
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private record Pause(Duration length, Instant until) {}

    private final Map<String, Pause> pauses = new ConcurrentHashMap<>();

    /** It failed now. */
    void failed(String work, Instant now) {
        pauses.compute(work, (same, before) -> {
            Duration length = before == null ? FIRST : before.length().multipliedBy(2);
            Duration pause = length.compareTo(LONGEST) > 0 ? LONGEST : length;
            return new Pause(pause, now.plus(pause));
        });
    }

    /** It is done. */
    void done(String work) {
        pauses.remove(work);
    }

    /** Whether it may be tried now. */
    boolean due(String work, Instant now) {
        Pause pause = pauses.get(work);
        return pause == null || !now.isBefore(pause.until());
    }
}
