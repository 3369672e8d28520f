package opcc.tracker.funds.notifications;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import opcc.tracker.funds.register.FundRegister;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Tells approvers at once of what this process records, and, by sweeps, of what other processes recorded and did not tell,
 * what has become overdue, and what is to be tried again.
 */
public final class Notifications implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Notifications.class);

    /** Gathers what is recorded shortly after, so that a busy fund is not followed for every entry. */
    private static final long GATHER_MILLIS = 100;

    private final FundRegister register;
    private final Follower follower;
    private final Sender sender;
    private final Set<String> awaited = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService worker = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("notifications").factory());

    Notifications(FundRegister register, Follower follower, Sender sender) {
        this.register = register;
        this.follower = follower;
        this.sender = sender;
        if (!sender.canSend()) {
            log.warn("NOTIFY_API_KEY is not set: approvers are told of nothing, their notifications wait");
        }
    }

    /** Whether there is a way to send anything. */
    public boolean canSend() {
        return sender.canSend();
    }

    /** Something was recorded in this fund's ledger. Does not wait for anything. */
    public void wake(String fund) {
        if (awaited.add(fund)) {
            try {
                var _ = worker.schedule(
                        () -> {
                            awaited.remove(fund);
                            guarded(() -> follower.follow(fund));
                            sender.wake();
                        },
                        GATHER_MILLIS,
                        TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException e) {
                log.debug("the next process will tell");
            }
        }
    }

    /** Follows every fund. */
    @Scheduled(initialDelayString = "PT5S", fixedDelayString = "PT1M")
    public void sweep() {
        try {
            worker.execute(() -> {
                guarded(() -> register.ids().forEach(fund -> guarded(() -> follower.sweep(fund))));
                sender.wake();
            });
        } catch (RejectedExecutionException e) {
            log.debug("stopped");
        }
    }

    /** Sends what is due by now. */
    @Scheduled(initialDelayString = "PT5S", fixedDelayString = "PT5S")
    public void sendDue() {
        sender.wake();
    }

    private static void guarded(Runnable following) {
        try {
            following.run();
        } catch (RuntimeException e) {
            log.warn("a fund could not be followed: {}", e.getClass().getSimpleName());
        }
    }

    @Override
    public void close() {
        sender.stop();
        worker.shutdownNow();
    }
}
