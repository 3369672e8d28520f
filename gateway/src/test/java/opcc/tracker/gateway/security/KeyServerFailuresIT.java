package opcc.tracker.gateway.security;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.http.Fault;
import java.time.Duration;
import java.util.stream.IntStream;
import opcc.tracker.gateway.stage.Caller;
import opcc.tracker.gateway.stage.GatewayUnderTest;
import opcc.tracker.gateway.stage.KeyServerDouble;
import opcc.tracker.gateway.stage.Realm;
import opcc.tracker.gateway.stage.ScriptedService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("When the key server")
class KeyServerFailuresIT {

    private final Realm realm = new Realm();
    private KeyServerDouble keys;
    private ScriptedService funds;
    private GatewayUnderTest gateway;

    @BeforeEach
    void start() {
        keys = new KeyServerDouble();
        funds = new ScriptedService();
        gateway = GatewayUnderTest.start(
                keys.uri(),
                "tracker.gateway.targets.FundsService=" + funds.address(),
                "tracker.gateway.token.keys.timeout=500ms",
                "tracker.gateway.token.keys.retry-after=100ms",
                "tracker.gateway.token.keys.ask-again-after=1s");
    }

    @AfterEach
    void stop() {
        gateway.close();
        funds.close();
        keys.close();
    }

    private Caller.Answer present(String token) {
        return gateway.caller().withToken(token).get("/v1/funds/f");
    }

    private void assertCannotSay() {
        Caller.Answer answer = present(realm.token("finance"));
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.reason()).isEqualTo("KEYS_UNAVAILABLE");
        assertThat(answer.header("Retry-After")).isNotEmpty();
    }

    private void assertRecovers() {
        keys.gives(realm);
        await().atMost(Duration.ofSeconds(5)).until(() -> present(realm.token("finance")).status() == 200);
    }

    @Test
    void is_healthy_it_is_asked_once_for_many_requests() {
        keys.gives(realm);
        assertThat(IntStream.range(0, 30).parallel().map(i -> present(realm.token("finance")).status()))
                .allMatch(status -> status == 200);
        assertThat(keys.timesAsked()).isEqualTo(1);
    }

    @Test
    void fails_at_first_use_tokens_are_neither_good_nor_bad() {
        keys.fails(500);
        assertCannotSay();
        assertRecovers();
    }

    @Test
    void is_down_at_first_use_tokens_are_neither_good_nor_bad() {
        keys.answers(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER));
        assertCannotSay();
        assertRecovers();
    }

    @Test
    void is_slow_at_first_use_nobody_waits_long() {
        keys.answers(okJson(realm.jwks()).withFixedDelay(10_000));
        long start = System.nanoTime();
        assertCannotSay();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
        assertRecovers();
    }

    @Test
    void talks_nonsense_nothing_is_believed() {
        keys.answers(ok("<html>hello</html>"));
        assertCannotSay();
        keys.answers(okJson("{\"keys\":[]}"));
        assertCannotSay();
        keys.answers(okJson("{\"keys\":[{\"kty\":\"oct\",\"kid\":\"" + realm.key().getKeyID() + "\",\"k\":\"c2VjcmV0\"}]}"));
        assertCannotSay();
        keys.answers(aResponse().withStatus(302).withHeader("Location", "http://127.0.0.1:1/"));
        assertCannotSay();
        keys.answers(aResponse().withFault(Fault.MALFORMED_RESPONSE_CHUNK));
        assertCannotSay();
        assertRecovers();
    }

    @Test
    void goes_down_later_known_keys_are_still_good() {
        keys.gives(realm);
        assertThat(present(realm.token("finance")).status()).isEqualTo(200);
        keys.close();
        assertThat(present(realm.token("finance")).status()).isEqualTo(200);
    }

    @Test
    void rotates_its_keys_the_new_one_is_fetched_at_its_first_use() {
        keys.gives(realm);
        assertThat(present(realm.token("finance")).status()).isEqualTo(200);
        String old = realm.token("finance");
        realm.rotate();
        keys.gives(realm);
        await().atMost(Duration.ofSeconds(5)).until(() -> present(realm.token("finance")).status() == 200);
        assertThat(present(old).status()).as("a key that was withdrawn").isEqualTo(401);
    }

    @Test
    void is_healthy_unknown_key_ids_do_not_make_the_gateway_ask_it_each_time() {
        keys.gives(realm);
        assertThat(present(realm.token("finance")).status()).isEqualTo(200);
        Realm stranger = new Realm();
        for (int i = 0; i < 20; i++) {
            assertThat(present(stranger.token("finance")).status()).isEqualTo(401);
        }
        assertThat(keys.timesAsked()).isLessThan(8);
    }
}
