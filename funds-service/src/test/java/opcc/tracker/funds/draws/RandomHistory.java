package opcc.tracker.funds.draws;

import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import opcc.tracker.funds.approvals.Policy;
import opcc.tracker.funds.ledger.EntryStore;
import opcc.tracker.kit.calendar.FinancialYear;
import opcc.tracker.kit.refusal.Refusal;
import opcc.tracker.v1.DrawCategoryEnum.DrawCategory;
import opcc.tracker.v1.FundingStreamEnum.FundingStream;

/** Commands by chance on one fund, of all kinds, with time going by; what the rules refuse is left out. */
public final class RandomHistory {

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-07-15T10:00:00Z"));
    private final Random random;
    private final FundLedger ledger;
    private int commands;
    private int draws;

    /** A history of {@code fund} in {@code store} that follows from {@code random}. */
    public RandomHistory(String fund, EntryStore store, Random random) {
        InstantSource source = now::get;
        Clock clock = source.withZone(ZoneOffset.UTC);
        this.random = random;
        this.ledger = new FundLedger(fund, store, clock);
    }

    /** Gives the next command. */
    public void step() {
        commands++;
        now.updateAndGet(instant -> instant.plusSeconds(random.nextInt(200_000)));
        try {
            FundLedger.Recorded recorded = ledger.record(
                    next(),
                    random.nextBoolean() ? Commands.FINANCE : Commands.SECOND_FINANCE,
                    Commands.key("command " + commands));
            Draw draw = recorded.draw();
            draws = draw == null
                    ? draws
                    : Math.max(draws, Integer.parseInt(draw.id().substring(1)));
        } catch (Refusal refusal) {
            // The rules say no; the next command comes anyway.
        }
    }

    private FundCommand next() {
        String draw = "d" + Math.max(1, draws + 1 - random.nextInt(12));
        return switch (random.nextInt(18)) {
            case 0 ->
                random.nextInt(4) == 0
                        ? closeYear()
                        : Commands.allocate(
                                1 + random.nextInt(4_000_000),
                                random.nextBoolean() ? FundingStream.PCC_CORE : FundingStream.CHARITABLE,
                                FinancialYear.at(now.get()).toString());
            case 1 -> Commands.request(1 + random.nextInt(random.nextInt(4) == 0 ? 12_000_000 : 60_000));
            case 2 -> Commands.spendFirst(1 + random.nextInt(50_000));
            case 4, 5 -> Commands.approve(draw);
            case 3, 6, 7 -> Commands.pay(draw, part(draw));
            case 8 -> Commands.release(draw);
            case 9 -> new FundCommand.Withdraw(draw, "");
            case 10 -> new FundCommand.Reconcile(draw, "", "");
            case 11 -> new FundCommand.Ratify(draw, "", false);
            case 12 -> new FundCommand.Refund(draw, "", 1 + random.nextInt(20_000));
            case 13 -> random.nextInt(3) == 0 ? new FundCommand.Reject(draw, "", "no") : lapse();
            case 14 ->
                Commands.setBudgets(
                        Map.of(
                                DrawCategory.ACCOMMODATION, random.nextLong(4_000_000),
                                DrawCategory.FOOD, random.nextLong(4_000_000)),
                        ledger.read(state -> state.budgets().plan("2026-27").etag()));
            case 15 ->
                Commands.requestVirement(DrawCategory.FOOD, DrawCategory.ACCOMMODATION, 1 + random.nextInt(400_000));
            case 16 ->
                Commands.decide(
                        ledger.read(state -> "v" + state.budgets().virements().count()), random.nextInt(4));
            default ->
                new FundCommand.SetPolicy(
                        Policy.INITIAL,
                        Long.toString(ledger.<Long>read(state -> state.policy().version())));
        };
    }

    /** The year before this one; half of the first stream is carried forward. */
    private FundCommand closeYear() {
        FinancialYear last = new FinancialYear(FinancialYear.at(now.get()).startYear() - 1);
        return ledger.<FundCommand>read(state -> new FundCommand.CloseYear(
                last,
                state.pots().available(pot -> pot.financialYear().equals(last.toString())).list().stream()
                        .limit(1)
                        .collect(Collectors.toMap(
                                part -> part.pot().fundingStream(), part -> Math.ceilDiv(part.amount(), 2L))),
                false,
                Long.toString(state.lastSequence())));
    }

    /** Half of the time all that the draw still reserves. */
    private long part(String id) {
        long reserved =
                ledger.<Long>read(state -> state.find(id).map(Draw::reserved).orElse(0L));
        return reserved > 0 && random.nextBoolean() ? reserved : 1 + random.nextInt(40_000);
    }

    /** The lapse of a draw whose time is over, or of none. */
    private FundCommand lapse() {
        Instant at = now.get();
        return ledger.<FundCommand>read(state -> new FundCommand.Lapse(
                state.draws()
                        .filter(draw -> draw.lapsesAt() instanceof Instant lapse && !at.isBefore(lapse))
                        .map(Draw::id)
                        .sorted()
                        .findFirst()
                        .orElse("d0"),
                ""));
    }
}
