package opcc.tracker.outcomes.records;

import java.time.Instant;
import java.util.List;
import opcc.tracker.kit.idempotency.Command;

/**
 * Outcomes that were taken in together.
 *
 * @param command the command that brought them; its id is the batch's
 * @param provider who reported them, {@code providers/...}
 * @param receivedAt when, to the millisecond
 * @param records 1 to 1000, in the order in which they were reported
 */
public record Batch(Command command, String provider, Instant receivedAt, List<OutcomeRecord> records) {

    /** Copies the list. */
    public Batch {
        records = List.copyOf(records);
    }

    /** The quarters that it has records of, oldest first. */
    public List<String> quarters() {
        return records.stream().map(OutcomeRecord::quarter).distinct().sorted().toList();
    }

    /** The same with other records. */
    public Batch with(List<OutcomeRecord> others) {
        return new Batch(command, provider, receivedAt, others);
    }
}
