package opcc.tracker.funds.draws;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import opcc.tracker.funds.budgets.BudgetTable;
import opcc.tracker.funds.budgets.Virement;
import opcc.tracker.funds.ledger.Actor;
import opcc.tracker.funds.ledger.Entry;
import opcc.tracker.funds.ledger.Totals;
import opcc.tracker.kit.calendar.FinancialYear;
import opcc.tracker.kit.idempotency.Command;
import opcc.tracker.kit.refusal.Refusal;
import opcc.tracker.v1.DrawCategoryEnum.DrawCategory;
import opcc.tracker.v1.EntryKindEnum.EntryKind;
import opcc.tracker.v1.FundingStreamEnum.FundingStream;
import opcc.tracker.v1.VirementStateEnum.VirementState;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random histories of commands, given to several processes whose store stops answering after any number of entries and
 * which then die, are held against a model of a few lines. The seed is in the test's name and reproduces a history.
 */
class LedgerModelTest {

    private static final int COMMANDS = 10_000;
    private static final List<DrawCategory> CATEGORIES =
            List.of(DrawCategory.ACCOMMODATION, DrawCategory.FOOD, DrawCategory.TRAVEL);
    private static final List<FundingStream> STREAMS = List.of(FundingStream.PCC_CORE, FundingStream.CHARITABLE);

    private final AtomicInteger year = new AtomicInteger();

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34, 55, 89})
    void every_history_ends_as_the_model_says(long seed) {
        Random random = new Random(seed);
        FlakyStore store = new FlakyStore();
        store.failing(size -> random.nextInt(10) == 0 ? random.nextInt(size + 1) : -1);
        List<FundLedger> processes = new ArrayList<>(List.of(start(store), start(store), start(store)));
        LedgerModel model = new LedgerModel();
        year.set(model.year());
        Map<String, Long> acknowledged = new HashMap<>();

        for (int i = 0; i < COMMANDS; i++) {
            if (i % (COMMANDS / 6) == COMMANDS / 6 - 1) {
                model.nextYear();
                year.set(model.year());
            }
            FundCommand command = randomCommand(random, model);
            Command identity = Commands.key("command " + i);
            Actor actor = random.nextBoolean() ? Commands.FINANCE : Commands.SECOND_FINANCE;
            boolean accepted = model.accepts(command, actor);
            assertThat(carriedOut(processes, random, store, command, actor, identity, acknowledged))
                    .as("seed %d, command %d: %s on %s", seed, i, command, model)
                    .isEqualTo(accepted);
            if (accepted) {
                model.carryOut(command, actor);
            }
        }

        store.failing(size -> -1);
        assertThat(start(store).<Totals>read(FundState::totals)).isEqualTo(model.totals());
        assertThat(start(store).<Map<String, Totals>>read(LedgerModelTest::pots))
                .as("ring-fenced")
                .isEqualTo(model.pots().each());
        for (DrawCategory category : CATEGORIES) {
            BudgetTable.Row row = start(store).read(state -> state.budgets().row("2026-27", category));
            assertThat(List.of(row.budget(), row.spent(), row.reserved()))
                    .as("seed %d, budget, spent and reserved of %s", seed, category)
                    .isEqualTo(model.budget(category));
        }
        assertThat(start(store)
                        .<Set<VirementState>>read(state ->
                                state.budgets().virements().map(Virement::state).collect(Collectors.toSet())))
                .as("seed %d, ways in which virements ended", seed)
                .contains(VirementState.APPROVED, VirementState.REJECTED, VirementState.WITHDRAWN);
        assertThat(LedgerProof.of("fund", store).holds()).as("the ledger holds").isTrue();
        assertThat(store.all().stream().map(entry -> entry.fact().kind()).collect(Collectors.toSet()))
                .as("something of everything happened")
                .contains(EntryKind.YEAR_CLOSED, EntryKind.FIRST_APPROVED, EntryKind.REFUNDED, EntryKind.RATIFIED);
        Map<String, Long> stored = store.all().stream()
                .collect(Collectors.toMap(
                        entry -> entry.fact().command().id(), Entry::sequence, (first, second) -> -1L));
        assertThat(stored)
                .as("every acknowledged command is in the ledger once, and nothing else")
                .isEqualTo(acknowledged);
    }

    /** Gives the command to one process after another until one answers, as a client with an idempotency key does. */
    private boolean carriedOut(
            List<FundLedger> processes,
            Random random,
            FlakyStore store,
            FundCommand command,
            Actor actor,
            Command identity,
            Map<String, Long> acknowledged) {
        while (true) {
            int chosen = random.nextInt(processes.size());
            try {
                Entry entry =
                        processes.get(chosen).record(command, actor, identity).entry();
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

    private FundLedger start(FlakyStore store) {
        InstantSource summer = () -> Instant.parse(year.get() + "-07-15T10:00:00Z");
        return new FundLedger("fund", store, summer.withZone(ZoneOffset.UTC));
    }

    private static Map<String, Totals> pots(FundState state) {
        Map<String, Totals> pots = new HashMap<>();
        state.pots()
                .totals()
                .forEach((pot, totals) -> pots.put(pot.fundingStream() + " " + pot.financialYear(), totals));
        return pots;
    }

    private static FundCommand randomCommand(Random random, LedgerModel model) {
        // Mostly recent draws, so that histories get somewhere.
        int count = model.drawCount();
        String draw = "d" + Math.max(1, count + 1 - random.nextInt(12));
        return switch (random.nextInt(20)) {
            case 0 ->
                Commands.allocate(
                        1 + random.nextInt(4_000_000),
                        STREAMS.get(random.nextInt(2)),
                        new FinancialYear(model.year() + random.nextInt(4) / 3).toString());
            case 1, 2 ->
                Commands.request(pick(random), 1 + random.nextInt(random.nextInt(4) == 0 ? 12_000_000 : 60_000));
            case 3 -> Commands.spendFirst(1 + random.nextInt(60_000));
            case 4, 5 -> Commands.approve(draw);
            case 6 -> Commands.approve(draw, STREAMS.get(random.nextInt(2)));
            case 7, 8 -> Commands.pay(draw, part(random, model.pots().reserved(draw)));
            case 9 -> Commands.release(draw);
            case 10 -> new FundCommand.Withdraw(draw, "");
            case 11 -> new FundCommand.Reconcile(draw, "", "");
            case 12 -> new FundCommand.Ratify(draw, "", false);
            case 13 -> closeYear(random, model);
            case 17 -> randomBudgets(random, model);
            case 14 -> Commands.requestVirement(pick(random), pick(random), 1 + random.nextInt(400_000));
            case 15, 16 ->
                Commands.decide("v" + Math.max(1, model.virementCount() + 1 - random.nextInt(6)), random.nextInt(4));
            default -> new FundCommand.Refund(draw, "", 1 + random.nextInt(2_000));
        };
    }

    /** Mostly of last year with what a careful person would carry forward; now and then too early, stale or too much. */
    private static FundCommand closeYear(Random random, LedgerModel model) {
        FinancialYear closing = new FinancialYear(model.year() - (random.nextInt(5) == 0 ? 0 : 1));
        FundingStream stream = STREAMS.get(random.nextInt(2));
        long unspent = model.available(stream, closing.toString());
        long carried = random.nextInt(10) == 0 ? unspent + 1 : unspent / 2;
        return new FundCommand.CloseYear(
                closing,
                carried == 0 ? Map.of() : Map.of(stream, carried),
                false,
                Long.toString(model.entries() - (random.nextInt(10) == 0 ? 1 : 0)));
    }

    /** Half of the time all that the draw still reserves, so that many are paid whole. */
    private static long part(Random random, long reserved) {
        return reserved > 0 && random.nextBoolean() ? reserved : 1 + random.nextInt(40_000);
    }

    /** Mostly on what was read, and sometimes more than there is. */
    private static FundCommand randomBudgets(Random random, LedgerModel model) {
        Map<DrawCategory, Long> amounts = new HashMap<>();
        CATEGORIES.forEach(category -> amounts.put(category, random.nextLong(1 + model.allocated() / 2)));
        return Commands.setBudgets(amounts, random.nextInt(10) == 0 ? "1" : model.budgetsEtag());
    }

    private static DrawCategory pick(Random random) {
        return CATEGORIES.get(random.nextInt(CATEGORIES.size()));
    }
}
