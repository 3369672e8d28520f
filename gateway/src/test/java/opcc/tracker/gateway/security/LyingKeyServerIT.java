package opcc.tracker.gateway.security;

import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import java.time.Duration;
import opcc.tracker.gateway.stage.Caller;
import opcc.tracker.gateway.stage.GatewayUnderTest;
import opcc.tracker.gateway.stage.KeyServerDouble;
import opcc.tracker.gateway.stage.Realm;
import opcc.tracker.gateway.stage.ScriptedService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A key server that lies")
class LyingKeyServerIT {

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
                "tracker.gateway.token.keys.timeout=2s",
                "tracker.gateway.token.keys.retry-after=100ms",
                "tracker.gateway.token.keys.refresh-after=300ms",
                "tracker.gateway.token.keys.ask-again-after=300ms");
    }

    @AfterEach
    void stop() {
        gateway.close();
        funds.close();
        keys.close();
    }

    private Caller.Answer present() {
        return gateway.caller().withToken(realm.token("finance")).get("/v1/funds/f");
    }

    @Test
    void with_other_keys_under_the_known_names_opens_nothing_and_is_got_over() {
        RSAKey foreign = new RSAKey.Builder(new Realm().key())
                .keyID(realm.key().getKeyID())
                .build();
        keys.answers(okJson(new JWKSet(foreign.toPublicJWK()).toString()));
        assertThat(present().status()).isEqualTo(401);
        keys.gives(realm);
        await().atMost(Duration.ofSeconds(5)).until(() -> present().status() == 200);
    }

    @Test
    void with_a_huge_answer_is_not_listened_to() {
        keys.answers(okJson("{\"keys\":[" + " ".repeat(3 << 20) + realm.jwks().substring(9)));
        Caller.Answer answer = present();
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.reason()).isEqualTo("KEYS_UNAVAILABLE");
    }

    @Test
    void later_on_with_garbage_does_not_take_the_known_keys_away() {
        keys.gives(realm);
        assertThat(present().status()).isEqualTo(200);
        keys.answers(okJson("{\"keys\":\"gone\"}"));
        keys.forgetRequests();
        await().atMost(Duration.ofSeconds(5)).until(() -> {
            assertThat(present().status()).isEqualTo(200);
            return keys.timesAsked() > 2;
        });
        assertThat(present().status()).isEqualTo(200);
    }
}
