package opcc.tracker.gateway.stage;

import com.google.protobuf.Any;
import com.google.protobuf.Message;
import com.google.rpc.Code;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import opcc.tracker.v1.CreateDrawRequest;
import opcc.tracker.v1.Draw;
import opcc.tracker.v1.Fund;
import opcc.tracker.v1.FundsServiceGrpc;
import opcc.tracker.v1.GetFundRequest;

/**
 * A funds-service that fails as it is told to. WireMock's gRPC extension cannot send {@code grpc-status-details-bin}, so
 * what hangs on error details is played by this one.
 */
public final class ScriptedService extends FundsServiceGrpc.FundsServiceImplBase implements AutoCloseable {

    private final AtomicReference<StatusRuntimeException> failure = new AtomicReference<>();
    private final AtomicReference<Metadata> lastHeaders = new AtomicReference<>(new Metadata());
    private final AtomicBoolean hanging = new AtomicBoolean();
    private final AtomicBoolean asked = new AtomicBoolean();
    private final AtomicBoolean callerGone = new AtomicBoolean();
    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger calls = new AtomicInteger();
    private final Server server;

    public ScriptedService() {
        this(0);
    }

    public ScriptedService(int port) {
        try {
            server = NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", port))
                    .addService(this)
                    .intercept(new ServerInterceptor() {
                        @Override
                        public <Q, A> ServerCall.Listener<Q> interceptCall(
                                ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
                            lastHeaders.set(headers);
                            calls.incrementAndGet();
                            return next.startCall(call, headers);
                        }
                    })
                    .build()
                    .start();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    public int port() {
        return server.getPort();
    }

    public String address() {
        return "127.0.0.1:" + port();
    }

    public String lastHeader(String name) {
        return lastHeaders.get().get(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER));
    }

    public int timesAsked() {
        return calls.get();
    }

    public void succeeds() {
        failure.set(null);
        hanging.set(false);
    }

    public void failsWith(Status status) {
        failure.set(status.asRuntimeException());
    }

    public void failsWith(Code code, String message, Message... details) {
        com.google.rpc.Status.Builder status =
                com.google.rpc.Status.newBuilder().setCode(code.getNumber()).setMessage(message);
        for (Message detail : details) {
            status.addDetails(Any.pack(detail));
        }
        failure.set(StatusProto.toStatusRuntimeException(status.build()));
    }

    @Override
    public void getFund(GetFundRequest request, StreamObserver<Fund> answer) {
        if (hanging.get()) {
            ((ServerCallStreamObserver<Fund>) answer).setOnCancelHandler(() -> callerGone.set(true));
            waiting.add(
                    () -> answer(Fund.newBuilder().setName(request.getName()).build(), answer));
            asked.set(true);
            return;
        }
        answer(Fund.newBuilder().setName(request.getName()).build(), answer);
    }

    @Override
    public void createDraw(CreateDrawRequest request, StreamObserver<Draw> answer) {
        answer(request.getDraw(), answer);
    }

    /** From now on answers to GetFund wait until the caller goes. */
    public void hangs() {
        hanging.set(true);
    }

    /** Answers the calls that wait. */
    public void answersThoseThatHang() {
        for (Runnable each = waiting.poll(); each != null; each = waiting.poll()) {
            each.run();
        }
    }

    /** Whether a call hangs. */
    public boolean isAsked() {
        return asked.get();
    }

    public boolean sawItsCallerGo() {
        return callerGone.get();
    }

    private <A> void answer(A value, StreamObserver<A> answer) {
        StatusRuntimeException failed = failure.get();
        if (failed != null) {
            answer.onError(failed);
        } else {
            answer.onNext(value);
            answer.onCompleted();
        }
    }

    @Override
    public void close() {
        server.shutdownNow();
        try {
            server.awaitTermination();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
