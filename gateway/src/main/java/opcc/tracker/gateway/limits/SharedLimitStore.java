package opcc.tracker.gateway.limits;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** Counts in a store that replicas share; in memory while that does not answer, which the log says once. */
final class SharedLimitStore implements LimitStore {

    private static final Logger LOG = LoggerFactory.getLogger(SharedLimitStore.class);

    private final LimitStore shared;
    private final LimitStore memory;
    private final Duration patience;
    private final long pauseMicros;
    private final LongSupplier micros;
    private final AtomicBoolean away = new AtomicBoolean();
    private volatile long askAgainAt;

    /**
     * Both stores together.
     *
     * @param patience how long an answer of the shared store may take
     * @param pause how long it is left alone after it did not answer
     */
    SharedLimitStore(LimitStore shared, LimitStore memory, Duration patience, Duration pause, LongSupplier micros) {
        this.shared = shared;
        this.memory = memory;
        this.patience = patience;
        this.pauseMicros = pause.toNanos() / 1_000;
        this.micros = micros;
    }

    @Override
    public Mono<Taken> take(String key, Limit limit) {
        if (away.get() && micros.getAsLong() < askAgainAt) {
            return memory.take(key, limit);
        }
        return shared.take(key, limit)
                .timeout(patience)
                .doOnNext(answer -> {
                    if (away.compareAndSet(true, false)) {
                        LOG.info("Rate limits are counted for all replicas together again");
                    }
                })
                .onErrorResume(failure -> {
                    askAgainAt = micros.getAsLong() + pauseMicros;
                    if (away.compareAndSet(false, true)) {
                        LOG.warn(
                                "The store of rate limits does not answer ({}); until it does, each replica counts for"
                                        + " itself",
                                failure.getClass().getSimpleName());
                    }
                    return memory.take(key, limit);
                });
    }
}
