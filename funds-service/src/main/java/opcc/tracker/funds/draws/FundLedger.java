package opcc.tracker.funds.draws;

import com.google.rpc.Code;
import com.mongodb.MongoException;
import com.mongodb.MongoTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Stream;
import opcc.tracker.funds.ledger.Actor;
import opcc.tracker.funds.ledger.Entry;
import opcc.tracker.funds.ledger.EntryStore;
import opcc.tracker.kit.idempotency.Command;
import opcc.tracker.kit.refusal.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * The ledger of one fund in this process. Commands that arrive while a batch is being stored are gathered and stored as
 * the next batch (group commit): they are decided one after another on a draft of the state and appended in that order.
 *
 * <p>Any number of processes may do the same for the same fund. The store takes only one entry for each place, so a
 * process whose state is behind loses, reads what it missed, and decides again; a refusal, too, is only given on a state
 * that was read after the command arrived. No lock is held on the store, and a crash leaves a valid prefix.
 */
public final class FundLedger {

    private static final int BATCH = 256;
    private static final int READ = 1_000;

    /** Losing to another process is progress, its entry is read; this many rounds without any are none. */
    private static final int MOST_IN_VAIN = 20;

    /** Shorter than the deadline of any caller, so that a slow store is told as such. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final EntryStore store;
    private final Clock clock;
    private final FundState state;
    private final ReentrantLock stateLock = new ReentrantLock();
    private final ReentrantLock queueLock = new ReentrantLock();
    private final Queue<Pending> queue = new ArrayDeque<>();
    private boolean writing;

    private record Pending(FundCommand command, Actor actor, Command identity, CompletableFuture<Answer> result) {}

    private sealed interface Answer {}

    /** The entry of this sequence, stored before, is the command's. */
    private record Earlier(long sequence) implements Answer {}

    private record Drafted(Pending pending, Recorded recorded) {}

    private record Refused(Pending pending, Refusal refusal) {}

    /**
     * A command's place in the ledger and what came of it.
     *
     * @param entry its entry
     * @param draw the draw after it; null for an allocation
     */
    public record Recorded(Entry entry, @Nullable Draw draw) implements Answer {}

    /** The ledger of {@code fund} in {@code store}. */
    public FundLedger(String fund, EntryStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
        this.state = new FundState(fund);
    }

    /**
     * Carries out a command, once: the same {@code identity} again gives the entry of the first time.
     *
     * @throws Refusal if the rules refuse it
     * @throws MongoException if the store does not answer, or not in time; the command may or may not have been stored,
     *     and the same identity again tells
     */
    public Recorded record(FundCommand command, Actor actor, Command identity) {
        Pending pending = new Pending(command, actor, identity, new CompletableFuture<>());
        queueLock.lock();
        try {
            queue.add(pending);
            if (!writing) {
                writing = true;
                Thread.ofVirtual().name("ledger-" + state.fund()).start(this::write);
            }
        } finally {
            queueLock.unlock();
        }
        return switch (await(pending)) {
            case Recorded recorded -> recorded;
            case Earlier(long sequence) -> recall(sequence);
        };
    }

    private static Answer await(Pending pending) {
        try {
            return pending.result.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            MongoTimeoutException slow = new MongoTimeoutException("the store is slow");
            pending.result.completeExceptionally(slow);
            throw slow;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MongoTimeoutException("interrupted while the store was awaited");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        }
    }

    /** Reads from the state as the store has it now. {@code reading} must not keep the state. */
    public <T> T read(Function<FundState, T> reading) {
        catchUp();
        return peek(reading);
    }

    /** Reads from the state as this process knows it, which may be behind. {@code reading} must not keep the state. */
    public <T> T peek(Function<FundState, T> reading) {
        stateLock.lock();
        try {
            return reading.apply(state);
        } finally {
            stateLock.unlock();
        }
    }

    private void write() {
        for (List<Pending> batch = takeBatch(); !batch.isEmpty(); batch = takeBatch()) {
            try {
                writeBatch(batch);
            } catch (RuntimeException | Error e) {
                // First: who hears of the failure may try again at once, and that is not to fail with it.
                failQueued(e);
                batch.forEach(pending -> pending.result.completeExceptionally(e));
            }
        }
    }

    /** Those that came while a batch failed have waited as long, and would only meet the same failure later. */
    private void failQueued(Throwable failure) {
        queueLock.lock();
        try {
            queue.forEach(pending -> pending.result.completeExceptionally(failure));
            queue.clear();
        } finally {
            queueLock.unlock();
        }
    }

    private List<Pending> takeBatch() {
        queueLock.lock();
        try {
            List<Pending> batch = new ArrayList<>();
            while (batch.size() < BATCH && !queue.isEmpty()) {
                batch.add(queue.remove());
            }
            writing = !batch.isEmpty();
            return batch;
        } finally {
            queueLock.unlock();
        }
    }

    /**
     * Decides and stores until every command of the batch has its answer. The first round trusts the state as this
     * process knows it; the later ones read first what the store has.
     */
    private void writeBatch(List<Pending> batch) {
        List<Pending> open = batch;
        int inVain = 0;
        for (boolean current = false; !open.isEmpty(); current = true) {
            long before = peek(FundState::lastSequence);
            Round round = draft(open, current);
            int stored = round.drafted.isEmpty() ? 0 : store.append(round.entries());
            boolean allStored = stored == round.drafted.size();
            accept(round.drafted.subList(0, stored));
            List<Pending> again = new ArrayList<>(round.waiting);
            round.drafted.subList(stored, round.drafted.size()).forEach(lost -> again.add(lost.pending));
            for (Refused refused : round.refused) {
                if (current && allStored) {
                    refused.pending.result.completeExceptionally(refused.refusal);
                } else {
                    again.add(refused.pending);
                }
            }
            open = again;
            inVain = allStored || peek(FundState::lastSequence) > before ? 0 : inVain + 1;
            if (inVain == MOST_IN_VAIN) {
                throw taken(before + 1);
            }
        }
    }

    /** Whoever loses a place reads what took it; if there is nothing to read, to go on would be for ever. */
    private Refusal taken(long place) {
        String entry = "funds/" + state.fund() + "/entries/" + place;
        return Refusal.of(
                Code.INTERNAL,
                "LEDGER_UNREADABLE",
                "The place of \"" + entry
                        + "\" is taken by something that is not an entry, so nothing can be added to this"
                        + " fund. It was not carried out. Tell whoever looks after the database.",
                Map.of("resource", entry));
    }

    /** What a round of decisions came to. Refusals count only if the state they were made on turns out to hold. */
    private static final class Round {
        private final List<Drafted> drafted = new ArrayList<>();
        private final List<Refused> refused = new ArrayList<>();
        private final List<Pending> waiting = new ArrayList<>();

        List<Entry> entries() {
            return drafted.stream().map(draft -> draft.recorded.entry).toList();
        }
    }

    private Round draft(List<Pending> open, boolean current) {
        if (current) {
            catchUp();
        }
        stateLock.lock();
        try {
            Round round = new Round();
            FundState draft = state.draft();
            Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
            open.forEach(pending -> decide(pending, draft, now, round));
            return round;
        } finally {
            stateLock.unlock();
        }
    }

    private void decide(Pending pending, FundState draft, Instant now, Round round) {
        if (pending.result.isDone()) {
            // Its caller has given up waiting.
            return;
        }
        try {
            FundState.Carried earlier = draft.carriedOut(pending.identity.id());
            if (earlier != null && pending.identity.repeats(earlier.command())) {
                if (earlier.sequence() <= state.lastSequence()) {
                    pending.result.complete(new Earlier(earlier.sequence()));
                } else {
                    round.waiting.add(pending);
                }
                return;
            }
            Entry entry = draft.next(DrawRules.decide(draft, pending.command, pending.actor, now, pending.identity));
            draft.apply(entry);
            round.drafted.add(new Drafted(
                    pending, new Recorded(entry, draft.draw(entry.fact().draw()))));
        } catch (Refusal refusal) {
            round.refused.add(new Refused(pending, refusal));
        }
    }

    private void accept(List<Drafted> stored) {
        apply(stored.stream().map(draft -> draft.recorded.entry));
        stored.forEach(draft -> draft.pending.result.complete(draft.recorded));
    }

    /** What a command came to when it was carried out, whatever came after it. */
    private Recorded recall(long sequence) {
        Entry entry = store.next(state.fund(), sequence - 1, 1).getFirst();
        Draw draw = peek(known -> known.find(entry.fact().draw())).orElse(null);
        if (draw != null && draw.lastSequence() != sequence) {
            draw = null;
            for (Entry ofDraw : store.ofDraw(state.fund(), entry.fact().draw(), sequence)) {
                draw = Draw.after(draw, ofDraw);
            }
        }
        return new Recorded(entry, draw);
    }

    /**
     * No lock is held while the store is asked: what this process knows can be had however slow the store is. At first
     * there may be much to read, later little.
     */
    private void catchUp() {
        boolean atFirst = peek(FundState::lastSequence) == 0;
        List<Entry> missed;
        do {
            long last = peek(FundState::lastSequence);
            missed = atFirst ? store.after(state.fund(), last, READ) : store.next(state.fund(), last, READ);
            apply(missed.stream());
        } while (missed.size() == READ);
    }

    private void apply(Stream<Entry> stored) {
        stateLock.lock();
        try {
            stored.forEach(state::apply);
        } finally {
            stateLock.unlock();
        }
    }
}
