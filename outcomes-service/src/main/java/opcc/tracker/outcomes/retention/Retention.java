package opcc.tracker.outcomes.retention;

import java.time.Clock;
import java.time.LocalDate;
import opcc.tracker.kit.calendar.FinancialYear;
import opcc.tracker.outcomes.store.RemovalStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Removes the records whose time is over. Every replica may do so: each batch is changed by a conditional write that also
 * notes what went, so a record is removed and counted once.
 */
public final class Retention {

    private static final Logger log = LoggerFactory.getLogger(Retention.class);

    private final RemovalStore store;
    private final Clock clock;

    /** Removes from {@code store}. */
    public Retention(RemovalStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** Removes what is due by today. */
    @Scheduled(initialDelayString = "PT2M", fixedDelayString = "PT6H")
    public void sweep() {
        LocalDate today = FinancialYear.today(clock);
        try {
            store.removeUpTo(RetentionPeriod.lastOver(today).toString(), today.toString());
        } catch (RuntimeException e) {
            log.warn(
                    "records whose time is over could not be removed: {}",
                    e.getClass().getSimpleName());
        }
    }
}
