package opcc.tracker.outcomes.calls.api;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import io.grpc.Context;
import io.grpc.Deadline;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Calls another service again while it is unavailable, three times in all with growing pauses of random length, and not at
 * all for five seconds when half of the last calls failed. Reading is safe to repeat.
 */
public final class CallGuard {

    private static final Set<Code> ANSWERS =
            Set.of(Code.NOT_FOUND, Code.PERMISSION_DENIED, Code.UNAUTHENTICATED, Code.INVALID_ARGUMENT, Code.CANCELLED);

    private final CircuitBreaker breaker;
    private final Retry retry;

    /** Guards the calls to the service of this name. */
    public CallGuard(String service) {
        this.breaker = CircuitBreaker.of(
                service,
                CircuitBreakerConfig.custom()
                        .slidingWindowSize(20)
                        .minimumNumberOfCalls(10)
                        .failureRateThreshold(50)
                        .waitDurationInOpenState(Duration.ofSeconds(5))
                        .permittedNumberOfCallsInHalfOpenState(3)
                        .ignoreException(e -> callerHasLeft()
                                || codeOf(e).filter(ANSWERS::contains).isPresent())
                        .build());

        this.retry = Retry.of(
                service,
                RetryConfig.custom()
                        .maxAttempts(3)
                        .intervalFunction(IntervalFunction.ofExponentialRandomBackoff(Duration.ofMillis(50), 2.0, 0.5))
                        .retryOnException(
                                e -> codeOf(e).filter(Code.UNAVAILABLE::equals).isPresent())
                        .build());
    }

    /** Whether the service answered with this code, if not what was hoped for. */
    public static boolean isAnswer(Code code) {
        return ANSWERS.contains(code);
    }

    /**
     * What the call answers.
     *
     * @throws StatusRuntimeException if it fails after all
     * @throws io.github.resilience4j.circuitbreaker.CallNotPermittedException if the service is left alone
     */
    public <T> T call(Supplier<T> call) {
        return Retry.decorateSupplier(retry, CircuitBreaker.decorateSupplier(breaker, call))
                .get();
    }

    /** A caller who waits for a moment only must not make the service look sick to the others. */
    private static boolean callerHasLeft() {
        Context call = Context.current();
        Deadline deadline = call.getDeadline();
        return call.isCancelled() || (deadline != null && deadline.isExpired());
    }

    private static Optional<Code> codeOf(Throwable e) {
        return e instanceof StatusRuntimeException status
                ? Optional.of(status.getStatus().getCode())
                : Optional.empty();
    }
}
