package opcc.tracker.gateway.console;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.publisher.Mono;

/** Keeps sessions going: an access token that is about to end is replaced. */
final class LiveSessions {

    private static final Duration BEFORE_THE_END = Duration.ofSeconds(30);
    /** Requests with the cookie of before may still be under way, and a refresh token is good once. */
    private static final Duration SHARED = Duration.ofSeconds(30);

    private final KeycloakTokens tokens;
    private final EndedSessions ended;
    private final Clock clock;
    private final Map<String, Mono<Session>> renewals = new ConcurrentHashMap<>();

    LiveSessions(KeycloakTokens tokens, EndedSessions ended, Clock clock) {
        this.tokens = tokens;
        this.ended = ended;
        this.clock = clock;
    }

    /**
     * The session with an access token that is good; the very same object if it was good already. Empty if Keycloak has
     * ended it.
     */
    Mono<Session> live(Session session) {
        if (session.goodUntil().minus(BEFORE_THE_END).isAfter(clock.instant())) {
            return Mono.just(session);
        }
        return renewals.computeIfAbsent(
                session.refreshToken(),
                key -> renewal(session)
                        // Keycloak may be back at once.
                        .doOnError(failure -> renewals.remove(key))
                        .doOnTerminate(() -> Mono.delay(SHARED).subscribe(over -> renewals.remove(key)))
                        .cache());
    }

    private Mono<Session> renewal(Session session) {
        return tokens.next(session.refreshToken())
                .map(given -> new Session(
                        given.access(),
                        given.refresh(),
                        clock.instant().plusSeconds(given.seconds()),
                        session.endsAt(),
                        session.sid(),
                        session.csrf()))
                .onErrorResume(KeycloakTokens.RefusedException.class, refused -> {
                    // Not for all: another replica may have renewed it a moment ago.
                    ended.addHere(session.sid());
                    return Mono.empty();
                });
    }
}
