package opcc.tracker.outcomes.uploads;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import opcc.tracker.kit.refusal.Refusal;
import opcc.tracker.outcomes.records.UploadedFile;
import opcc.tracker.outcomes.store.UploadStore;
import opcc.tracker.v1.UploadStateEnum.UploadState;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;

/**
 * Shows callers how uploads go on. The store is asked again and again, since another process may be at work on the upload; who
 * watches keeps the virtual thread of their call, which costs nothing while it waits.
 */
public final class UploadWatches {

    /** How many may watch at once, for each of them the store is asked some times a second. */
    private static final int AT_ONCE = 200;

    private static final int BY_ONE_CALLER = 5;
    private static final int SECONDS_TO_WAIT = 5;

    /** Half as long as an access token is good, and less than the gateway gives a stream. */
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private static final Duration PAUSE = Duration.ofMillis(300);

    private final UploadStore uploads;
    private final Clock clock;
    private final Map<String, Integer> watching = new HashMap<>();
    private int places = AT_ONCE;
    private volatile boolean stopping;

    /** Who watches. */
    public interface Watcher {

        /** Whether they have read enough to be shown more. */
        boolean isReady();

        /** Shows them the upload as it is now. */
        void show(UploadedFile upload);

        /** Waits; false, and at once, if they have left. */
        boolean staysFor(Duration pause) throws InterruptedException;
    }

    UploadWatches(UploadStore uploads, Clock clock) {
        this.uploads = uploads;
        this.clock = clock;
    }

    /**
     * Shows an upload now and whenever it has changed, and returns when it has come to its end, the watcher has left, or it is
     * time to let somebody else watch.
     *
     * @param caller the watcher's subject
     * @throws Refusal if there is no such upload, or too many watch
     */
    public void watch(String id, String caller, Watcher watcher) {
        enter(caller);
        try {
            follow(id, watcher);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            leave(caller);
        }
    }

    private void follow(String id, Watcher watcher) throws InterruptedException {
        Instant end = clock.instant().plus(LONGEST);
        UploadedFile shown = null;
        do {
            shown = show(id, shown, watcher);
        } while (!isEnded(shown)
                && watcher.staysFor(PAUSE)
                && !stopping
                && clock.instant().isBefore(end));
    }

    private @Nullable UploadedFile show(String id, @Nullable UploadedFile shown, Watcher watcher) {
        UploadedFile now = uploads.find(id).orElseThrow(() -> Refusal.notFound(UploadedFile.name(id)));
        // Who reads slowly is shown the latest when they are ready, not what was in between.
        if (now.equals(shown) || !watcher.isReady()) {
            return shown;
        }
        watcher.show(now);
        return now;
    }

    private static boolean isEnded(@Nullable UploadedFile shown) {
        return shown != null && shown.progress().state() != UploadState.RUNNING;
    }

    private synchronized void enter(String caller) {
        if (places == 0 || watching.getOrDefault(caller, 0) == BY_ONE_CALLER) {
            throw Refusal.exhausted(
                    "TOO_MANY_WATCHES",
                    places == 0
                            ? "Too many uploads are being watched at the moment. Ask how far yours came by GetUpload."
                            : "You watch " + BY_ONE_CALLER + " uploads already. End one of these watches first.",
                    SECONDS_TO_WAIT);
        }
        places--;
        watching.merge(caller, 1, Integer::sum);
    }

    private synchronized void leave(String caller) {
        places++;
        watching.computeIfPresent(caller, (name, open) -> open == 1 ? null : open - 1);
    }

    /** How many watch now. */
    public synchronized int open() {
        return AT_ONCE - places;
    }

    /** The server waits for calls under way when it stops, and these would not end. */
    @EventListener(ContextClosedEvent.class)
    public void stop() {
        stopping = true;
    }
}
