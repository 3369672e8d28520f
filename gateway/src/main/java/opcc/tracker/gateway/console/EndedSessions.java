package opcc.tracker.gateway.console;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import opcc.tracker.gateway.security.IssuedTokens;

/**
 * The sessions that ended before their cookies did, for as long as a cookie may last. What one replica is told the others
 * hear of where they share a database, see {@link SharedEndings}; else they find out when they ask for the next access token.
 */
final class EndedSessions {

    private static final int MOST = 100_000;

    private final Duration kept;
    private final Clock clock;
    /** By digests of their names. */
    private final Map<String, Instant> ended = new LinkedHashMap<>();

    private final Map<String, Instant> untold = new LinkedHashMap<>();

    EndedSessions(Duration kept, Clock clock) {
        this.kept = kept;
        this.clock = clock;
    }

    /** From now on the session of this name is over, at all replicas. */
    void add(String name) {
        Instant now = clock.instant();
        String digest = IssuedTokens.sha256(name);
        synchronized (this) {
            note(digest, now);
            keepFew(untold);
            untold.put(digest, now);
        }
    }

    /** From now on it is over here; whether it is at the other replicas is theirs to find out. */
    void addHere(String name) {
        hear(Map.of(IssuedTokens.sha256(name), clock.instant()));
    }

    boolean contains(String name) {
        String digest = IssuedTokens.sha256(name);
        synchronized (this) {
            return ended.containsKey(digest);
        }
    }

    /** How long ago a session may have ended that still matters. */
    Duration kept() {
        return kept;
    }

    /** What ended here and no other replica has heard of. */
    synchronized Map<String, Instant> untold() {
        return Map.copyOf(untold);
    }

    /** The other replicas can hear of these from now on. */
    synchronized void told(Collection<String> digests) {
        untold.keySet().removeAll(digests);
    }

    /** These have ended, perhaps at another replica. */
    synchronized void hear(Map<String, Instant> others) {
        others.forEach(this::note);
    }

    private void note(String digest, Instant at) {
        if (ended.containsKey(digest)) {
            return;
        }
        Instant oldest = clock.instant().minus(kept);
        ended.values().removeIf(oldest::isAfter);
        keepFew(ended);
        ended.put(digest, at);
    }

    private static void keepFew(Map<String, Instant> sessions) {
        if (sessions.size() >= MOST) {
            sessions.remove(sessions.keySet().iterator().next());
        }
    }
}
