package opcc.tracker.bench;

import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import opcc.tracker.kit.authentication.AuthenticationInterceptor;
import opcc.tracker.kit.idempotency.CommandInterceptor;
import opcc.tracker.v1.BatchCreateOutcomesRequest;
import opcc.tracker.v1.OutcomesServiceGrpc;

/** Batches of outcomes, reported over sockets with a token and an idempotency key, as the gateway does. */
final class BatchCalls implements Intake, AutoCloseable {

    private static final int CHANNELS = 4;
    private static final int DIFFERENT = 16;
    private static final long SEED = 4;

    private final LongAdder refused = new LongAdder();
    private final List<ManagedChannel> channels;
    private final Metadata token = new Metadata();
    private final SampleOutcomes samples;
    private final Map<Integer, List<BatchCreateOutcomesRequest>> batches = new HashMap<>();

    BatchCalls(int port, String token) {
        this(port, token, "2026-27 Q1");
    }

    BatchCalls(int port, String token, String quarter) {
        this.samples = new SampleOutcomes(SEED, quarter, 60);
        this.channels = IntStream.range(0, CHANNELS)
                .mapToObj(i -> NettyChannelBuilder.forAddress("127.0.0.1", port)
                        .usePlaintext()
                        .build())
                .toList();
        this.token.put(AuthenticationInterceptor.AUTHORIZATION, "Bearer " + token);
    }

    @Override
    public double run(int size, int callers, long millis) throws InterruptedException {
        List<BatchCreateOutcomesRequest> some = batches.computeIfAbsent(
                size,
                any -> IntStream.range(0, DIFFERENT)
                        .mapToObj(i -> samples.batch(size))
                        .toList());
        return Window.perSecond(callers, millis, random -> report(some.get(random % DIFFERENT), random));
    }

    /** Reports so many batches of people whom nobody has reported before, by so many callers at once. */
    void report(int size, int batches, int callers) throws InterruptedException, ExecutionException {
        Semaphore free = new Semaphore(callers);
        try (ExecutorService reporters = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> reported = new ArrayList<>();
            for (int i = 0; i < batches; i++) {
                free.acquire();
                BatchCreateOutcomesRequest batch = samples.batch(size);
                int channel = i;
                reported.add(reporters.submit(() -> {
                    try {
                        while (report(batch, channel) == 0) {
                            Thread.onSpinWait();
                        }
                    } finally {
                        free.release();
                    }
                }));
            }
            for (Future<?> each : reported) {
                each.get();
            }
        }
    }

    private int report(BatchCreateOutcomesRequest batch, int random) {
        Metadata headers = new Metadata();
        headers.merge(token);
        headers.put(CommandInterceptor.IDEMPOTENCY_KEY, UUID.randomUUID().toString());
        try {
            return OutcomesServiceGrpc.newBlockingStub(channels.get(random % CHANNELS))
                    .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers))
                    .withDeadlineAfter(60, TimeUnit.SECONDS)
                    .batchCreateOutcomes(batch)
                    .getCreatedCount();
        } catch (StatusRuntimeException e) {
            if (e.getStatus().getCode() != Status.Code.UNAVAILABLE) {
                throw e;
            }
            refused.increment();
            return 0;
        }
    }

    /** How many calls were answered UNAVAILABLE, because something was waited for too long; none of them is counted. */
    long refused() {
        return refused.sum();
    }

    @Override
    public void close() {
        channels.forEach(ManagedChannel::shutdownNow);
    }
}
