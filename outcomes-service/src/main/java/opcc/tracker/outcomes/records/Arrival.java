package opcc.tracker.outcomes.records;

import java.time.Instant;
import java.util.Comparator;

/**
 * That a batch with records of a quarter has come.
 *
 * @param batch the batch's id
 * @param provider who reported it, {@code providers/...}
 * @param receivedAt when, to the millisecond
 */
public record Arrival(String batch, String provider, Instant receivedAt) {

    /** Those first that came first; of the same millisecond by their ids, so that there is one order only. */
    public static final Comparator<Arrival> IN_ORDER =
            Comparator.comparing(Arrival::receivedAt).thenComparing(Arrival::batch);
}
