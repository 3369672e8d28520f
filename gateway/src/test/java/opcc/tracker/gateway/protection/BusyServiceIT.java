package opcc.tracker.gateway.protection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpc.Server;
import io.grpc.Status;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import opcc.tracker.gateway.stage.Caller;
import opcc.tracker.gateway.stage.GatewayUnderTest;
import opcc.tracker.gateway.stage.KeyServerDouble;
import opcc.tracker.gateway.stage.Realm;
import opcc.tracker.v1.ApproveDrawRequest;
import opcc.tracker.v1.CreateDrawRequest;
import opcc.tracker.v1.Draw;
import opcc.tracker.v1.Fund;
import opcc.tracker.v1.FundsServiceGrpc;
import opcc.tracker.v1.GetFundRequest;
import opcc.tracker.v1.ListDrawsRequest;
import opcc.tracker.v1.ListDrawsResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("While a service is busy or fails")
class BusyServiceIT {

    private static final Realm REALM = new Realm();
    private static final int PLACES = 20;
    private static final int READS = 10;
    private final Funds funds = new Funds();
    private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
    private KeyServerDouble keys;
    private GatewayUnderTest gateway;

    @BeforeEach
    void start() {
        keys = new KeyServerDouble();
        keys.gives(REALM);
        gateway = GatewayUnderTest.start(
                keys.uri(),
                "tracker.gateway.deadline=3s",
                "tracker.gateway.breaker.calls=50",
                "tracker.gateway.breaker.pause=60s",
                "tracker.gateway.protection.places=" + PLACES,
                "tracker.gateway.protection.read-share=50",
                "tracker.gateway.targets.FundsService=127.0.0.1:" + funds.server.getPort());
    }

    @AfterEach
    void stop() {
        callers.shutdownNow();
        gateway.close();
        funds.server.shutdownNow();
        keys.close();
    }

    private Caller finance() {
        return gateway.caller().withToken(REALM.token("finance", "requester"));
    }

    private List<Future<Caller.Answer>> atOnce(int times, Callable<Caller.Answer> call) {
        return IntStream.range(0, times).mapToObj(i -> callers.submit(call)).toList();
    }

    private Caller.Answer list() {
        return finance().get("/v1/funds/f/draws");
    }

    private Caller.Answer approve() {
        return finance().post("/v1/funds/f/draws/d:approve", "{}");
    }

    @Test
    void lists_that_hang_do_not_keep_approvals_or_new_draws_waiting() throws Exception {
        funds.listsHang = true;
        List<Future<Caller.Answer>> lists = atOnce(3 * READS, this::list);
        await().atMost(Duration.ofSeconds(2)).until(() -> funds.lists.get() == READS);

        long start = System.nanoTime();
        for (Future<Caller.Answer> each : atOnce(READS, this::approve)) {
            assertThat(each.get().status()).isEqualTo(200);
        }
        assertThat(finance().post("/v1/funds/f/draws", "{}").status()).isEqualTo(200);
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .as("approvals, while lists hang")
                .isLessThan(Duration.ofSeconds(2));

        int busy = 0;
        for (Future<Caller.Answer> each : lists) {
            Caller.Answer answer = each.get();
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.header("Retry-After")).isNotEmpty();
            if (answer.reason().equals("SERVICE_BUSY")) {
                assertThat(answer.detail()).contains("busy");
                busy++;
            }
        }
        assertThat(busy).as("lists that found no place").isEqualTo(2 * READS);
        assertThat(funds.lists).as("lists that the service heard of").hasValue(READS);
    }

    @Test
    void lists_that_time_out_shut_the_door_to_lists_alone() throws Exception {
        funds.listsHang = true;
        for (int round = 0; round < 50 / READS; round++) {
            for (Future<Caller.Answer> each : atOnce(READS, this::list)) {
                assertThat(each.get().reason()).isEqualTo("DEADLINE_EXCEEDED");
            }
        }
        assertThat(list().reason()).isEqualTo("SERVICE_UNAVAILABLE");
        assertThat(approve().status()).isEqualTo(200);
    }

    @Test
    void a_read_is_tried_again_and_a_write_is_not() {
        funds.unavailable.set(2);
        assertThat(finance().get("/v1/funds/f").status()).isEqualTo(200);
        assertThat(funds.calls).hasValue(3);

        funds.calls.set(0);
        funds.unavailable.set(1);
        assertThat(approve().status()).isEqualTo(503);
        assertThat(funds.calls).hasValue(1);
    }

    @Test
    void reads_are_tried_again_only_as_long_as_there_is_a_budget() {
        int asked = 45;
        funds.unavailable.set(Integer.MAX_VALUE);
        for (int i = 0; i < asked && funds.calls.get() < 50; i++) {
            assertThat(finance().get("/v1/funds/f").status()).isEqualTo(503);
        }
        // Ten of the budget for as many reads, and after fifty failures the breaker: then nothing is tried at all.
        assertThat(funds.calls).hasValue(50);
        assertThat(finance().get("/v1/funds/f").reason()).isEqualTo("SERVICE_UNAVAILABLE");
        assertThat(funds.calls).hasValue(50);
    }

    /** A funds-service that is as told. */
    private static final class Funds extends FundsServiceGrpc.FundsServiceImplBase {

        final AtomicInteger lists = new AtomicInteger();
        final AtomicInteger calls = new AtomicInteger();
        final AtomicInteger unavailable = new AtomicInteger();
        final Server server;
        volatile boolean listsHang;

        Funds() {
            try {
                server = NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", 0))
                        .addService(this)
                        .build()
                        .start();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public void listDraws(ListDrawsRequest request, StreamObserver<ListDrawsResponse> answer) {
            lists.incrementAndGet();
            if (!listsHang) {
                answer(ListDrawsResponse.getDefaultInstance(), answer);
            }
        }

        @Override
        public void getFund(GetFundRequest request, StreamObserver<Fund> answer) {
            answer(Fund.getDefaultInstance(), answer);
        }

        @Override
        public void createDraw(CreateDrawRequest request, StreamObserver<Draw> answer) {
            answer(Draw.getDefaultInstance(), answer);
        }

        @Override
        public void approveDraw(ApproveDrawRequest request, StreamObserver<Draw> answer) {
            answer(Draw.getDefaultInstance(), answer);
        }

        private <A> void answer(A value, StreamObserver<A> answer) {
            calls.incrementAndGet();
            if (unavailable.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                answer.onError(Status.UNAVAILABLE.asRuntimeException());
            } else {
                answer.onNext(value);
                answer.onCompleted();
            }
        }
    }
}
