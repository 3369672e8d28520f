package opcc.tracker.outcomes.retention;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import opcc.tracker.kit.idempotency.Command;
import opcc.tracker.kit.pseudonyms.RotatingPseudonyms;
import opcc.tracker.outcomes.store.ErasureStore;
import opcc.tracker.outcomes.store.RemovalStore;

/**
 * Erases what a provider has reported of a person. The log's entry is written first, then batch after batch is changed, each
 * noting how many records this command took from it: however often it is broken off and repeated, it ends with everything
 * gone and the same receipt.
 */
public final class Erasures {

    private final ErasureStore entries;
    private final RemovalStore records;
    private final RotatingPseudonyms pseudonyms;
    private final Clock clock;

    /** Removes from {@code records} and notes it in {@code entries}. */
    public Erasures(ErasureStore entries, RemovalStore records, RotatingPseudonyms pseudonyms, Clock clock) {
        this.entries = entries;
        this.records = records;
        this.pseudonyms = pseudonyms;
        this.clock = clock;
    }

    /**
     * What the provider is told.
     *
     * @param entry the log's entry
     * @param count how many records the command erased, now or before
     */
    public record Receipt(Erasure entry, int count) {}

    /** Erases what {@code provider} has reported under one of its references. */
    public Receipt erase(String provider, String caseReference, String author) {
        Command command = Command.current();
        Erasure entry = entries.begin(Erasure.of(
                command,
                provider,
                author,
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                UUID.randomUUID().toString()));
        entry.requireRepeatedBy(command);
        if (!entries.isDone(entry.id())) {
            records.erase(provider, pseudonyms.of(provider).all(caseReference), entry.id());
            entries.done(entry.id());
        }
        return new Receipt(entry, records.erasedBy(provider, entry.id()));
    }
}
