package opcc.tracker.outcomes.register.api;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Remembers some values for a short time; the oldest go first. */
final class ShortMemory<K, V> {

    private record Kept<V>(V value, Instant until) {}

    private final Clock clock;
    private final Duration time;
    private final Map<K, Kept<V>> kept;

    ShortMemory(Clock clock, Duration time, int most) {
        this.clock = clock;
        this.time = time;
        this.kept = new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<K, Kept<V>> eldest) {
                return size() > most;
            }
        };
    }

    synchronized Optional<V> recall(K key) {
        Kept<V> found = kept.get(key);
        if (found == null) {
            return Optional.empty();
        }
        if (clock.instant().isBefore(found.until())) {
            return Optional.of(found.value());
        }
        kept.remove(key);
        return Optional.empty();
    }

    synchronized void keep(K key, V value) {
        kept.remove(key);
        kept.put(key, new Kept<>(value, clock.instant().plus(time)));
    }
}
