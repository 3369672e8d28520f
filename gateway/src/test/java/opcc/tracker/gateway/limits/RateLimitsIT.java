package opcc.tracker.gateway.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.google.protobuf.Any;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.MetadataUtils;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import opcc.tracker.gateway.stage.Caller;
import opcc.tracker.gateway.stage.GatewayUnderTest;
import opcc.tracker.gateway.stage.KeyServerDouble;
import opcc.tracker.gateway.stage.Realm;
import opcc.tracker.gateway.stage.ScriptedService;
import opcc.tracker.v1.FundsServiceGrpc;
import opcc.tracker.v1.GetFundRequest;
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
                "tracker.gateway.replicas.mongodb-uri=" + mongo);
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
    void is_the_same_for_native_grpc_and_says_when_to_come_again_in_its_words() throws Exception {
        String token = somebody("finance");
        assertThat(statuses(9, token, one)).containsOnly(200);
        ManagedChannel channel = NettyChannelBuilder.forAddress("127.0.0.1", one.port())
                .usePlaintext()
                .build();
        try {
            Metadata headers = new Metadata();
            headers.put(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer " + token);
            FundsServiceGrpc.FundsServiceBlockingStub stub = FundsServiceGrpc.newBlockingStub(channel)
                    .withDeadlineAfter(20, TimeUnit.SECONDS)
                    .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers));
            GetFundRequest fund = GetFundRequest.newBuilder().setName("funds/f").build();
            assertThat(stub.getFund(fund).getName()).as("the tenth").isEqualTo("funds/f");

            StatusRuntimeException refused =
                    catchThrowableOfType(StatusRuntimeException.class, () -> stub.getFund(fund));

            assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
            assertThat(refused.getStatus().getDescription())
                    .startsWith("A caller may make 10 requests in 600 seconds.");
            Map<String, Any> details = StatusProto.fromThrowable(refused).getDetailsList().stream()
                    .collect(Collectors.toMap(Any::getTypeUrl, detail -> detail));
            assertThat(details.get("type.googleapis.com/google.rpc.ErrorInfo")
                            .unpack(ErrorInfo.class)
                            .getReason())
                    .isEqualTo("RATE_LIMITED");
            assertThat(details.get("type.googleapis.com/google.rpc.RetryInfo")
                            .unpack(RetryInfo.class)
                            .getRetryDelay()
                            .getSeconds())
                    .isBetween(1L, 60L);
            assertThat(ask(one, token).status())
                    .as("over HTTP, by the same count")
                    .isEqualTo(429);
        } finally {
            channel.shutdownNow();
        }
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
