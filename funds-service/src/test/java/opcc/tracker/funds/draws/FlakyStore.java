package opcc.tracker.funds.draws;

import com.mongodb.MongoTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.IntUnaryOperator;
import opcc.tracker.funds.ledger.Entry;
import opcc.tracker.funds.ledger.EntryStore;

/**
 * Entries of one fund in memory, with the promise of the real store (one entry for each place) and its failures: an
 * append may store any prefix and then not answer.
 */
final class FlakyStore implements EntryStore {

    private final List<Entry> entries = new ArrayList<>();
    private final AtomicInteger appends = new AtomicInteger();
    private IntUnaryOperator failure = size -> -1;

    /** From now on {@code failure} tells for a batch's size how many are stored before the store stops answering; -1: all. */
    synchronized void failing(IntUnaryOperator failure) {
        this.failure = failure;
    }

    /** How many batches were appended. */
    int appends() {
        return appends.get();
    }

    @Override
    public synchronized int append(List<Entry> batch) {
        appends.incrementAndGet();
        int storedBeforeFailure = failure.applyAsInt(batch.size());
        int stored = 0;
        for (Entry entry : batch) {
            if (stored == storedBeforeFailure) {
                break;
            }
            if (entry.sequence() != entries.size() + 1L) {
                return stored;
            }
            entries.add(entry);
            stored++;
        }
        if (storedBeforeFailure >= 0) {
            throw new MongoTimeoutException("the store does not answer");
        }
        return stored;
    }

    @Override
    public synchronized List<Entry> after(String fund, long sequence, int limit) {
        return entries.stream()
                .filter(entry -> entry.sequence() > sequence)
                .limit(limit == 0 ? Long.MAX_VALUE : limit)
                .toList();
    }

    @Override
    public synchronized void each(String fund, Consumer<Entry> consumer) {
        entries.forEach(consumer);
    }

    @Override
    public synchronized List<Entry> ofDraw(String fund, String draw, long lastSequence) {
        return entries.stream()
                .filter(entry -> entry.fact().draw().equals(draw) && entry.sequence() <= lastSequence)
                .toList();
    }

    @Override
    public synchronized List<Entry> allocationsAfter(String fund, long sequence, int limit) {
        throw new UnsupportedOperationException("not a matter of these tests");
    }

    /** Everything stored, in its order. */
    synchronized List<Entry> all() {
        return List.copyOf(entries);
    }

    /** Puts {@code entry} in the place of the one it has the sequence of, as no ledger would. */
    synchronized void tamper(Entry entry) {
        entries.set(Math.toIntExact(entry.sequence() - 1), entry);
    }

    /** Takes an entry out, as no ledger would. */
    synchronized void remove(long sequence) {
        entries.remove(Math.toIntExact(sequence - 1));
    }
}
