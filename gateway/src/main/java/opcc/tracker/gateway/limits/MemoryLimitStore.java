package opcc.tracker.gateway.limits;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import reactor.core.publisher.Mono;

/** Counts in this process alone: with several replicas everybody may ask that many times as often. */
final class MemoryLimitStore implements LimitStore {

    /** Past this many callers, those whose requests are all free again are forgotten. */
    private static final int MANY = 10_000;

    private final LongSupplier micros;
    private final Map<String, Long> freeAt = new ConcurrentHashMap<>();

    /** @param micros a clock that never goes back, in microseconds */
    MemoryLimitStore(LongSupplier micros) {
        this.micros = micros;
    }

    @Override
    public Mono<Taken> take(String key, Limit limit) {
        return Mono.just(takeNow(key, limit));
    }

    Taken takeNow(String key, Limit limit) {
        long now = micros.getAsLong();
        if (freeAt.size() > MANY) {
            freeAt.values().removeIf(free -> free <= now);
        }
        long[] refusedAt = {Long.MIN_VALUE};
        long after = freeAt.compute(key, (same, before) -> {
            long free = Math.max(before == null ? now : before, now);
            long next = free + limit.stepMicros();
            if (next - now > limit.perMicros()) {
                refusedAt[0] = free;
                return free;
            }
            return next;
        });
        return refusedAt[0] == Long.MIN_VALUE
                ? Taken.granted(limit, now, after)
                : Taken.refused(limit, now, refusedAt[0]);
    }

    int size() {
        return freeAt.size();
    }
}
