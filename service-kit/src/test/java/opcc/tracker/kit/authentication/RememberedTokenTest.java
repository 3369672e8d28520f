package opcc.tracker.kit.authentication;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.google.rpc.Code;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Set;
import opcc.tracker.kit.refusal.Refusal;
import opcc.tracker.kit.testing.TestClock;
import opcc.tracker.kit.testing.TestPerson;
import opcc.tracker.kit.testing.TestRealm;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A good token is remembered, and yet refused as soon as it would be without. */
class RememberedTokenTest {

    private static final Duration KEYS_KEPT = Duration.ofSeconds(2);

    private final TestRealm realm = TestRealm.start();
    private final TestPerson finance = realm.finance("west-mercia");
    private final TestClock clock = new TestClock(Instant.now());
    private final TokenVerifier verifier = new TokenVerifier(
            realm.issuer(),
            URI.create(realm.issuer() + "/protocol/openid-connect/certs"),
            KEYS_KEPT,
            "tracker",
            Set.of("tracker-cli"),
            clock);

    @AfterEach
    void stop() {
        realm.close();
    }

    @Test
    void a_good_token_is_checked_once_and_remembered() {
        String token = finance.token();

        Caller first = verifier.verify(token);

        assertThat(verifier.verify(token)).isSameAs(first);
        assertThat(verifier.remembered()).isEqualTo(1);
    }

    @Test
    void each_token_has_a_memory_of_its_own() {
        Caller inWestMercia = verifier.verify(finance.token());
        Caller inLondon = verifier.verify(realm.finance("london").token());

        assertThat(inWestMercia.areas()).containsExactly("west-mercia");
        assertThat(inLondon.areas()).containsExactly("london");
        assertThat(verifier.remembered()).isEqualTo(2);
    }

    @Test
    void a_token_that_expires_while_it_is_remembered_is_refused() {
        String token = realm.sign(finance.claims()
                .expirationTime(Date.from(clock.instant().plusSeconds(20)))
                .build());
        verifier.verify(token);

        clock.pass(Duration.ofSeconds(36));

        assertRefused(token);
    }

    @Test
    void past_its_end_a_token_is_checked_anew_even_while_other_clocks_may_be_late() {
        String token = realm.sign(finance.claims()
                .expirationTime(Date.from(clock.instant().plusSeconds(20)))
                .build());
        Caller remembered = verifier.verify(token);

        clock.pass(Duration.ofSeconds(21));

        assertThat(verifier.verify(token)).isEqualTo(remembered).isNotSameAs(remembered);
    }

    @Test
    void a_remembered_token_is_refused_when_the_clock_is_set_back_before_its_beginning() {
        String token = realm.sign(
                finance.claims().notBeforeTime(Date.from(clock.instant())).build());
        verifier.verify(token);

        clock.pass(Duration.ofSeconds(-20));

        assertRefused(token);
    }

    @Test
    void a_tampered_token_is_not_found_by_the_memory() {
        String token = finance.token();
        verifier.verify(token);
        String[] parts = token.split("\\.");
        String[] others = realm.administrator().token().split("\\.");

        assertRefused(parts[0] + "." + others[1] + "." + parts[2]);
        assertRefused(parts[0] + "." + parts[1] + "." + others[2]);
        assertRefused(token + "A");
        assertRefused(parts[0] + "." + parts[1] + ".");
        assertThat(verifier.remembered()).isEqualTo(1);
    }

    @Test
    void what_was_refused_is_not_remembered() {
        String forged = realm.forge(finance.claims().build());

        assertRefused(forged);
        assertRefused(forged);
        assertRefused(realm.sign(finance.claims().claim("azp", "other-client").build()));
        assertThat(verifier.remembered()).isZero();
    }

    @Test
    void a_token_of_a_key_that_the_realm_withdraws_is_refused_when_the_keys_are_fetched_anew() throws Exception {
        String token = finance.token();
        verifier.verify(token);

        publish(List.of(newKey("the next key")));

        await().atMost(KEYS_KEPT.plusSeconds(2)).until(() -> refusal(token) != null);
        assertThat(verifier.remembered())
                .as("tokens remembered; yet this one is of no use")
                .isEqualTo(1);
    }

    @Test
    void a_token_is_not_good_for_another_key_of_the_same_name() throws Exception {
        String token = finance.token();
        verifier.verify(token);

        publish(List.of(newKey(keyOf(token))));

        await().atMost(KEYS_KEPT.plusSeconds(2)).until(() -> refusal(token) != null);
        assertRefused(token);
    }

    @Test
    void a_new_key_beside_the_old_one_leaves_tokens_good() throws Exception {
        String token = finance.token();
        Caller remembered = verifier.verify(token);
        List<JWK> keys = new ArrayList<>(published());
        keys.add(newKey("the next key"));
        publish(keys);

        await().during(KEYS_KEPT.plusSeconds(1))
                .atMost(KEYS_KEPT.plusSeconds(3))
                .until(() -> refusal(token) == null);

        assertThat(verifier.verify(token)).isSameAs(remembered);
    }

    private void assertRefused(String token) {
        Refusal refusal = refusal(token);
        assertThat(refusal).as("a refusal").isNotNull();
        assertThat(refusal.status().getCode()).isEqualTo(Code.UNAUTHENTICATED_VALUE);
    }

    private Refusal refusal(String token) {
        return catchThrowableOfType(Refusal.class, () -> verifier.verify(token));
    }

    private List<JWK> published() {
        return realm.keys().getKeys();
    }

    private void publish(List<JWK> keys) {
        realm.keyServer().stubFor(any(anyUrl()).willReturn(okJson(new JWKSet(keys).toString())));
    }

    private static String keyOf(String token) throws ParseException {
        return SignedJWT.parse(token).getHeader().getKeyID();
    }

    private static RSAKey newKey(String name) throws JOSEException {
        return new RSAKeyGenerator(2048).keyID(name).generate().toPublicJWK();
    }
}
