package opcc.tracker.funds.receipts;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Removes what uploads left behind that were cut off. What is a day old belongs to no call that still runs. */
@Component
public final class Leftovers {

    private static final Logger log = LoggerFactory.getLogger(Leftovers.class);
    private static final Duration OLD = Duration.ofDays(1);
    private static final Duration LOOKED_BACK = Duration.ofDays(30);

    private final ReceiptStore store;
    private final Clock clock;

    Leftovers(ReceiptStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** Looks through the files of the last 30 days. */
    @Scheduled(initialDelayString = "PT10M", fixedDelayString = "PT24H")
    public void sweep() {
        try {
            Instant now = clock.instant();
            int removed = store.removeLeftovers(now.minus(LOOKED_BACK), now.minus(OLD));
            if (removed > 0) {
                log.info("removed {} files of receipts that were never attached", removed);
            }
        } catch (RuntimeException e) {
            log.warn(
                    "the files of receipts could not be looked through: {}",
                    e.getClass().getSimpleName());
        }
    }
}
