package opcc.tracker.outcomes.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.mongodb.MongoTimeoutException;
import io.grpc.Context;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import opcc.tracker.kit.idempotency.Command;
import opcc.tracker.kit.refusal.Refusal;
import opcc.tracker.outcomes.quarters.Freezes;
import opcc.tracker.outcomes.records.Batch;
import opcc.tracker.outcomes.records.MadeUpPeople;
import opcc.tracker.outcomes.records.OutcomeRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GatheredBatchesTest {

    private static final int WRITERS = 2;
    private static final List<OutcomeRecord> PEOPLE = new MadeUpPeople(1).people(1000);

    private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
    private final ScheduledExecutorService deadlines = Executors.newSingleThreadScheduledExecutor();
    private final SlowStore store = new SlowStore();
    private final GatheredBatches gathered = new GatheredBatches(store::insertAll, store::freezes);

    /** Carries each write out when it is let, and may not answer one. */
    private static final class SlowStore {
        private final Semaphore let = new Semaphore(0);
        private final Set<String> stored = ConcurrentHashMap.newKeySet();
        private final List<List<Batch>> begun = new CopyOnWriteArrayList<>();
        private final AtomicInteger looks = new AtomicInteger();
        private volatile boolean away;

        Set<Integer> insertAll(List<Batch> some) {
            begun.add(some);
            let.acquireUninterruptibly();
            if (away) {
                throw new MongoTimeoutException("no answer");
            }
            Set<Integer> earlier = new HashSet<>();
            for (int i = 0; i < some.size(); i++) {
                if (!stored.add(some.get(i).command().id())) {
                    earlier.add(i);
                }
            }
            return earlier;
        }

        /** No freezing has begun; the quarters are those that were looked at. */
        Freezes freezes(Collection<String> quarters) {
            looks.incrementAndGet();
            return new Freezes(quarters.stream().collect(Collectors.toMap(quarter -> quarter, quarter -> List.of())));
        }

        List<Integer> sizes() {
            return begun.stream().map(List::size).toList();
        }
    }

    @AfterEach
    void letAllGo() {
        store.let.release(1_000);
        callers.close();
        deadlines.shutdownNow();
    }

    @Test
    void who_comes_alone_is_written_alone_and_at_once() throws Exception {
        Future<Boolean> added = insert("one", 7);
        await().until(() -> store.sizes().equals(List.of(1)));
        store.let.release();

        assertThat(added.get()).isTrue();
    }

    @Test
    void batches_that_come_while_all_writers_write_are_written_together_up_to_two_thousand_records() throws Exception {
        List<Future<Boolean>> first = busyWriters();
        List<Future<Boolean>> later = insertMany("later", 25, 100);
        store.let.release(1);
        await().until(() -> store.begun.size() == WRITERS + 1);

        assertThat(store.sizes())
                .as("twenty of the twenty-five, and two writers at most")
                .containsExactly(1, 1, 20);
        store.let.release(9);
        for (Future<Boolean> each : first) {
            assertThat(each.get()).isTrue();
        }
        for (Future<Boolean> each : later) {
            assertThat(each.get()).isTrue();
        }
        assertThat(store.sizes()).containsExactly(1, 1, 20, 5);
        assertThat(store.looks).as("once a write it is looked who freezes").hasValue(4);
        assertThat(store.begun.get(2))
                .extracting(batch -> batch.command().id())
                .as("those first that came first")
                .startsWith("later 0", "later 1", "later 2");
    }

    @Test
    void of_batches_written_together_each_caller_is_told_about_its_own() throws Exception {
        store.stored.add("earlier");
        busyWriters();
        List<Future<Boolean>> later = new ArrayList<>(insertMany("later", 3, 10));
        later.add(waiting("later 1", 10, 4));
        later.add(waiting("earlier", 10, 5));
        store.let.release(9);

        List<Boolean> told = new ArrayList<>();
        for (Future<Boolean> each : later) {
            told.add(each.get());
        }
        assertThat(told).as("the last two are there already").containsExactly(true, true, true, false, false);
        assertThat(store.sizes()).containsExactly(1, 1, 5);
    }

    @Test
    void a_store_that_does_not_answer_fails_all_of_the_write_and_all_who_wait_and_the_same_commands_again_find_out()
            throws Exception {
        List<Future<Boolean>> all = new ArrayList<>(busyWriters());
        all.addAll(insertMany("later", 3, 10));
        store.away = true;
        store.let.release(WRITERS);

        for (Future<Boolean> each : all) {
            assertThatThrownBy(each::get)
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(MongoTimeoutException.class);
        }
        store.away = false;
        store.let.release(9);
        assertThat(insert("later 1", 10).get()).isTrue();
    }

    @Test
    void who_can_not_be_written_in_time_is_refused_and_is_not_written_later() throws Exception {
        List<Future<Boolean>> first = busyWriters();
        Context.CancellableContext hasty = Context.current().withDeadlineAfter(400, TimeUnit.MILLISECONDS, deadlines);
        Future<Boolean> late = callers.submit(
                hasty.wrap(() -> gathered.insert(batch("hasty", 10)).isPresent()));

        assertThatThrownBy(late::get)
                .satisfies(failed -> assertThat(failed.getCause())
                        .isInstanceOfSatisfying(Refusal.class, GatheredBatchesTest::isBusy));
        store.let.release(9);
        for (Future<Boolean> each : first) {
            assertThat(each.get()).isTrue();
        }
        assertThat(insert("hasty", 10).get()).as("it was not stored before").isTrue();
        assertThat(store.sizes()).containsExactly(1, 1, 1);
        hasty.cancel(null);
    }

    @Test
    void who_is_being_written_when_the_time_is_nearly_over_is_told_what_became_of_it() throws Exception {
        Context.CancellableContext hasty = Context.current().withDeadlineAfter(200, TimeUnit.MILLISECONDS, deadlines);
        Future<Boolean> late = callers.submit(
                hasty.wrap(() -> gathered.insert(batch("hasty", 10)).isPresent()));
        await().until(hasty::isCancelled);
        store.let.release();

        assertThat(late.get()).isTrue();
    }

    @Test
    void no_more_than_a_hundred_thousand_records_wait() throws Exception {
        busyWriters();
        insertMany("later", 100, 1000);

        assertThatThrownBy(() -> gathered.insert(batch("too many", 1)))
                .isInstanceOfSatisfying(Refusal.class, GatheredBatchesTest::isBusy);
    }

    private static void isBusy(Refusal refusal) {
        assertThat(refusal.status().toString()).contains("BUSY", "google.rpc.RetryInfo");
    }

    /** Each writer has begun to write one batch. */
    private List<Future<Boolean>> busyWriters() {
        List<Future<Boolean>> first = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            first.add(insert("first " + i, 10));
            int begun = i + 1;
            await().until(() -> store.begun.size() == begun);
        }
        return first;
    }

    private List<Future<Boolean>> insertMany(String name, int count, int records) {
        return IntStream.range(0, count)
                .mapToObj(i -> waiting(name + " " + i, records, i + 1))
                .toList();
    }

    /** One that waits for a writer, as the so-manieth. */
    private Future<Boolean> waiting(String id, int records, int place) {
        Future<Boolean> each = insert(id, records);
        await().pollDelay(0, TimeUnit.MILLISECONDS)
                .pollInterval(1, TimeUnit.MILLISECONDS)
                .until(() -> gathered.waiting() == place);
        return each;
    }

    private Future<Boolean> insert(String id, int records) {
        return callers.submit(() -> gathered.insert(batch(id, records)).isPresent());
    }

    private static Batch batch(String id, int records) {
        return new Batch(
                new Command(id, "hash"),
                "providers/p",
                Instant.parse("2026-07-15T10:00:00Z"),
                PEOPLE.subList(0, records));
    }
}
