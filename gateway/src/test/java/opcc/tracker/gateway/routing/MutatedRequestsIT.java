package opcc.tracker.gateway.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import opcc.tracker.gateway.stage.AnsweringServices;
import opcc.tracker.gateway.stage.Caller;
import opcc.tracker.gateway.stage.GatewayUnderTest;
import opcc.tracker.gateway.stage.KeyServerDouble;
import opcc.tracker.gateway.stage.RandomRequests;
import opcc.tracker.gateway.stage.Realm;
import opcc.tracker.gateway.transcoding.BindingIndex;
import opcc.tracker.gateway.transcoding.HttpBinding;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Requests that were made and damaged at random")
class MutatedRequestsIT {

    private static final long SEED = 20260401;
    private static final int REQUESTS = 20_000;
    private static final int AT_ONCE = 4;
    private static final int TO_WARM_UP = 4_000;
    private static final long MOST_SECONDS = 300;
    private static final long MOST_GROWTH = 16 << 20;
    private static final String[] ROLES = {
        "commissioner", "finance", "requester", "provider", "auditor", "analyst", "administrator"
    };

    private final Realm realm = new Realm();
    private final List<String> tokens = Stream.of(ROLES).map(realm::token).toList();
    private final Set<Integer> statuses = ConcurrentHashMap.newKeySet();

    @Test
    void are_refused_or_answered_but_never_break_the_gateway_nor_make_it_grow() throws Exception {
        try (KeyServerDouble keys = new KeyServerDouble();
                AnsweringServices services = AnsweringServices.start();
                ExecutorService callers = Executors.newFixedThreadPool(AT_ONCE);
                GatewayUnderTest gateway = GatewayUnderTest.start(keys.uri(), services.targets())) {
            keys.gives(realm);
            send(gateway, callers, 0, TO_WARM_UP);
            long before = heap();
            send(gateway, callers, TO_WARM_UP, REQUESTS);
            long grown = heap() - before;
            System.getLogger("mutated")
                    .log(
                            System.Logger.Level.INFO,
                            "seed %d: the heap grew by %d bytes over %d requests, answered with %s"
                                    .formatted(SEED, grown, REQUESTS - TO_WARM_UP, statuses));
            assertThat(grown).isLessThan(MOST_GROWTH);
            assertThat(statuses).as("they come through to services as well").contains(200, 400, 403, 404, 405);
        }
    }

    private void send(GatewayUnderTest gateway, ExecutorService callers, int from, int to)
            throws InterruptedException, ExecutionException, TimeoutException {
        List<HttpBinding> bindings = gateway.bean(BindingIndex.class).bindings();
        Caller caller = gateway.caller();
        List<Future<?>> all = new ArrayList<>();
        for (int start = 0; start < AT_ONCE; start++) {
            int first = from + start;
            all.add(callers.submit(() -> {
                for (int i = first; i < to; i += AT_ONCE) {
                    send(caller, bindings.get(i % bindings.size()), i);
                }
            }));
        }
        for (Future<?> each : all) {
            each.get(MOST_SECONDS, TimeUnit.SECONDS);
        }
    }

    /** The request of this number, the same in every run. */
    private void send(Caller gateway, HttpBinding binding, int number) {
        RandomRequests requests = new RandomRequests(new Random(SEED * 31 + number));
        String method = requests.method(binding);
        String uri = requests.uri(binding);
        String body = requests.body(binding);
        Caller.Answer answer =
                requests.caller(gateway, binding, tokens).send(method, uri, BodyPublishers.ofString(body));
        statuses.add(answer.status());
        String what =
                "seed %d, request %d: %s %s %s answered %s".formatted(SEED, number, method, uri, body, answer.body());
        assertThat(answer.status()).as(what).isIn(200, 304, 400, 401, 403, 404, 405, 406, 409, 413, 415, 429, 431, 503);
        if (answer.status() >= 400 && !method.equals("HEAD")) {
            assertThat(answer.header("Content-Type")).as(what).isEqualTo("application/problem+json");
            assertThat(answer.body()).as(what).doesNotContain("xception").doesNotContain("\tat ");
        }
    }

    private static long heap() {
        for (int i = 0; i < 5; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
