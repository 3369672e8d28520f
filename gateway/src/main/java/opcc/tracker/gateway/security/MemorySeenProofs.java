package opcc.tracker.gateway.security;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import reactor.core.publisher.Mono;

/**
 * Remembers proofs in two sets, of which the older is dropped once all in it are too old anyway. Each gateway remembers its
 * own; with several, a proof could be used once at each within its minute.
 */
final class MemorySeenProofs implements SeenProofs {

    private final Duration kept;
    private final int most;
    private final Clock clock;
    private Set<String> present = new HashSet<>();
    private Set<String> before = new HashSet<>();
    private Instant since;

    /** Remembers proofs for at least {@code kept}, and takes no more than {@code most} within that time. */
    MemorySeenProofs(Duration kept, int most, Clock clock) {
        this.kept = kept;
        this.most = most;
        this.clock = clock;
        this.since = clock.instant();
    }

    @Override
    public Mono<Boolean> isNew(DpopProof proof) {
        return Mono.fromSupplier(() -> note(proof.digest()));
    }

    private synchronized boolean note(String name) {
        Instant now = clock.instant();
        if (!since.plus(kept).isAfter(now)) {
            before = since.plus(kept.multipliedBy(2)).isAfter(now) ? present : new HashSet<>();
            present = new HashSet<>();
            since = now;
        }
        return present.size() < most && !before.contains(name) && present.add(name);
    }
}
