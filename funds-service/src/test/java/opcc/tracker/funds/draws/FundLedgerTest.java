package opcc.tracker.funds.draws;

import static java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor;
import static opcc.tracker.funds.draws.Commands.FINANCE;
import static opcc.tracker.funds.draws.Commands.OFFICER;
import static opcc.tracker.funds.draws.Commands.allocate;
import static opcc.tracker.funds.draws.Commands.approve;
import static opcc.tracker.funds.draws.Commands.key;
import static opcc.tracker.funds.draws.Commands.pay;
import static opcc.tracker.funds.draws.Commands.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import opcc.tracker.funds.ledger.Totals;
import opcc.tracker.kit.idempotency.Command;
import opcc.tracker.kit.refusal.Refusal;
import opcc.tracker.v1.DrawStateEnum.DrawState;
import org.junit.jupiter.api.Test;

class FundLedgerTest {

    private final FlakyStore store = new FlakyStore();
    private final FundLedger ledger = process();

    private FundLedger process() {
        return new FundLedger("fund", store, Commands.CLOCK);
    }

    @Test
    void of_fifty_approvals_at_once_in_two_processes_exactly_those_that_the_money_is_for_go_through() throws Exception {
        ledger.record(allocate(10 * 6_500), FINANCE, key("allocation"));
        for (int i = 1; i <= 50; i++) {
            ledger.record(request(6_500), OFFICER, key("request " + i));
        }
        FundLedger other = process();

        int approved = 0;
        List<String> refusals = new ArrayList<>();
        try (ExecutorService callers = newVirtualThreadPerTaskExecutor()) {
            List<Future<FundLedger.Recorded>> calls = new ArrayList<>();
            for (int i = 1; i <= 50; i++) {
                FundLedger either = i % 2 == 0 ? ledger : other;
                String draw = "d" + i;
                calls.add(callers.submit(() -> either.record(approve(draw), FINANCE, key("approval of " + draw))));
            }
            for (Future<FundLedger.Recorded> call : calls) {
                try {
                    call.get();
                    approved++;
                } catch (ExecutionException e) {
                    refusals.add(String.valueOf(e.getCause().getMessage()));
                }
            }
        }

        assertThat(approved).isEqualTo(10);
        assertThat(refusals).hasSize(40).allMatch(message -> message.contains("£0.00 available"));
        assertThat(ledger.<Totals>read(FundState::totals)).isEqualTo(new Totals(65_000, 65_000, 0));
        assertThat(LedgerProof.of("fund", store).holds()).isTrue();
    }

    @Test
    void commands_that_arrive_together_are_stored_together() throws Exception {
        int before = store.appends();
        try (ExecutorService callers = newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 2_000; i++) {
                String key = "allocation " + i;
                var _ = callers.submit(() -> ledger.record(allocate(1), FINANCE, key(key)));
            }
        }

        assertThat(ledger.<Totals>read(FundState::totals).allocated()).isEqualTo(2_000);
        assertThat(store.appends() - before).as("batches for 2,000 commands").isLessThan(2_000);
    }

    @Test
    void the_same_command_twice_is_carried_out_once_and_answered_as_the_first_time() {
        ledger.record(allocate(10_000), FINANCE, key("allocation"));
        ledger.record(request(10_000), OFFICER, key("request"));
        FundLedger.Recorded first = ledger.record(approve("d1"), FINANCE, key("approval"));
        ledger.record(pay("d1", 10_000), FINANCE, key("payment"));

        FundLedger.Recorded again = process().record(approve("d1"), FINANCE, key("approval"));

        assertThat(again).isEqualTo(first);
        assertThat(again.draw()).isNotNull().extracting(Draw::state).isEqualTo(DrawState.APPROVED);
        assertThat(store.all()).hasSize(4);
    }

    @Test
    void a_key_that_was_used_for_another_request_is_refused() {
        ledger.record(allocate(10_000), FINANCE, new Command("key", "hash of one request"));

        assertThatThrownBy(() -> ledger.record(allocate(20_000), FINANCE, new Command("key", "hash of another")))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("used for a different request");
    }

    @Test
    void a_command_whose_store_did_not_answer_is_found_again_by_its_key_whether_it_was_stored_or_not() {
        store.failing(size -> size);
        assertThatThrownBy(() -> ledger.record(allocate(10_000), FINANCE, key("stored")))
                .isInstanceOf(MongoException.class);
        store.failing(size -> 0);
        assertThatThrownBy(() -> ledger.record(allocate(500), FINANCE, key("not stored")))
                .isInstanceOf(MongoException.class);
        store.failing(size -> -1);

        ledger.record(allocate(10_000), FINANCE, key("stored"));
        ledger.record(allocate(500), FINANCE, key("not stored"));

        assertThat(ledger.<Totals>read(FundState::totals).allocated()).isEqualTo(10_500);
        assertThat(store.all()).hasSize(2);
    }

    @Test
    void a_refusal_is_never_given_on_a_state_that_is_behind() {
        ledger.record(request(10_000), OFFICER, key("request"));
        process().record(allocate(10_000), FINANCE, key("allocation by another process"));

        assertThat(ledger.record(approve("d1"), FINANCE, key("approval")).draw())
                .isNotNull()
                .extracting(Draw::state)
                .isEqualTo(DrawState.APPROVED);
    }
}
