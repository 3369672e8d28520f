package opcc.tracker.outcomes.intake;

import com.mongodb.MongoException;
import com.mongodb.MongoTimeoutException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import opcc.tracker.kit.refusal.Refusal;
import opcc.tracker.kit.store.CallersTime;
import opcc.tracker.outcomes.quarters.Freezes;
import opcc.tracker.outcomes.quarters.FrozenPeople;
import opcc.tracker.outcomes.records.Batch;
import opcc.tracker.outcomes.store.BatchStore;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * The way of calls' batches into the store. A few writers take what waits there, those first that came first; batches that come
 * while all of them write are gathered and written together (group commit, decision 0200). So the store is asked by no more
 * than a few at once however many call, and a caller who is alone waits for nobody.
 *
 * <p>Each caller is told what became of its own batch, and how far its quarters were frozen when it was there: of that, too, the
 * store is asked once for all that was written together. If a write fails, any of its batches may be stored: all its callers get
 * the failure, and the same command again finds out. What waited has waited as long, and fails with it.
 */
@Component
public final class GatheredBatches {

    /** More would only make the store's own queue longer, and what waits there is waited for by the socket's limit. */
    private static final int WRITERS = 2;

    /** Records of one write, besides those of its first batch: some 1 MB of the 48 MB that a message may have. */
    private static final int TOGETHER = 2_000;

    /** Records that wait: what is written within the time that a caller has. */
    private static final int MOST_WAITING = 100_000;

    /** How long somebody waits who has not said how long: for a place, and for the write. */
    private static final long PATIENCE_MILLIS = 20_000;

    /** What is kept of a caller's time for the write itself. */
    private static final long WRITING_MILLIS = 1_000;

    private static final int RETRY_AFTER_SECONDS = 2;

    private final Writes store;
    private final Looks looks;
    private final ReentrantLock lock = new ReentrantLock();
    private final Set<Pending> queue = new LinkedHashSet<>();
    private int waitingRecords;
    private int writers;

    @Autowired
    GatheredBatches(BatchStore store, FrozenPeople frozen) {
        this(store::insertAll, frozen::freezes);
    }

    GatheredBatches(Writes store, Looks looks) {
        this.store = store;
        this.looks = looks;
    }

    /** As {@link BatchStore#insertAll}. */
    interface Writes {
        Set<Integer> insertAll(List<Batch> some);
    }

    /** As {@link FrozenPeople#freezes}. */
    interface Looks {
        Freezes freezes(Collection<String> quarters);
    }

    private static final class Pending {
        private final Batch batch;
        private final CompletableFuture<Optional<Freezes>> added = new CompletableFuture<>();

        Pending(Batch batch) {
            this.batch = batch;
        }

        int size() {
            return batch.records().size();
        }
    }

    /**
     * Adds a batch as {@link BatchStore#insertAll} does.
     *
     * @return how far its quarters, at least, were frozen when they had it; empty if it was not added, since its command has
     *     stored one
     * @throws Refusal UNAVAILABLE if so many wait that it would not be written in time; it is not stored
     * @throws MongoException if the store does not answer; it may be stored or not
     */
    Optional<Freezes> insert(Batch batch) {
        Pending pending = new Pending(batch);
        queue(pending);
        long left = CallersTime.leftMillis();
        long patience = left == Long.MAX_VALUE ? PATIENCE_MILLIS : left;
        try {
            return pending.added.get(Math.max(patience / 2, patience - WRITING_MILLIS), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            if (withdraw(pending)) {
                throw busy();
            }
            return written(pending);
        } catch (InterruptedException | ExecutionException e) {
            throw failure(e);
        }
    }

    private static Optional<Freezes> written(Pending pending) {
        try {
            return pending.added.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException | InterruptedException | ExecutionException e) {
            throw failure(e);
        }
    }

    private static RuntimeException failure(Exception e) {
        if (e instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
        return e.getCause() instanceof RuntimeException cause ? cause : new MongoTimeoutException("the store is slow");
    }

    private static Refusal busy() {
        return Refusal.unavailable(
                "BUSY",
                "More outcomes come in than can be stored at this moment. None of these are: send them again in a"
                        + " moment.",
                RETRY_AFTER_SECONDS);
    }

    private void queue(Pending pending) {
        lock.lock();
        try {
            if (waitingRecords + pending.size() > MOST_WAITING) {
                throw busy();
            }
            queue.add(pending);
            waitingRecords += pending.size();
            if (writers < WRITERS) {
                writers++;
                // Virtual ones would stand behind all calls that are being validated, which do not wait.
                Thread.ofPlatform().daemon().name("intake").start(this::write);
            }
        } finally {
            lock.unlock();
        }
    }

    /** How many batches wait to be written. */
    int waiting() {
        lock.lock();
        try {
            return queue.size();
        } finally {
            lock.unlock();
        }
    }

    /** Whether it was still waiting, and does so no longer. */
    private boolean withdraw(Pending pending) {
        lock.lock();
        try {
            boolean waited = queue.remove(pending);
            waitingRecords -= waited ? pending.size() : 0;
            return waited;
        } finally {
            lock.unlock();
        }
    }

    private void write() {
        for (List<Pending> some = take(); !some.isEmpty(); some = take()) {
            try {
                Set<Integer> earlier =
                        store.insertAll(some.stream().map(each -> each.batch).toList());
                // After the write and not before: a freezing that begins now has them in its list.
                Freezes freezes = looks.freezes(quarters(some));
                for (int i = 0; i < some.size(); i++) {
                    some.get(i).added.complete(earlier.contains(i) ? Optional.empty() : Optional.of(freezes));
                }
            } catch (RuntimeException | Error e) {
                // First those who wait: who hears of the failure may come again at once, and that is not to fail with
                // it.
                takeAll().forEach(pending -> pending.added.completeExceptionally(e));
                some.forEach(pending -> pending.added.completeExceptionally(e));
            }
        }
    }

    private static Set<String> quarters(List<Pending> some) {
        return some.stream().flatMap(each -> each.batch.quarters().stream()).collect(Collectors.toSet());
    }

    private List<Pending> take() {
        lock.lock();
        try {
            List<Pending> some = new ArrayList<>();
            int records = 0;
            for (Pending next : queue) {
                if (!some.isEmpty() && records + next.size() > TOGETHER) {
                    break;
                }
                some.add(next);
                records += next.size();
            }
            some.forEach(queue::remove);
            waitingRecords -= records;
            writers -= some.isEmpty() ? 1 : 0;
            return some;
        } finally {
            lock.unlock();
        }
    }

    private List<Pending> takeAll() {
        lock.lock();
        try {
            List<Pending> all = List.copyOf(queue);
            queue.clear();
            waitingRecords = 0;
            return all;
        } finally {
            lock.unlock();
        }
    }
}
