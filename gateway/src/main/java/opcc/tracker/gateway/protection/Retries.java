package opcc.tracker.gateway.protection;

import io.github.resilience4j.core.IntervalFunction;
import io.grpc.Deadline;
import io.grpc.Status;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import opcc.tracker.gateway.contracts.Rpc;
import org.jspecify.annotations.Nullable;

/**
 * Whether a failed call is tried again: only a read, only if the service could not be reached, only within the deadline
 * and only as long as there is a budget. A retry costs one of it and an answer brings a tenth back, so that a service
 * that is down is asked at most a tenth more than usual.
 */
public final class Retries {

    private static final int TENTHS_OF_ONE = 10;
    private static final int FULL = 10 * TENTHS_OF_ONE;

    private final int attempts;
    private final IntervalFunction pauses;
    private final AtomicInteger budget = new AtomicInteger(FULL);

    /** With a full budget. */
    public Retries(ProtectionSettings settings) {
        this.attempts = settings.attempts();
        this.pauses = IntervalFunction.ofExponentialRandomBackoff(settings.firstPause(), 2, 0.5);
    }

    /** Whether its calls may be tried again at all. */
    public boolean concern(Rpc rpc) {
        return rpc.isRead();
    }

    /**
     * How long to wait before the next attempt; empty if there is to be none.
     *
     * @param attempt the number of the attempt that failed, from 1 on
     */
    public Optional<Duration> pause(Rpc rpc, Status.Code failure, @Nullable Deadline deadline, int attempt) {
        if (!concern(rpc) || failure != Status.Code.UNAVAILABLE || attempt >= attempts) {
            return Optional.empty();
        }
        long millis = pauses.apply(attempt);
        // With as much time again for the answer.
        if (deadline != null && deadline.timeRemaining(TimeUnit.MILLISECONDS) < 2 * millis) {
            return Optional.empty();
        }
        return spend() ? Optional.of(Duration.ofMillis(millis)) : Optional.empty();
    }

    /** The service answered. */
    public void answered() {
        if (budget.get() < FULL) {
            budget.updateAndGet(tenths -> Math.min(FULL, tenths + 1));
        }
    }

    private boolean spend() {
        int before = budget.getAndUpdate(tenths -> tenths >= TENTHS_OF_ONE ? tenths - TENTHS_OF_ONE : tenths);
        return before >= TENTHS_OF_ONE;
    }
}
