package opcc.tracker.gateway.routing;

import com.google.protobuf.DynamicMessage;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.Deadline;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import opcc.tracker.gateway.contracts.Rpc;
import opcc.tracker.gateway.problems.GrpcProblems;
import opcc.tracker.gateway.protection.Guard;
import opcc.tracker.gateway.protection.Guard.Pass;
import opcc.tracker.gateway.protection.Retries;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A service behind the gateway: its channel, the guard before it, and whether it is asked again. */
public final class ServiceTarget {

    private static final long RECONNECT_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final NearChannel channel;
    private final Guard guard;
    private final Retries retries;
    private final Duration usualDeadline;
    private final Function<String, Rpc> rpcs;
    private final AtomicLong lastReconnect = new AtomicLong(System.nanoTime());

    /** @param rpcs the service's RPCs by their names in gRPC, {@code opcc.tracker.v1.FundsService/GetFund} */
    ServiceTarget(
            NearChannel channel, Guard guard, Retries retries, Duration usualDeadline, Function<String, Rpc> rpcs) {
        this.channel = channel;
        this.guard = guard;
        this.retries = retries;
        this.usualDeadline = usualDeadline;
        this.rpcs = rpcs;
    }

    /** Where calls that have been let {@link #enter in} are made. */
    public Channel channel() {
        return channel;
    }

    /** Lets a call that is not a unary one of the JSON side pass, or throws a problem; see {@link Guard#enter}. */
    public Pass enter(Rpc rpc) {
        return guard.enter(rpc.urgency());
    }

    /**
     * Notes how a call ended that was let in. What the service refuses in words of its own, be it that something behind it does
     * not answer, shows that the service does.
     *
     * @param allowed how long the caller was ready to wait; null for ever
     */
    public void ended(Pass pass, Status status, Metadata trailers, @Nullable Duration allowed) {
        if (GrpcProblems.isOfTheService(status, trailers)) {
            pass.answered();
            retries.answered();
            return;
        }
        switch (status.getCode()) {
            case UNAVAILABLE -> {
                pass.failed(status.asException());
                reconnectSoon();
            }
            // Who waits for a moment only learns nothing of the service and must not shut it for the others.
            case DEADLINE_EXCEEDED -> {
                if (allowed == null || allowed.compareTo(usualDeadline.dividedBy(2)) >= 0) {
                    pass.failed(status.asException());
                } else {
                    pass.left();
                }
            }
            case CANCELLED -> pass.left();
            default -> {
                pass.answered();
                retries.answered();
            }
        }
    }

    /**
     * Calls the service; ends in a problem if it is left alone or busy, in {@link CallFailedException} if the call fails.
     * A read is tried again if the service cannot be reached.
     */
    Mono<DynamicMessage> call(
            MethodDescriptor<DynamicMessage, DynamicMessage> method,
            CallOptions options,
            Metadata headers,
            DynamicMessage request) {
        return attempt(rpcs.apply(method.getFullMethodName()), method, options, headers, request, 1);
    }

    private Mono<DynamicMessage> attempt(
            Rpc rpc,
            MethodDescriptor<DynamicMessage, DynamicMessage> method,
            CallOptions options,
            Metadata headers,
            DynamicMessage request,
            int number) {
        Mono<DynamicMessage> once = once(rpc, method, options, headers, request);
        if (!retries.concern(rpc)) {
            return once;
        }
        return once.onErrorResume(
                CallFailedException.class,
                failure -> pause(rpc, failure, options.getDeadline(), number)
                        .map(pause ->
                                Mono.delay(pause).then(attempt(rpc, method, options, headers, request, number + 1)))
                        .orElseGet(() -> Mono.error(failure)));
    }

    /** A service that refuses in words of its own says when to come again, and means it. */
    private Optional<Duration> pause(Rpc rpc, CallFailedException failure, @Nullable Deadline deadline, int number) {
        return GrpcProblems.isOfTheService(failure.status(), failure.trailers())
                ? Optional.empty()
                : retries.pause(rpc, failure.status().getCode(), deadline, number);
    }

    private Mono<DynamicMessage> once(
            Rpc rpc,
            MethodDescriptor<DynamicMessage, DynamicMessage> method,
            CallOptions options,
            Metadata headers,
            DynamicMessage request) {
        // A call writes into its headers, and a read may be called again.
        Metadata own = new Metadata();
        own.merge(headers);
        return UnaryCall.of(
                channel, method, options, own, request, () -> outcome(enter(rpc), allowed(options.getDeadline())));
    }

    /**
     * Starts a call with a stream, which keeps its place until it ends.
     *
     * @throws opcc.tracker.gateway.problems.ProblemException if the service is left alone or busy
     */
    StreamCall stream(
            MethodDescriptor<DynamicMessage, DynamicMessage> method,
            CallOptions options,
            Metadata headers,
            Flux<DynamicMessage> requests) {
        Pass pass = enter(rpcs.apply(method.getFullMethodName()));
        Duration allowed = allowed(options.getDeadline());
        return StreamCall.start(channel, method, options, headers, requests, outcome(pass, allowed));
    }

    private CallOutcome outcome(Pass pass, @Nullable Duration allowed) {
        return new CallOutcome() {
            @Override
            public void begun() {
                pass.answers();
            }

            @Override
            public void answered() {
                ended(pass, Status.OK, new Metadata(), allowed);
            }

            @Override
            public void failed(Throwable failure) {
                if (failure instanceof CallFailedException call) {
                    ended(pass, call.status(), call.trailers(), allowed);
                } else {
                    ended(pass, Status.UNKNOWN, new Metadata(), allowed);
                }
            }

            @Override
            public void abandoned() {
                pass.left();
            }
        };
    }

    private static @Nullable Duration allowed(@Nullable Deadline deadline) {
        return deadline == null ? null : Duration.ofNanos(deadline.timeRemaining(TimeUnit.NANOSECONDS));
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
