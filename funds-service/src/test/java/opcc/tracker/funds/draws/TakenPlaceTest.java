package opcc.tracker.funds.draws;

import static java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor;
import static opcc.tracker.funds.draws.Commands.FINANCE;
import static opcc.tracker.funds.draws.Commands.allocate;
import static opcc.tracker.funds.draws.Commands.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import opcc.tracker.funds.ledger.MongoEntryStore;
import opcc.tracker.funds.ledger.Totals;
import opcc.tracker.kit.refusal.Refusal;
import opcc.tracker.kit.testing.TestMongo;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Somebody put into the collection of entries what the ledger can't have written. */
@Timeout(30)
class TakenPlaceTest {

    private final TestMongo mongo = TestMongo.start();
    private final FundLedgers ledgers = new FundLedgers(new MongoEntryStore(mongo.database()), Clock.systemUTC());

    @AfterEach
    void stop() {
        mongo.close();
    }

    @Test
    void commands_for_a_place_that_is_taken_by_no_entry_fail_instead_of_being_tried_for_ever() throws Exception {
        ledgers.of("one").record(allocate(10_000), FINANCE, key("allocation"));
        take("one", 2);

        try (ExecutorService callers = newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> calls = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                String key = "in vain " + i;
                calls.add(callers.submit(() -> ledgers.of("one").record(allocate(1), FINANCE, key(key))));
            }
            for (Future<?> call : calls) {
                assertThatThrownBy(call::get)
                        .cause()
                        .isInstanceOf(Refusal.class)
                        .hasMessageContaining("funds/one/entries/2")
                        .hasMessageContaining("not carried out");
            }
        }
        assertThat(ledgers.of("one").<Totals>read(FundState::totals).allocated())
                .isEqualTo(10_000);
    }

    @Test
    void other_funds_go_on_and_so_does_this_one_when_the_place_is_free() {
        ledgers.of("one").record(allocate(10_000), FINANCE, key("allocation"));
        take("one", 2);
        assertThatThrownBy(() -> ledgers.of("one").record(allocate(1), FINANCE, key("in vain")))
                .isInstanceOf(Refusal.class);

        ledgers.of("two").record(allocate(1), FINANCE, key("elsewhere"));
        mongo.database().getCollection("entries").deleteOne(new Document("_id", "not the ledger's"));
        ledgers.of("one").record(allocate(1), FINANCE, key("in vain"));

        assertThat(ledgers.of("one").<Totals>read(FundState::totals).allocated())
                .isEqualTo(10_001);
        assertThat(ledgers.of("two").<Totals>read(FundState::totals).allocated())
                .isEqualTo(1);
    }

    private void take(String fund, long place) {
        mongo.database()
                .getCollection("entries")
                .insertOne(new Document("_id", "not the ledger's")
                        .append("fund", fund)
                        .append("seq", place));
    }
}
