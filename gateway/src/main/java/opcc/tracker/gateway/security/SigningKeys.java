package opcc.tracker.gateway.security;

import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * The issuer's public keys, kept in memory: still good while the key server is down, asked for again in the background
 * from time to time and at once, though not too often, when a token names a key that is not known.
 */
final class SigningKeys {

    private static final Logger LOG = LoggerFactory.getLogger(SigningKeys.class);

    private final KeyServer server;
    private final TokenSettings.Keys settings;
    private final Clock clock;
    private final AtomicReference<@Nullable Mono<JWKSet>> asking = new AtomicReference<>();
    private volatile @Nullable Known known;
    private volatile @Nullable Attempt last;

    private record Known(JWKSet keys, Instant since) {}

    private record Attempt(Instant at, boolean failed) {}

    SigningKeys(KeyServer server, TokenSettings.Keys settings, Clock clock) {
        this.server = server;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * The keys that may have signed a token with this header; empty if there is none. Ends in
     * {@link KeysUnavailableException} if that cannot be said now.
     */
    Mono<List<JWK>> matching(JWSHeader header) {
        return Mono.defer(() -> {
            Known current = known;
            Instant now = clock.instant();
            if (current == null || current.since.plus(settings.goodFor()).isBefore(now)) {
                return mayAsk(now) ? ask().map(keys -> select(keys, header)) : unavailable();
            }
            List<JWK> keys = select(current.keys, header);
            if (!keys.isEmpty()) {
                refreshIfDue(current, now);
                return Mono.just(keys);
            }
            if (mayAsk(now)) {
                return ask().map(fresh -> select(fresh, header));
            }
            Attempt attempt = last;
            return attempt != null && attempt.failed ? unavailable() : Mono.just(List.of());
        });
    }

    /** The keys as they were last given; null if there are none still good. */
    @Nullable
    JWKSet present() {
        Known current = known;
        Instant now = clock.instant();
        if (current == null || current.since.plus(settings.goodFor()).isBefore(now)) {
            return null;
        }
        refreshIfDue(current, now);
        return current.keys;
    }

    private void refreshIfDue(Known current, Instant now) {
        if (current.since.plus(settings.refreshAfter()).isBefore(now) && mayAsk(now)) {
            ask().subscribe(fresh -> {}, failure -> {});
        }
    }

    private boolean mayAsk(Instant now) {
        Attempt attempt = last;
        if (attempt == null || asking.get() != null) {
            return true;
        }
        Duration wait = attempt.failed ? settings.retryAfter() : settings.askAgainAfter();
        return !attempt.at.plus(wait).isAfter(now);
    }

    /** Asks the key server; who comes while it is being asked shares its answer. */
    private Mono<JWKSet> ask() {
        while (true) {
            Mono<JWKSet> running = asking.get();
            if (running != null) {
                return running;
            }
            Mono<JWKSet> mine = server.keys()
                    .doOnNext(keys -> {
                        known = new Known(keys, clock.instant());
                        last = new Attempt(clock.instant(), false);
                    })
                    .doOnError(failure -> {
                        last = new Attempt(clock.instant(), true);
                        LOG.warn("The key server did not give its keys: {}", failure.toString());
                    })
                    .onErrorMap(failure -> new KeysUnavailableException())
                    .doFinally(signal -> asking.set(null))
                    .cache();
            if (asking.compareAndSet(null, mine)) {
                return mine;
            }
        }
    }

    private static <T> Mono<T> unavailable() {
        return Mono.error(new KeysUnavailableException());
    }

    private static List<JWK> select(JWKSet keys, JWSHeader header) {
        JWKMatcher matcher = JWKMatcher.forJWSHeader(header);
        return matcher == null ? List.of() : new JWKSelector(matcher).select(keys);
    }
}
