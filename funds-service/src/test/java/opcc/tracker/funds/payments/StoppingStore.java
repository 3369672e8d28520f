package opcc.tracker.funds.payments;

import com.mongodb.MongoTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import opcc.tracker.funds.ledger.Entry;
import opcc.tracker.funds.ledger.EntryStore;

/** Entries of one fund in memory; stops answering after as many appends as a test says, having stored the last of them. */
final class StoppingStore implements EntryStore {

    private final List<Entry> entries = new ArrayList<>();
    private int appendsLeft = Integer.MAX_VALUE;

    /** The {@code appends}th append from now on is stored, and its caller is not told. */
    synchronized void stopsAfter(int appends) {
        appendsLeft = appends;
    }

    synchronized void goesOn() {
        appendsLeft = Integer.MAX_VALUE;
    }

    @Override
    public synchronized int append(List<Entry> batch) {
        if (appendsLeft == 0) {
            throw new MongoTimeoutException("the store does not answer");
        }
        for (int i = 0; i < batch.size(); i++) {
            if (batch.get(i).sequence() != entries.size() + 1L) {
                return i;
            }
            entries.add(batch.get(i));
        }
        appendsLeft--;
        if (appendsLeft == 0) {
            throw new MongoTimeoutException("the store does not answer");
        }
        return batch.size();
    }

    @Override
    public synchronized List<Entry> after(String fund, long sequence, int limit) {
        return entries.stream()
                .filter(entry -> entry.sequence() > sequence)
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized void each(String fund, Consumer<Entry> consumer) {
        List.copyOf(entries).forEach(consumer);
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

    synchronized int size() {
        return entries.size();
    }
}
