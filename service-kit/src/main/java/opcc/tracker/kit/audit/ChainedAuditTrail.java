package opcc.tracker.kit.audit;

import com.mongodb.MongoException;
import com.mongodb.MongoTimeoutException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Writes a hash-chained stream of its own, so that any number of replicas write without waiting for each other. Events
 * that come while a batch is being stored make the next batch (group commit). When the store fails it can't be told how
 * much of a batch it holds; those callers get the failure, and the next batch begins a new stream.
 */
public final class ChainedAuditTrail implements AuditTrail {

    private static final int BATCH = 500;

    /** Callers waited for the store before; with this they still hear of it within the gateway's ten seconds. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final AuditStore store;
    private final ReentrantLock lock = new ReentrantLock();
    private final Queue<Pending> queue = new ArrayDeque<>();
    private boolean writing;

    /** The head of the present stream; null when a new one must begin. Only the writing thread uses it. */
    private AuditRecord.@Nullable Head head;

    private record Pending(AuditEvent event, CompletableFuture<Boolean> stored) {}

    /** Writes to {@code store}. */
    public ChainedAuditTrail(AuditStore store) {
        this.store = store;
    }

    @Override
    public void record(AuditEvent event) {
        try {
            queue(event).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new MongoTimeoutException("the audit trail was not stored in time");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MongoTimeoutException("interrupted while the audit trail was stored");
        }
    }

    @Override
    public void recordUnawaited(AuditEvent event) {
        var _ = queue(event);
    }

    private CompletableFuture<Boolean> queue(AuditEvent event) {
        Pending pending = new Pending(event, new CompletableFuture<>());
        lock.lock();
        try {
            queue.add(pending);
            if (!writing) {
                writing = true;
                Thread.ofVirtual().name("audit").start(this::write);
            }
        } finally {
            lock.unlock();
        }
        return pending.stored;
    }

    private void write() {
        for (List<Pending> batch = take(); !batch.isEmpty(); batch = take()) {
            try {
                write(batch);
            } catch (RuntimeException | Error e) {
                head = null;
                // What waits behind a store that is away would only wait as long again.
                batch.addAll(takeAll());
                batch.forEach(pending -> pending.stored.completeExceptionally(e));
            }
        }
    }

    private List<Pending> take() {
        lock.lock();
        try {
            List<Pending> batch = new ArrayList<>();
            while (batch.size() < BATCH && !queue.isEmpty()) {
                batch.add(queue.remove());
            }
            writing = !batch.isEmpty();
            return batch;
        } finally {
            lock.unlock();
        }
    }

    private List<Pending> takeAll() {
        lock.lock();
        try {
            List<Pending> all = new ArrayList<>(queue);
            queue.clear();
            return all;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Stores a batch.
     *
     * @throws MongoException if the store does not answer
     */
    private void write(List<Pending> batch) {
        AuditRecord.Head last = head;
        List<AuditRecord.Head> anchors = List.of();
        if (last == null) {
            anchors = store.looseHeads();
            last = new AuditRecord.Head(UUID.randomUUID().toString(), 0, AuditRecord.NO_HASH);
        }
        List<AuditRecord> records = new ArrayList<>();
        for (Pending pending : batch) {
            AuditRecord record = AuditRecord.append(last, pending.event, anchors);
            records.add(record);
            last = record.head();
            anchors = List.of();
        }
        store.append(records);
        head = last;
        batch.forEach(pending -> pending.stored.complete(true));
    }
}
