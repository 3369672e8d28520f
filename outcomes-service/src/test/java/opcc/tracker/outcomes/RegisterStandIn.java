package opcc.tracker.outcomes;

import io.grpc.Context;
import io.grpc.Deadline;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import opcc.tracker.kit.authentication.AuthenticationInterceptor;
import opcc.tracker.v1.GetServiceRequest;
import opcc.tracker.v1.ProvidersServiceGrpc;
import opcc.tracker.v1.Service;
import org.jspecify.annotations.Nullable;

/**
 * Stands in for providers-service over a real socket: it knows the services that it is told, notes who asked, and fails
 * as often as it is told to. A server of grpc-java's own, since WireMock's gRPC extension needs a Jetty that Spring Boot
 * has left behind (docs/decisions/0044).
 */
final class RegisterStandIn extends ProvidersServiceGrpc.ProvidersServiceImplBase implements AutoCloseable {

    /** Authorisation header and, in milliseconds, the time left of a call. */
    record Asked(@Nullable String authorization, long millisLeft) {}

    private final Map<String, Service> services = new ConcurrentHashMap<>();
    private final Queue<Status> failures = new ArrayDeque<>();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final Server server;
    private volatile boolean silent;

    RegisterStandIn() {
        server = NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", 0))
                .addService(this)
                .intercept(new Noting())
                .build();
        try {
            server.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String address() {
        return "127.0.0.1:" + server.getPort();
    }

    void holds(Service service) {
        services.put(service.getName(), service);
    }

    synchronized void failsWith(Status status, int times) {
        for (int i = 0; i < times; i++) {
            failures.add(status);
        }
    }

    void fallsSilent() {
        silent = true;
    }

    void speaksAgain() {
        silent = false;
    }

    List<Asked> asked() {
        return asked;
    }

    @Override
    public void getService(GetServiceRequest request, StreamObserver<Service> observer) {
        Status failure = nextFailure();
        Service service = services.get(request.getName());
        if (silent) {
            return;
        }
        if (failure != null) {
            observer.onError(failure.asRuntimeException());
        } else if (service == null) {
            observer.onError(Status.NOT_FOUND.asRuntimeException());
        } else {
            observer.onNext(service);
            observer.onCompleted();
        }
    }

    private synchronized @Nullable Status nextFailure() {
        return failures.poll();
    }

    @Override
    public void close() {
        server.shutdownNow();
    }

    private final class Noting implements ServerInterceptor {
        @Override
        public <Q, R> ServerCall.Listener<Q> interceptCall(
                ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
            Deadline deadline = Context.current().getDeadline();
            asked.add(new Asked(
                    headers.get(AuthenticationInterceptor.AUTHORIZATION),
                    deadline == null ? Long.MAX_VALUE : deadline.timeRemaining(TimeUnit.MILLISECONDS)));
            return next.startCall(call, headers);
        }
    }
}
