package opcc.tracker.gateway.edge;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * The first part to stop. Readiness says down from the beginning of a shutdown on; meanwhile requests are served as ever,
 * until whoever leads them here has noticed. Then the servers take no new ones and finish those under way.
 */
@Component
final class DrainPause implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(DrainPause.class);

    private final EdgeSettings settings;
    private volatile boolean running;

    DrainPause(EdgeSettings settings) {
        this.settings = settings;
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop(Runnable finished) {
        LOG.info(
                "Shutting down: not ready any more, new requests are taken for {} ms",
                settings.drainPause().toMillis());
        CompletableFuture.delayedExecutor(settings.drainPause().toMillis(), TimeUnit.MILLISECONDS)
                .execute(() -> {
                    running = false;
                    finished.run();
                });
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** The highest phase is stopped first. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }
}
