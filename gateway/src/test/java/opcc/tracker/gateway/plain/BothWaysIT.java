package opcc.tracker.gateway.plain;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
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
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.web.server.WebFilter;

/** The rules stand in one place, but two carriers bring requests to them: nobody may be able to tell which it was. */
@DisplayName("A request that is plain, and the same by WebFlux's way")
class BothWaysIT {

    private static final long SEED = 20261127;
    private static final int REQUESTS = 2_500;

    private final Realm realm = new Realm();
    private final String everybody =
            realm.token("commissioner", "finance", "requester", "provider", "auditor", "analyst", "administrator");
    private final List<String> tokens = Stream.of(
                    everybody,
                    everybody,
                    everybody,
                    everybody,
                    everybody,
                    everybody,
                    realm.token("commissioner"),
                    realm.token("finance"),
                    realm.token("requester", "provider"),
                    realm.token("analyst"),
                    realm.token("administrator"),
                    realm.token(),
                    new Realm().token("finance"),
                    realm.token("finance").substring(20))
            .toList();

    @Configuration(proxyBeanMethods = false)
    static class Counted {

        private static final Map<String, AtomicInteger> SEEN = new HashMap<>();

        @Bean
        @Order(Ordered.HIGHEST_PRECEDENCE)
        WebFilter counter(Environment environment) {
            AtomicInteger seen = SEEN.computeIfAbsent(
                    environment.getProperty("tracker.gateway.edge.plain-calls", "true"), each -> new AtomicInteger());
            return (exchange, chain) -> {
                seen.incrementAndGet();
                return chain.filter(exchange);
            };
        }
    }

    @Test
    void are_answered_the_same() {
        try (KeyServerDouble keys = new KeyServerDouble();
                AnsweringServices services = AnsweringServices.startMoody();
                GatewayUnderTest plain = gateway(keys, services, true);
                GatewayUnderTest passing = gateway(keys, services, false)) {
            keys.gives(realm);
            List<HttpBinding> bindings = plain.bean(BindingIndex.class).bindings().stream()
                    .filter(binding -> !binding.rpc().isStream())
                    .toList();
            Map<Integer, Integer> statuses = new TreeMap<>();
            for (int i = 0; i < REQUESTS; i++) {
                HttpBinding binding = bindings.get(i % bindings.size());
                Caller.Answer here = send(plain, binding, i);
                Caller.Answer there = send(passing, binding, i);
                statuses.merge(here.status(), 1, Integer::sum);
                assertThat(told(here)).as("seed %d, request %d", SEED, i).isEqualTo(told(there));
            }
            System.getLogger("both").log(System.Logger.Level.INFO, "answered with " + statuses);
            assertThat(statuses.keySet()).contains(200, 304, 400, 401, 403, 404, 406, 409, 415, 500);
            assertThat(Counted.SEEN.get("false")).as("by WebFlux's way").hasValue(REQUESTS);
            assertThat(Counted.SEEN.get("true").get())
                    .as("that were not plain")
                    .isBetween(REQUESTS / 10, REQUESTS * 9 / 10);
        }
    }

    private static GatewayUnderTest gateway(KeyServerDouble keys, AnsweringServices services, boolean plainCalls) {
        return GatewayUnderTest.start(
                List.of(Counted.class),
                keys.uri(),
                Stream.concat(
                                Stream.of(services.targets()),
                                Stream.of(
                                        "tracker.gateway.edge.plain-calls=" + plainCalls,
                                        "tracker.gateway.limits.caller.requests=1000000",
                                        "tracker.gateway.limits.caller.per=1d"))
                        .toArray(String[]::new));
    }

    /** The request of this number, the same in every run and to both. */
    private Caller.Answer send(GatewayUnderTest gateway, HttpBinding binding, int number) {
        RandomRequests requests = new RandomRequests(new Random(SEED * 31 + number));
        String method = requests.method(binding);
        String uri = requests.uri(binding);
        String body = requests.body(binding);
        return requests.caller(gateway.caller(), binding, tokens)
                .with("X-Request-Id", "request-" + number)
                .send(method, uri, BodyPublishers.ofString(body));
    }

    /** All that the caller is told, but for how much of their limit is free by now. */
    private static Map<String, Object> told(Caller.Answer answer) {
        Map<String, Object> told = new TreeMap<>(answer.headers().map());
        told.computeIfPresent("ratelimit", (name, value) -> value.toString().replaceAll("[rt]=\\d+", ""));
        told.put(":status", answer.status());
        told.put(":body", answer.body());
        return told;
    }
}
