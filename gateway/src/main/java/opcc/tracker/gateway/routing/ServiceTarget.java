package opcc.tracker.gateway.routing;

import com.google.protobuf.DynamicMessage;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import opcc.tracker.gateway.problems.GatewayProblems;
import opcc.tracker.gateway.problems.ProblemException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A service behind the gateway: its channel, and the breaker that leaves it alone while it fails. */
final class ServiceTarget {

    private static final Logger LOG = LoggerFactory.getLogger(ServiceTarget.class);
    private static final long RECONNECT_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final ManagedChannel channel;
    private final CircuitBreaker breaker;
    private final Duration pause;
    private final AtomicLong lastReconnect = new AtomicLong(System.nanoTime());

    ServiceTarget(String name, ManagedChannel channel, GatewaySettings.Breaker settings) {
        this.channel = channel;
        this.pause = settings.pause();
        this.breaker = CircuitBreaker.of(
                name,
                CircuitBreakerConfig.custom()
                        .slidingWindowSize(settings.calls())
                        .minimumNumberOfCalls(settings.calls())
                        .failureRateThreshold(settings.failureRate())
                        .waitDurationInOpenState(settings.pause())
                        .permittedNumberOfCallsInHalfOpenState(3)
                        .build());
        breaker.getEventPublisher()
                .onStateTransition(event -> LOG.warn(
                        "{}: {}",
                        name,
                        switch (event.getStateTransition().getToState()) {
                            case OPEN ->
                                "does not answer; it is left alone for "
                                        + settings.pause().toMillis() + " ms";
                            case HALF_OPEN -> "is tried again";
                            case CLOSED -> "answers again";
                            default -> event.getStateTransition().toString();
                        }));
    }

    /** Calls the service; ends in a problem if the breaker is open, in {@link CallFailedException} if the call fails. */
    Mono<DynamicMessage> call(
            MethodDescriptor<DynamicMessage, DynamicMessage> method,
            CallOptions options,
            Metadata headers,
            DynamicMessage request) {
        return Mono.defer(() -> {
            if (!breaker.tryAcquirePermission()) {
                return Mono.error(new ProblemException(GatewayProblems.serviceUnavailable(pause)));
            }
            long start = System.nanoTime();
            return UnaryCall.of(channel, method, options, headers, request)
                    .doOnSuccess(answer -> breaker.onSuccess(System.nanoTime() - start, TimeUnit.NANOSECONDS))
                    .doOnError(error -> failed(error, System.nanoTime() - start))
                    .doOnCancel(breaker::releasePermission);
        });
    }

    /**
     * Starts a call with a stream. For the breaker it has succeeded with its first answer.
     *
     * @throws ProblemException if the breaker is open
     */
    StreamCall stream(
            MethodDescriptor<DynamicMessage, DynamicMessage> method,
            CallOptions options,
            Metadata headers,
            Flux<DynamicMessage> requests) {
        if (!breaker.tryAcquirePermission()) {
            throw new ProblemException(GatewayProblems.serviceUnavailable(pause));
        }
        long start = System.nanoTime();
        return StreamCall.start(channel, method, options, headers, requests, new StreamCall.Outcome() {
            @Override
            public void answered() {
                breaker.onSuccess(System.nanoTime() - start, TimeUnit.NANOSECONDS);
            }

            @Override
            public void failed(Throwable failure) {
                ServiceTarget.this.failed(failure, System.nanoTime() - start);
            }

            @Override
            public void abandoned() {
                breaker.releasePermission();
            }
        });
    }

    private void failed(Throwable error, long nanos) {
        if (!(error instanceof CallFailedException failure) || !failure.isOutage()) {
            breaker.onSuccess(nanos, TimeUnit.NANOSECONDS);
            return;
        }
        breaker.onError(nanos, TimeUnit.NANOSECONDS, error);
        if (failure.status().getCode() == Status.Code.UNAVAILABLE) {
            reconnectSoon();
        }
    }

    /** gRPC waits up to two minutes between attempts to connect; people should not wait for that once it is back. */
    private void reconnectSoon() {
        long last = lastReconnect.get();
        long now = System.nanoTime();
        if (now - last > RECONNECT_NANOS && lastReconnect.compareAndSet(last, now)) {
            channel.resetConnectBackoff();
        }
    }
}
