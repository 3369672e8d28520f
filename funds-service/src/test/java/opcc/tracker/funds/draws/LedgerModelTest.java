package opcc.tracker.funds.draws;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import opcc.tracker.funds.ledger.Entry;
import opcc.tracker.funds.ledger.Totals;
import opcc.tracker.kit.idempotency.Command;
import opcc.tracker.kit.refusal.Refusal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random histories of commands, given to several processes whose store stops answering after any number of entries and
 * which then die, are held against a model of a few lines. The seed is in the test's name and reproduces a history.
 */
class LedgerModelTest {

    private static final int COMMANDS = 2_000;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34, 55, 89})
    void every_history_ends_as_the_model_says(long seed) {
        Random random = new Random(seed);
        FlakyStore store = new FlakyStore();
        store.failing(size -> random.nextInt(10) == 0 ? random.nextInt(size + 1) : -1);
        List<FundLedger> processes = new ArrayList<>(List.of(start(store), start(store), start(store)));
        Model model = new Model();
        Map<String, Long> acknowledged = new HashMap<>();

        for (int i = 0; i < COMMANDS; i++) {
            FundCommand command = randomCommand(random, model);
            Command identity = Commands.key("command " + i);
            boolean accepted = model.accepts(command);
            assertThat(carriedOut(processes, random, store, command, identity, acknowledged))
                    .as("seed %d, command %d: %s on %s", seed, i, command, model)
                    .isEqualTo(accepted);
            if (accepted) {
                model.carryOut(command);
            }
        }

        store.failing(size -> -1);
        assertThat(start(store).<Totals>read(FundState::totals)).isEqualTo(model.totals());
        assertThat(LedgerProof.of("fund", store).holds()).as("the ledger holds").isTrue();
        Map<String, Long> stored = store.all().stream()
                .collect(Collectors.toMap(
                        entry -> entry.fact().command().id(), Entry::sequence, (first, second) -> -1L));
        assertThat(stored)
                .as("every acknowledged command is in the ledger once, and nothing else")
                .isEqualTo(acknowledged);
    }

    /** Gives the command to one process after another until one answers, as a client with an idempotency key does. */
    private static boolean carriedOut(
            List<FundLedger> processes,
            Random random,
            FlakyStore store,
            FundCommand command,
            Command identity,
            Map<String, Long> acknowledged) {
        while (true) {
            int chosen = random.nextInt(processes.size());
            try {
                Entry entry = processes
                        .get(chosen)
                        .record(command, Commands.FINANCE, identity)
                        .entry();
                acknowledged.put(identity.id(), entry.sequence());
                return true;
            } catch (Refusal refusal) {
                return false;
            } catch (MongoException e) {
                if (random.nextBoolean()) {
                    processes.set(chosen, start(store));
                }
            }
        }
    }

    private static FundLedger start(FlakyStore store) {
        return new FundLedger("fund", store, Clock.systemUTC());
    }

    private static FundCommand randomCommand(Random random, Model model) {
        String draw = "d" + (1 + random.nextInt(model.draws.size() + 2));
        return switch (random.nextInt(9)) {
            case 0 -> Commands.allocate(1 + random.nextInt(20_000));
            case 1, 2 -> Commands.request(1 + random.nextInt(10_000));
            case 3, 4 -> Commands.approve(draw);
            case 5 -> Commands.pay(draw, 1 + random.nextInt(10_000));
            case 6 -> Commands.release(draw);
            case 7 -> new FundCommand.Withdraw(draw, "");
            default -> new FundCommand.Reconcile(draw, "", "");
        };
    }

    /** What a fund is, said as simply as it can be. */
    private static final class Model {
        private long allocated;
        private final Map<String, long[]> draws = new HashMap<>(); // amount, reserved, paid
        private final Map<String, String> states = new HashMap<>();

        boolean accepts(FundCommand command) {
            return switch (command) {
                case FundCommand.Allocate _, FundCommand.Request _ -> true;
                case FundCommand.Approve c -> is(c, "requested") && draws.get(c.draw())[0] <= totals().available();
                case FundCommand.Reject c -> is(c, "requested");
                case FundCommand.Withdraw c -> is(c, "requested");
                case FundCommand.Pay c -> is(c, "approved") && c.amount() <= draws.get(c.draw())[1];
                case FundCommand.Release c -> is(c, "approved");
                case FundCommand.Reconcile c -> is(c, "paid");
            };
        }

        void carryOut(FundCommand command) {
            switch (command) {
                case FundCommand.Allocate c -> allocated += c.amount();
                case FundCommand.Request c -> {
                    String id = "d" + (draws.size() + 1);
                    draws.put(id, new long[] {c.request().amount(), 0, 0});
                    states.put(id, "requested");
                }
                case FundCommand.Approve c -> {
                    draws.get(c.draw())[1] = draws.get(c.draw())[0];
                    states.put(c.draw(), "approved");
                }
                case FundCommand.Reject c -> states.put(c.draw(), "rejected");
                case FundCommand.Withdraw c -> states.put(c.draw(), "withdrawn");
                case FundCommand.Pay c -> {
                    draws.get(c.draw())[1] -= c.amount();
                    draws.get(c.draw())[2] += c.amount();
                    states.computeIfPresent(c.draw(), (id, state) -> draws.get(id)[1] == 0 ? "paid" : state);
                }
                case FundCommand.Release c -> {
                    draws.get(c.draw())[1] = 0;
                    states.put(c.draw(), draws.get(c.draw())[2] > 0 ? "paid" : "released");
                }
                case FundCommand.Reconcile c -> states.put(c.draw(), "reconciled");
            }
        }

        Totals totals() {
            return new Totals(allocated, sum(draw -> draw[1]), sum(draw -> draw[2]));
        }

        private boolean is(FundCommand.OnDraw command, String state) {
            return state.equals(states.get(command.draw()));
        }

        private long sum(Function<long[], Long> part) {
            return draws.values().stream().map(part).reduce(0L, Math::addExact);
        }

        @Override
        public String toString() {
            return totals() + " " + states;
        }
    }
}
