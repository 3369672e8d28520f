package opcc.tracker.gateway.console;

import com.mongodb.MongoException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import opcc.tracker.gateway.replicas.MongoReplicas;
import opcc.tracker.gateway.replicas.ReplicaSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Tells the other replicas which sessions have ended here and hears of theirs, again and again. So no person waits for the
 * database; while that is away each replica knows its own, which it tells afterwards.
 */
final class SharedEndings implements DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(SharedEndings.class);
    /** The clock of another replica may be behind. */
    private static final Duration LOOK_BACK = Duration.ofMinutes(1);

    private final MongoReplicas replicas;
    private final Duration patience;
    private final EndedSessions sessions;
    private final MongoEndedSessions shared;
    private final Clock clock;
    private final Disposable exchange;
    private Instant heardUntil;
    private boolean away;

    SharedEndings(MongoReplicas replicas, EndedSessions sessions, ReplicaSettings settings, Clock clock) {
        this.replicas = replicas;
        this.patience = settings.patience();
        this.sessions = sessions;
        this.shared = new MongoEndedSessions(replicas, sessions.kept());
        this.clock = clock;
        this.heardUntil = clock.instant().minus(sessions.kept());
        // Before the first request, or a restart would let in whoever was signed out.
        exchange();
        this.exchange = Flux.interval(settings.listenEvery())
                .onBackpressureDrop()
                .concatMap(tick -> replicas.ask(this::exchange).onErrorResume(failure -> Mono.empty()), 1)
                .subscribe();
    }

    /** Whether what has ended here by now is where it outlasts this process; false if that is not so within a moment. */
    Mono<Boolean> toldNow() {
        return replicas.ask(this::exchange).timeout(patience).onErrorReturn(false);
    }

    private synchronized boolean exchange() {
        try {
            Instant now = clock.instant();
            Map<String, Instant> untold = sessions.untold();
            if (!untold.isEmpty()) {
                shared.add(untold, now);
                sessions.told(untold.keySet());
            }
            sessions.hear(shared.since(heardUntil));
            heardUntil = now.minus(LOOK_BACK);
            if (away) {
                LOG.info("Replicas tell each other of ended sessions again");
            }
            away = false;
        } catch (MongoException e) {
            if (!away) {
                LOG.warn(
                        "The store of ended sessions does not answer ({}); until it does, each replica knows its own",
                        e.getClass().getSimpleName());
            }
            away = true;
        }
        return !away;
    }

    @Override
    public void destroy() {
        exchange.dispose();
    }
}
