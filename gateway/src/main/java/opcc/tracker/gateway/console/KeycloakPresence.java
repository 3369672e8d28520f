package opcc.tracker.gateway.console;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;

/**
 * Whether Keycloak answers: a browser that is sent to one that does not shows an error of its own. What was found out holds for
 * some seconds, so that however many people sign in, Keycloak is asked little.
 */
final class KeycloakPresence {

    private static final Logger LOG = LoggerFactory.getLogger(KeycloakPresence.class);
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private static final Duration PRESENT_FOR = Duration.ofSeconds(5);
    /** Shorter: people wait for it to come back. */
    private static final Duration AWAY_FOR = Duration.ofSeconds(1);

    private final String probe;
    private final Clock clock;
    private final HttpClient http = HttpClient.create().responseTimeout(PATIENCE);
    private @Nullable Finding last;

    /** What was found out, or is being found out, and how long that holds. */
    private record Finding(Mono<Boolean> present, Instant until) {}

    KeycloakPresence(ConsoleSettings settings, Clock clock) {
        this.probe = URI.create(settings.probeUri()).toString();
        this.clock = clock;
    }

    /** Whether Keycloak answers, by what is known, or by asking it within a second. */
    synchronized Mono<Boolean> answers() {
        Finding known = last;
        if (known == null || clock.instant().isAfter(known.until())) {
            known = new Finding(
                    ask().doOnNext(this::note).cache(), clock.instant().plus(PATIENCE.plus(PRESENT_FOR)));
            last = known;
        }
        return known.present();
    }

    private Mono<Boolean> ask() {
        return http.get()
                .uri(probe)
                .responseSingle((response, content) ->
                        content.then(Mono.just(response.status().code() == 200)))
                .timeout(PATIENCE)
                .onErrorResume(failure -> {
                    LOG.warn("Keycloak does not answer: {}", failure.getClass().getSimpleName());
                    return Mono.just(false);
                });
    }

    private synchronized void note(boolean present) {
        last = new Finding(Mono.just(present), clock.instant().plus(present ? PRESENT_FOR : AWAY_FOR));
    }
}
