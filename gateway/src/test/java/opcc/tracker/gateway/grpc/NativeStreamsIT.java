package opcc.tracker.gateway.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import opcc.tracker.gateway.stage.GatewayUnderTest;
import opcc.tracker.gateway.stage.KeyServerDouble;
import opcc.tracker.gateway.stage.Realm;
import opcc.tracker.gateway.stage.ScriptedStreams;
import opcc.tracker.v1.OutcomeStreamServiceGrpc;
import opcc.tracker.v1.StreamOutcomesRequest;
import opcc.tracker.v1.StreamOutcomesResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A native gRPC stream through the gateway's port")
class NativeStreamsIT {

    private static final Realm REALM = new Realm();
    private static final int MESSAGES = 10_000;
    private static KeyServerDouble keys;
    private static ScriptedStreams outcomes;
    private static GatewayUnderTest gateway;
    private static ManagedChannel channel;

    @BeforeAll
    static void start() {
        keys = new KeyServerDouble();
        keys.gives(REALM);
        outcomes = new ScriptedStreams();
        gateway = GatewayUnderTest.start(
                keys.uri(), "tracker.gateway.targets.OutcomeStreamService=" + outcomes.address());
        channel = NettyChannelBuilder.forAddress("127.0.0.1", gateway.port())
                .usePlaintext()
                .build();
    }

    @AfterAll
    static void stop() {
        channel.shutdownNow();
        gateway.close();
        outcomes.close();
        keys.close();
    }

    @BeforeEach
    void mend() {
        outcomes.floods(false);
    }

    private static Metadata token(String... roles) {
        Metadata headers = new Metadata();
        headers.put(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer " + REALM.token(roles));
        return headers;
    }

    private static OutcomeStreamServiceGrpc.OutcomeStreamServiceStub stream(String... roles) {
        return OutcomeStreamServiceGrpc.newStub(channel)
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(token(roles)));
    }

    private static StreamOutcomesRequest batch(int number) {
        return StreamOutcomesRequest.newBuilder().setNumber(number).build();
    }

    /** Counts answers, in order, and asks for the next ones itself. */
    private static final class Reader implements ClientResponseObserver<StreamOutcomesRequest, StreamOutcomesResponse> {

        final AtomicInteger seen = new AtomicInteger();
        final CompletableFuture<Integer> end = new CompletableFuture<>();
        ClientCallStreamObserver<StreamOutcomesRequest> call;

        @Override
        public void beforeStart(ClientCallStreamObserver<StreamOutcomesRequest> started) {
            call = started;
            started.disableAutoRequestWithInitial(0);
        }

        @Override
        public void onNext(StreamOutcomesResponse answer) {
            if (answer.getNumber() != seen.incrementAndGet()) {
                end.completeExceptionally(new AssertionError("out of order: " + answer.getNumber()));
            }
            call.request(1);
        }

        @Override
        public void onError(Throwable failure) {
            end.completeExceptionally(failure);
        }

        @Override
        public void onCompleted() {
            end.complete(seen.get());
        }

        Status.Code refusal() throws Exception {
            try {
                end.get(10, TimeUnit.SECONDS);
                return Status.Code.OK;
            } catch (ExecutionException e) {
                return Status.fromThrowable(e.getCause()).getCode();
            }
        }
    }

    @Test
    void carries_ten_thousand_messages_each_way_in_order_without_growing() throws Exception {
        long before = heap();
        Reader reader = new Reader();
        StreamObserver<StreamOutcomesRequest> batches = stream("provider").streamOutcomes(reader);
        reader.call.request(1);
        for (int i = 1; i <= MESSAGES; i++) {
            batches.onNext(batch(i));
        }
        batches.onCompleted();
        assertThat(reader.end.get(60, TimeUnit.SECONDS)).isEqualTo(MESSAGES);
        assertThat(heap() - before).as("bytes of heap more than before").isLessThan(32L << 20);
    }

    private static long heap() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    @Test
    void is_sent_no_faster_than_its_reader_reads() throws Exception {
        outcomes.floods(true);
        Reader reader = new Reader();
        stream("provider").streamOutcomes(reader);
        reader.call.request(1);
        await().atMost(Duration.ofSeconds(10)).until(() -> reader.seen.get() > 1_000);
        reader.call.cancel("enough", null);
        await().atMost(Duration.ofSeconds(5)).until(outcomes::sawItsCallerGo);

        Reader idle = new Reader();
        stream("provider").streamOutcomes(idle);
        await().atMost(Duration.ofSeconds(10)).until(() -> outcomes.sent() > 0);
        await().during(Duration.ofSeconds(1)).atMost(Duration.ofSeconds(10)).until(() -> {
            int sent = outcomes.sent();
            Thread.onSpinWait();
            return outcomes.sent() == sent;
        });
        // Windows of a megabyte each on the two connections and what lies in between.
        assertThat(outcomes.sent()).as("answers of 10 kB that nobody reads").isLessThan(1_000);
        idle.call.cancel("enough", null);
    }

    @Test
    void leads_deadline_and_cancellation_on() {
        Reader reader = new Reader();
        stream("provider").withDeadlineAfter(40, TimeUnit.SECONDS).streamOutcomes(reader);
        await().atMost(Duration.ofSeconds(5)).until(() -> outcomes.millisLeft() > 0);
        assertThat(outcomes.millisLeft()).isBetween(20_000L, 40_000L);
        reader.call.cancel("changed my mind", null);
        await().atMost(Duration.ofSeconds(5)).until(outcomes::sawItsCallerGo);
    }

    @Test
    void has_a_deadline_even_if_its_caller_sets_none() {
        Reader reader = new Reader();
        stream("provider").streamOutcomes(reader).onNext(batch(1));
        await().atMost(Duration.ofSeconds(5)).until(() -> outcomes.millisLeft() > 60_000);
        assertThat(outcomes.millisLeft())
                .isLessThanOrEqualTo(Duration.ofMinutes(30).toMillis());
        reader.call.cancel("enough", null);
    }

    @Test
    void of_a_foreign_role_is_denied() throws Exception {
        Reader reader = new Reader();
        stream("finance").streamOutcomes(reader).onNext(batch(1));
        assertThat(reader.refusal()).isEqualTo(Status.Code.PERMISSION_DENIED);
    }

    private static CompletableFuture<ServerReflectionResponse> services(Metadata headers) {
        CompletableFuture<ServerReflectionResponse> listed = new CompletableFuture<>();
        StreamObserver<ServerReflectionRequest> ask = ServerReflectionGrpc.newStub(channel)
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers))
                .serverReflectionInfo(new StreamObserver<>() {
                    @Override
                    public void onNext(ServerReflectionResponse answer) {
                        listed.complete(answer);
                    }

                    @Override
                    public void onError(Throwable failure) {
                        listed.completeExceptionally(failure);
                    }

                    @Override
                    public void onCompleted() {}
                });
        ask.onNext(ServerReflectionRequest.newBuilder().setListServices("").build());
        return listed;
    }

    @Test
    void of_reflection_is_for_administrators() throws Exception {
        assertThat(services(token("administrator"))
                        .get(10, TimeUnit.SECONDS)
                        .getListServicesResponse()
                        .getServiceList())
                .extracting(each -> each.getName())
                .contains("opcc.tracker.v1.FundsService", "opcc.tracker.v1.OutcomeStreamService");
        assertThat(services(token("finance")))
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableOfType(ExecutionException.class)
                .satisfies(e -> assertThat(Status.fromThrowable(e.getCause()).getCode())
                        .isEqualTo(Status.Code.PERMISSION_DENIED));
        assertThat(services(new Metadata()))
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableOfType(ExecutionException.class)
                .satisfies(e -> assertThat(Status.fromThrowable(e.getCause()).getCode())
                        .isEqualTo(Status.Code.UNAUTHENTICATED));
    }
}
