package opcc.tracker.gateway.stage;

import io.grpc.Context;
import io.grpc.Deadline;
import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import opcc.tracker.v1.OutcomeFault;
import opcc.tracker.v1.OutcomeStreamServiceGrpc;
import opcc.tracker.v1.StreamOutcomesRequest;
import opcc.tracker.v1.StreamOutcomesResponse;

/** An outcomes-service whose stream answers each batch with its number, or sends as much as its caller takes. */
public final class ScriptedStreams extends OutcomeStreamServiceGrpc.OutcomeStreamServiceImplBase
        implements AutoCloseable {

    private static final String TEN_KILOBYTES = "x".repeat(10_000);

    private final AtomicBoolean flooding = new AtomicBoolean();
    private final AtomicBoolean callerGone = new AtomicBoolean();
    private final AtomicInteger sent = new AtomicInteger();
    private final AtomicLong millisLeft = new AtomicLong(-1);
    private final Server server;

    public ScriptedStreams() {
        try {
            server = NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", 0))
                    .addService(this)
                    .build()
                    .start();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    public String address() {
        return "127.0.0.1:" + server.getPort();
    }

    /** From now on a stream begins with {@code 10 kB} answers without end, as fast as they are taken. */
    public void floods(boolean floods) {
        flooding.set(floods);
    }

    public boolean sawItsCallerGo() {
        return callerGone.get();
    }

    public int sent() {
        return sent.get();
    }

    /** How long the last stream was allowed to take when it came; -1 for ever. */
    public long millisLeft() {
        return millisLeft.get();
    }

    @Override
    public StreamObserver<StreamOutcomesRequest> streamOutcomes(StreamObserver<StreamOutcomesResponse> answers) {
        Deadline deadline = Context.current().getDeadline();
        millisLeft.set(deadline == null ? -1 : deadline.timeRemaining(TimeUnit.MILLISECONDS));
        ServerCallStreamObserver<StreamOutcomesResponse> out =
                (ServerCallStreamObserver<StreamOutcomesResponse>) answers;
        callerGone.set(false);
        sent.set(0);
        out.setOnCancelHandler(() -> callerGone.set(true));
        if (flooding.get()) {
            StreamOutcomesResponse large = StreamOutcomesResponse.newBuilder()
                    .addFaults(OutcomeFault.newBuilder().setReason(TEN_KILOBYTES))
                    .build();
            out.setOnReadyHandler(() -> {
                while (out.isReady()) {
                    out.onNext(
                            large.toBuilder().setNumber(sent.incrementAndGet()).build());
                }
            });
        }
        return new StreamObserver<>() {
            @Override
            public void onNext(StreamOutcomesRequest batch) {
                out.onNext(StreamOutcomesResponse.newBuilder()
                        .setNumber(batch.getNumber())
                        .build());
            }

            @Override
            public void onError(Throwable gone) {}

            @Override
            public void onCompleted() {
                out.onCompleted();
            }
        };
    }

    @Override
    public void close() {
        server.shutdownNow();
    }
}
