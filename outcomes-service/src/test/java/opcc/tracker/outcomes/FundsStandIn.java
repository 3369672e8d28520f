package opcc.tracker.outcomes;

import io.grpc.Context;
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
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import opcc.tracker.kit.authentication.AuthenticationInterceptor;
import opcc.tracker.v1.GetSpendRequest;
import opcc.tracker.v1.SpendReport;
import opcc.tracker.v1.SpendRow;
import opcc.tracker.v1.SpendServiceGrpc;
import org.jspecify.annotations.Nullable;

/** Stands in for funds-service over a real socket: it spent what it is told, notes who asked, and fails as it is told to. */
final class FundsStandIn extends SpendServiceGrpc.SpendServiceImplBase implements AutoCloseable {

    private static final Context.Key<String> AUTHORIZATION = Context.key("authorization");

    /** A question and the authorisation header that came with it. */
    record Asked(String authorization, GetSpendRequest request) {}

    private final SpendReport.Builder report = SpendReport.newBuilder();
    private final Queue<Status> failures = new ArrayDeque<>();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final Server server;
    private volatile boolean silent;

    FundsStandIn() {
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

    void spent(String month, long netPence) {
        report.addRows(SpendRow.newBuilder().setMonth(month).setNetSpentPence(netPence));
    }

    synchronized void failsWith(Status status, int times) {
        for (int i = 0; i < times; i++) {
            failures.add(status);
        }
    }

    void fallsSilent() {
        silent = true;
    }

    List<Asked> asked() {
        return asked;
    }

    @Override
    public void getSpend(GetSpendRequest request, StreamObserver<SpendReport> observer) {
        asked.add(new Asked(Objects.requireNonNullElse(AUTHORIZATION.get(), ""), request));
        Status failure = nextFailure();
        if (silent) {
            return;
        }
        if (failure != null) {
            observer.onError(failure.asRuntimeException());
        } else {
            observer.onNext(report.build());
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

    private static final class Noting implements ServerInterceptor {
        @Override
        public <Q, R> ServerCall.Listener<Q> interceptCall(
                ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
            Context context =
                    Context.current().withValue(AUTHORIZATION, headers.get(AuthenticationInterceptor.AUTHORIZATION));
            return io.grpc.Contexts.interceptCall(context, call, headers, next);
        }
    }
}
