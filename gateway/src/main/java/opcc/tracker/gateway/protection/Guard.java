package opcc.tracker.gateway.protection;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import opcc.tracker.gateway.contracts.Urgency;
import opcc.tracker.gateway.problems.GatewayProblems;
import opcc.tracker.gateway.problems.ProblemException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands before a gRPC service. Each urgency has a breaker of its own: lists that do not answer must not open the one
 * that approvals pass.
 */
public final class Guard {

    private static final Logger LOG = LoggerFactory.getLogger(Guard.class);
    private static final Duration SOON = Duration.ofSeconds(1);

    private final Places places;
    private final Duration pause;
    private final Map<Urgency, CircuitBreaker> breakers = new EnumMap<>(Urgency.class);

    /**
     * A guard before the service {@code name}.
     *
     * @param calls how many calls its breakers look at
     * @param failureRate the percentage of them that may fail
     * @param pause how long no call is tried then
     */
    public Guard(String name, Places places, int calls, float failureRate, Duration pause) {
        this.places = places;
        this.pause = pause;
        for (Urgency urgency : Urgency.values()) {
            breakers.put(urgency, breaker(name + " " + urgency, calls, failureRate, pause));
        }
    }

    private static CircuitBreaker breaker(String name, int calls, float failureRate, Duration pause) {
        CircuitBreaker breaker = CircuitBreaker.of(
                name,
                CircuitBreakerConfig.custom()
                        .slidingWindowSize(calls)
                        .minimumNumberOfCalls(calls)
                        .failureRateThreshold(failureRate)
                        .waitDurationInOpenState(pause)
                        .permittedNumberOfCallsInHalfOpenState(3)
                        .build());
        breaker.getEventPublisher()
                .onStateTransition(event -> LOG.warn(
                        "{}: {}",
                        name,
                        switch (event.getStateTransition().getToState()) {
                            case OPEN -> "does not answer; it is left alone for " + pause.toMillis() + " ms";
                            case HALF_OPEN -> "is tried again";
                            case CLOSED -> "answers again";
                            default -> event.getStateTransition().toString();
                        }));
        return breaker;
    }

    /**
     * Lets a call pass, or says at once why not.
     *
     * @throws ProblemException if the service is left alone for now or has no place for a call of this urgency
     */
    public Pass enter(Urgency urgency) {
        CircuitBreaker breaker = breakers.get(urgency);
        if (breaker == null || !breaker.tryAcquirePermission()) {
            throw new ProblemException(GatewayProblems.serviceUnavailable(pause));
        }
        if (!places.take(urgency)) {
            breaker.releasePermission();
            throw new ProblemException(GatewayProblems.serviceBusy(SOON));
        }
        return new Pass(breaker, urgency);
    }

    /**
     * A call under way. What is told of it first counts with the breaker: a stream has shown by its first answer that the
     * service is there, and may then last. The first of its ends gives its place back.
     */
    public final class Pass {

        private final CircuitBreaker breaker;
        private final Urgency urgency;
        private final long start = System.nanoTime();
        private final AtomicBoolean told = new AtomicBoolean();
        private final AtomicBoolean ended = new AtomicBoolean();

        private Pass(CircuitBreaker breaker, Urgency urgency) {
            this.breaker = breaker;
            this.urgency = urgency;
        }

        /** The service has begun to answer, and may go on. */
        public void answers() {
            if (told.compareAndSet(false, true)) {
                breaker.onSuccess(System.nanoTime() - start, TimeUnit.NANOSECONDS);
            }
        }

        /** The service answered, be it with a refusal. */
        public void answered() {
            answers();
            end();
        }

        /** The service could not be reached or did not answer in time. */
        public void failed(Throwable error) {
            if (told.compareAndSet(false, true)) {
                breaker.onError(System.nanoTime() - start, TimeUnit.NANOSECONDS, error);
            }
            end();
        }

        /** The caller went, or waited too short a time to tell anything. */
        public void left() {
            if (told.compareAndSet(false, true)) {
                breaker.releasePermission();
            }
            end();
        }

        private void end() {
            if (ended.compareAndSet(false, true)) {
                places.giveBack(urgency);
            }
        }
    }
}
