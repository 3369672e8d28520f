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
import java.util.List;
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
        assertThat(audit.distinct("request", String.class).into(new ArrayList<>()))
                .hasSize(3_003);
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
        audit.updateOne(Filters.eq("seq", 2L), Updates.set("username", "somebody.else"));

        assertBroken("/events/2", "does not agree with its hash");
    }

    @Test
    void an_event_of_another_form_is_named() {
        audit.updateOne(Filters.eq("seq", 2L), Updates.unset("username"));

        assertBroken("/events/2", "does not agree with its hash");
    }

    @Test
    void a_missing_event_is_named() {
        audit.deleteOne(Filters.eq("seq", 2L));

        assertBroken("/events/3", "expected event 2, found 3");
    }

    @Test
    void a_stream_cut_at_its_end_or_taken_away_is_missed_by_the_streams_that_began_after_it() {
        new ChainedAuditTrail(store).record(event("after a restart"));
        assertThat(AuditProof.of(store).holds()).isTrue();

        audit.deleteOne(Filters.eq("request", "request-3"));

        assertBroken("/events/3", "it is missing or changed");
        audit.deleteMany(Filters.regex("request", "^request-"));
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
