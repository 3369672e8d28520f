package opcc.tracker.gateway.limits;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import opcc.tracker.gateway.stage.Caller;
import opcc.tracker.gateway.stage.GatewayUnderTest;
import opcc.tracker.gateway.stage.KeyServerDouble;
import opcc.tracker.gateway.stage.Realm;
import opcc.tracker.gateway.stage.ScriptedService;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

@DisplayName("A rate limit")
class RateLimitsIT {

    private static final Realm REALM = new Realm();
    private static final MongoServer MONGO = new MongoServer(H2Backend.inMemory());
    private static KeyServerDouble keys;
    private static ScriptedService funds;
    private static GatewayUnderTest one;
    private static GatewayUnderTest other;
    private static @Nullable GatewayUnderTest alone;

    @BeforeAll
    static void start() {
        keys = new KeyServerDouble();
        keys.gives(REALM);
        funds = new ScriptedService();
        String uri = MONGO.bindAndGetConnectionString();
        one = gateway(uri);
        other = gateway(uri);
    }

    private static GatewayUnderTest gateway(String mongo) {
        return GatewayUnderTest.start(
                keys.uri(),
                "tracker.gateway.targets.FundsService=" + funds.address(),
                "tracker.gateway.limits.caller.requests=10",
                "tracker.gateway.limits.caller.per=10m",
                "tracker.gateway.limits.roles.auditor.requests=15",
                "tracker.gateway.limits.roles.auditor.per=10m",
                "tracker.gateway.limits.role-totals.commissioner.requests=12",
                "tracker.gateway.limits.role-totals.commissioner.per=10m",
                "tracker.gateway.limits.patience=2s",
                "tracker.gateway.limits.mongodb-uri=" + mongo);
    }

    /** Gateways of one process share their event loops, which end with the first of them that is closed. */
    @AfterAll
    static void stop() {
        if (alone != null) {
            alone.close();
        }
        one.close();
        other.close();
        funds.close();
        keys.close();
        MONGO.shutdownNow();
    }

    private static String somebody(String... roles) {
        return REALM.sign(
                Realm.claims(roles).subject(UUID.randomUUID().toString()).build(), header -> header);
    }

    private static Caller.Answer ask(GatewayUnderTest gateway, String token) {
        return gateway.caller().withToken(token).get("/v1/funds/f");
    }

    private static List<Integer> statuses(int times, String token, GatewayUnderTest... gateways) {
        return IntStream.range(0, times)
                .mapToObj(i -> ask(gateways[i % gateways.length], token).status())
                .toList();
    }

    @Test
    void is_told_in_headers_and_refuses_with_when_to_come_again() {
        String token = somebody("finance");
        Caller.Answer first = ask(one, token);
        assertThat(first.status()).isEqualTo(200);
        assertThat(first.header("RateLimit-Policy")).isEqualTo("\"caller\";q=10;w=600");
        assertThat(first.header("RateLimit")).startsWith("\"caller\";r=9;t=");
        assertThat(statuses(9, token, one)).containsOnly(200);

        Caller.Answer refused = ask(one, token);
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.reason()).isEqualTo("RATE_LIMITED");
        assertThat(refused.detail()).startsWith("A caller may make 10 requests in 600 seconds.");
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 60);
        assertThat(refused.header("RateLimit")).startsWith("\"caller\";r=0;t=");
        assertThat(ask(one, somebody("finance")).status()).as("somebody else").isEqualTo(200);
    }

    @Test
    void holds_for_all_replicas_together() {
        String token = somebody("finance");
        assertThat(statuses(10, token, one, other)).containsOnly(200);
        assertThat(statuses(4, token, one, other)).containsOnly(429);
    }

    @Test
    void of_requests_at_once_at_two_replicas_grants_no_more_than_it_says() {
        String token = somebody("finance");
        assertThat(IntStream.range(0, 60)
                        .parallel()
                        .map(i -> ask(i % 2 == 0 ? one : other, token).status())
                        .filter(status -> status == 200))
                .hasSize(10);
    }

    @Test
    void of_a_role_goes_before_the_usual_one() {
        String token = somebody("auditor", "finance");
        assertThat(statuses(15, token, one)).containsOnly(200);
        assertThat(ask(one, token).status()).isEqualTo(429);
    }

    @Test
    void for_all_of_a_role_together_is_shared_by_them() {
        List<String> callers = List.of(somebody("commissioner"), somebody("commissioner"));
        assertThat(IntStream.range(0, 12).map(i -> ask(one, callers.get(i % 2)).status()))
                .containsOnly(200);
        Caller.Answer refused = ask(one, callers.getFirst());
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.detail()).startsWith("All callers with the role commissioner together may make 12");
    }

    @Test
    void is_counted_by_each_replica_alone_while_the_shared_store_is_away_and_the_log_says_so_once() {
        MongoServer gone = new MongoServer(H2Backend.inMemory());
        String uri = gone.bindAndGetConnectionString() + "/?serverSelectionTimeoutMS=200";
        alone = gateway(uri);
        // A gateway that starts sets up logging anew.
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        Logger logger = (Logger) LoggerFactory.getLogger(SharedLimitStore.class);
        log.start();
        logger.addAppender(log);
        assertThat(ask(alone, somebody("finance")).status()).isEqualTo(200);
        gone.shutdownNow();
        String token = somebody("finance");
        assertThat(statuses(10, token, alone)).containsOnly(200);
        assertThat(ask(alone, token).status()).isEqualTo(429);
        logger.detachAppender(log);
        assertThat(log.list)
                .singleElement()
                .satisfies(event -> assertThat(event.getFormattedMessage()).contains("each replica counts for itself"));
    }
}
