package opcc.tracker.kit.audit;

import static java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoTimeoutException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import opcc.tracker.kit.testing.TestMongo;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Trails of several processes in one real store. */
class ChainedAuditTrailTest {

    private static final Instant START = Instant.parse("2026-07-15T10:00:00Z");

    private final TestMongo mongo = TestMongo.start();
    private final MongoAuditStore store = new MongoAuditStore(mongo.database());
    private final MongoCollection<Document> audit = mongo.database().getCollection("audit");
    private final ChainedAuditTrail trail = new ChainedAuditTrail(store);

    @BeforeEach
    void given_three_events() {
        for (int i = 1; i <= 3; i++) {
            trail.record(event("request-" + i));
        }
    }

    @AfterEach
    void stop() {
        mongo.close();
    }

    @Test
    void many_callers_of_several_processes_write_without_a_lock_and_every_event_is_kept_once() {
        AtomicInteger batches = new AtomicInteger();
        AuditStore counting = new PassingStore() {
            @Override
            public void append(List<AuditRecord> records) {
                batches.incrementAndGet();
                super.append(records);
            }
        };
        List<ChainedAuditTrail> processes =
                List.of(trail, new ChainedAuditTrail(counting), new ChainedAuditTrail(counting));
        try (ExecutorService callers = newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 3_000; i++) {
                String request = "many-" + i;
                ChainedAuditTrail process = processes.get(i % 3);
                var _ = callers.submit(() -> process.record(event(request)));
            }
        }

        AuditProof proof = AuditProof.of(store);
        assertThat(proof.holds()).as(proof.problem()).isTrue();
        assertThat(proof.eventCount()).isEqualTo(3_003);
        assertThat(proof.streamCount()).isEqualTo(3);
        assertThat(requests()).hasSize(3_003);
        assertThat(batches.get()).as("batches for 2,000 events").isLessThan(1_000);
    }

    @Test
    void a_store_that_fails_in_the_middle_of_a_batch_fails_the_caller_and_the_trail_goes_on_in_a_new_stream() {
        AuditStore failingOnce = new PassingStore() {
            private boolean failed;

            @Override
            public void append(List<AuditRecord> records) {
                super.append(records);
                if (!failed) {
                    failed = true;
                    throw new MongoTimeoutException("stored, but nobody heard of it");
                }
            }
        };
        ChainedAuditTrail process = new ChainedAuditTrail(failingOnce);

        assertThatThrownBy(() -> process.record(event("unheard"))).isInstanceOf(MongoTimeoutException.class);
        process.record(event("heard"));

        AuditProof proof = AuditProof.of(store);
        assertThat(proof.holds()).as(proof.problem()).isTrue();
        assertThat(proof.streamCount()).isEqualTo(3);
        assertThat(proof.eventCount()).isEqualTo(5);
    }

    @Test
    void a_changed_event_is_named() {
        audit.updateOne(Filters.eq("seq", 2L), Updates.set("events.0.username", "somebody.else"));

        assertBroken("/events/2", "does not agree with its hash");
    }

    @Test
    void an_event_of_another_form_is_named() {
        audit.updateOne(Filters.eq("seq", 2L), Updates.unset("events.0.username"));

        assertBroken("/events/2", "does not agree with its hash");
    }

    @Test
    void a_missing_event_is_named() {
        audit.deleteOne(Filters.eq("seq", 2L));

        assertBroken("/events/3", "expected event 2, found 3");
    }

    @Test
    void one_event_of_those_that_were_stored_together_is_named() {
        AuditRecord.Head begin = new AuditRecord.Head("together", 0, AuditRecord.NO_HASH);
        List<AuditRecord> together = new ArrayList<>();
        for (int i = 1; i <= 4; i++) {
            together.add(AuditRecord.append(begin, event("together-" + i), List.of()));
            begin = together.getLast().head();
        }
        store.append(together);
        assertThat(AuditProof.of(store).eventCount()).isEqualTo(7);

        audit.updateOne(Filters.eq("stream", "together"), Updates.set("events.2.result", "ANOTHER"));

        assertBroken("together/events/3", "does not agree with its hash");
    }

    @Test
    void events_of_batches_that_overlap_in_time_are_found_in_the_order_of_time_page_by_page() {
        AuditRecord.Head left = new AuditRecord.Head("left", 0, AuditRecord.NO_HASH);
        AuditRecord.Head right = new AuditRecord.Head("right", 0, AuditRecord.NO_HASH);
        for (int batch = 0; batch < 3; batch++) {
            left = append(left, batch * 20, 3);
            right = append(right, batch * 20 + 1, 2);
        }

        List<AuditRecord> found = new ArrayList<>();
        AuditQuery.Place after = null;
        List<AuditRecord> page;
        do {
            page = store.find(new AuditQuery("funds/paged", "", START, START.plusSeconds(55), after, 4));
            found.addAll(page.stream().limit(4).toList());
            AuditRecord last = found.getLast();
            after = new AuditQuery.Place(last.event().at(), last.stream(), last.sequence());
        } while (page.size() > 4);

        assertThat(found).extracting(AuditRecord::name).hasSize(52).doesNotHaveDuplicates();
        assertThat(found).extracting(record -> record.event().at()).isSorted();
    }

    /** Ten events of a stream in one document, from a second on, so many seconds apart. */
    private AuditRecord.Head append(AuditRecord.Head head, int from, int apart) {
        List<AuditRecord> records = new ArrayList<>();
        AuditRecord.Head last = head;
        for (int i = 0; i < 10; i++) {
            AuditEvent event = new AuditEvent(
                    "subject",
                    "auditor",
                    "GetFund",
                    "funds/paged",
                    "OK",
                    START.plusSeconds(from + (long) i * apart),
                    "-");
            records.add(AuditRecord.append(last, event, List.of()));
            last = records.getLast().head();
        }
        store.append(records);
        return last;
    }

    @Test
    void a_stream_cut_at_its_end_or_taken_away_is_missed_by_the_streams_that_began_after_it() {
        new ChainedAuditTrail(store).record(event("after a restart"));
        assertThat(AuditProof.of(store).holds()).isTrue();

        audit.deleteOne(Filters.eq("events.request", "request-3"));

        assertBroken("/events/3", "it is missing or changed");
        audit.deleteMany(Filters.in("events.request", "request-1", "request-2"));
        assertBroken("/events/3", "it is missing or changed");
    }

    @Test
    void the_head_changes_with_every_event() {
        String before = AuditProof.of(store).headHash();

        trail.record(event("one more"));

        assertThat(AuditProof.of(store).headHash()).isNotEqualTo(before);
    }

    private void assertBroken(String event, String why) {
        AuditProof proof = AuditProof.of(store);
        assertThat(proof.holds()).isFalse();
        assertThat(proof.firstInvalidEvent()).endsWith(event);
        assertThat(proof.problem()).contains(why);
    }

    private Set<String> requests() {
        Set<String> requests = new HashSet<>();
        store.each(record -> requests.add(record.event().requestId()));
        return requests;
    }

    private static AuditEvent event(String request) {
        return new AuditEvent(
                "subject", "auditor", "GetFund", "funds/fund", "OK", Instant.parse("2026-07-15T10:00:00Z"), request);
    }

    private class PassingStore implements AuditStore {
        @Override
        public void append(List<AuditRecord> records) {
            store.append(records);
        }

        @Override
        public List<AuditRecord.Head> looseHeads() {
            return store.looseHeads();
        }

        @Override
        public void each(Consumer<AuditRecord> consumer) {
            store.each(consumer);
        }

        @Override
        public List<AuditRecord> find(AuditQuery query) {
            return store.find(query);
        }
    }
}
