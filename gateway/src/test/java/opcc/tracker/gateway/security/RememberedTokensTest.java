package opcc.tracker.gateway.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import opcc.tracker.gateway.stage.KeyServerDouble;
import opcc.tracker.gateway.stage.Realm;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtValidationException;
import org.springframework.security.oauth2.jwt.NimbusReactiveJwtDecoder;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;

@DisplayName("A token whose signature was found good")
class RememberedTokensTest {

    private final Realm realm = new Realm();
    private final AtomicLong nanos = new AtomicLong();
    private final AtomicInteger checks = new AtomicInteger();
    private boolean ruleHolds = true;
    private KeyServerDouble server;
    private RememberedTokens tokens;

    @BeforeEach
    void start() {
        server = new KeyServerDouble();
        server.gives(realm);
        Instant begun = Instant.now();
        Clock clock = new Clock() {
            @Override
            public ZoneOffset getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return begun.plusNanos(nanos.get());
            }
        };
        TokenSettings settings = new TokenSettings(
                Realm.ISSUER,
                URI.create(server.uri()),
                "tracker",
                Set.of("tracker-cli"),
                Set.of("RS256"),
                "",
                Duration.ofSeconds(10),
                new TokenSettings.Keys(
                        Duration.ofMinutes(5),
                        Duration.ofHours(24),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(3)));
        SigningKeys keys = new SigningKeys(new KeyServer(settings), settings.keys(), clock);
        NimbusReactiveJwtDecoder checking =
                new NimbusReactiveJwtDecoder(new TokenSignature(keys, settings.algorithms(), Set.of("JWT")));
        checking.setJwtValidator(this::rule);
        ReactiveJwtDecoder counted = token -> {
            checks.incrementAndGet();
            return checking.decode(token);
        };
        tokens = new RememberedTokens(counted, keys, this::rule, nanos::get);
        // Asks for the keys, which are not known before.
        open(realm.token("finance"));
        checks.set(0);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private OAuth2TokenValidatorResult rule(Jwt token) {
        return ruleHolds
                ? OAuth2TokenValidatorResult.success()
                : OAuth2TokenValidatorResult.failure(new OAuth2Error("invalid_token"));
    }

    private Jwt open(String token) {
        return tokens.decode(token).blockOptional(Duration.ofSeconds(10)).orElseThrow();
    }

    private void later(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @Test
    void is_not_checked_again_within_a_minute() {
        String token = realm.token("finance");
        Jwt first = open(token);
        later(Duration.ofSeconds(59));
        assertThat(open(token).getClaims()).isEqualTo(first.getClaims());
        assertThat(checks).hasValue(1);
    }

    @Test
    void is_checked_again_after_a_minute() {
        String token = realm.token("finance");
        open(token);
        later(Duration.ofSeconds(61));
        open(token);
        assertThat(checks).hasValue(2);
    }

    @Test
    void is_held_to_what_a_token_must_say_at_each_use() {
        String token = realm.token("finance");
        open(token);
        ruleHolds = false;
        assertThatExceptionOfType(JwtValidationException.class).isThrownBy(() -> open(token));
    }

    @Test
    void is_refused_as_soon_as_its_key_is_withdrawn() {
        String token = realm.token("finance");
        open(token);
        realm.rotate();
        server.gives(realm);
        // Another's token, by the new key, is what makes the keys be asked for.
        later(Duration.ofSeconds(11));
        open(realm.token("finance"));
        assertThatExceptionOfType(BadJwtException.class).isThrownBy(() -> open(token));
    }

    @Test
    void does_not_speak_for_one_that_differs_in_a_letter() {
        String token = realm.token("finance");
        open(token);
        char last = token.charAt(token.length() - 2);
        String other =
                token.substring(0, token.length() - 2) + (last == 'A' ? 'B' : 'A') + token.charAt(token.length() - 1);
        assertThatExceptionOfType(BadJwtException.class).isThrownBy(() -> open(other));
        assertThatExceptionOfType(BadJwtException.class).isThrownBy(() -> open(other));
        assertThat(checks).hasValue(3);
    }
}
