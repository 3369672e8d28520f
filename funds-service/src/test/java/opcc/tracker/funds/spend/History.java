package opcc.tracker.funds.spend;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import opcc.tracker.funds.budgets.BudgetCommand;
import opcc.tracker.funds.draws.DrawRules;
import opcc.tracker.funds.draws.FundCommand;
import opcc.tracker.funds.draws.FundState;
import opcc.tracker.funds.ledger.Actor;
import opcc.tracker.funds.ledger.Content;
import opcc.tracker.funds.ledger.Entry;
import opcc.tracker.kit.calendar.FinancialYear;
import opcc.tracker.kit.idempotency.Command;
import opcc.tracker.kit.refusal.Refusal;
import opcc.tracker.v1.DrawCategoryEnum.DrawCategory;
import opcc.tracker.v1.FundingStreamEnum.FundingStream;
import opcc.tracker.v1.UrgencyEnum.Urgency;

/** A fund's ledger, written by the rules of the service, at times that a test sets. */
final class History {

    private static final Actor FINANCE = new Actor("subject-of-finance", "finance.westmercia");
    private static final Actor SECOND = new Actor("subject-of-second-finance", "finance2.westmercia");
    private static final List<FundingStream> STREAMS =
            List.of(FundingStream.PCC_CORE, FundingStream.MOJ_VICTIMS_GRANT, FundingStream.CHARITABLE);
    private static final List<String> YEARS = List.of("2025-26", "2026-27", "2027-28");

    private final FundState state = new FundState("fund");
    private final List<Entry> entries = new ArrayList<>();
    private Instant now = Instant.parse("2026-05-01T12:00:00Z");

    /** A history of {@code commands} commands over about two years; those that the rules refuse leave no trace. */
    static History random(Random random, int commands) {
        History history = new History().on("2025-12-01");
        int draws = 0;
        for (int i = 0; i < commands; i++) {
            history.now = history.now.plusSeconds(random.nextInt(2 * 730 * 86_400 / commands));
            String draw = "d" + Math.max(1, draws + 1 - random.nextInt(10));
            FundCommand command =
                    switch (random.nextInt(16)) {
                        case 0 ->
                            new FundCommand.Allocate(
                                    1 + random.nextInt(300_000),
                                    new Content.Allocated(pick(random, STREAMS), pick(random, YEARS)));
                        case 1, 2, 3 -> new FundCommand.Request(randomRequest(random));
                        case 4 -> new FundCommand.SpendFirst(randomRequest(random));
                        case 5, 6 ->
                            new FundCommand.Approve(draw, "", "", FundingStream.FUNDING_STREAM_UNSPECIFIED, false);
                        case 7, 8, 9 -> new FundCommand.Pay(draw, "", 1 + random.nextInt(20_000));
                        case 10 -> new FundCommand.Release(draw, "");
                        case 11 -> new FundCommand.Ratify(draw, "", false);
                        case 12 -> new FundCommand.Withdraw(draw, "");
                        case 13, 14 -> history.randomBudgets(random);
                        default -> new FundCommand.Refund(draw, "", 1 + random.nextInt(3_000));
                    };
            try {
                history.record(command, random.nextBoolean() ? FINANCE : SECOND);
                draws += command instanceof FundCommand.Request || command instanceof FundCommand.SpendFirst ? 1 : 0;
            } catch (Refusal refused) {
                continue;
            }
        }
        return history;
    }

    /** Sets a year's budgets, or asks for a virement, or approves the latest. */
    private FundCommand randomBudgets(Random random) {
        String year = pick(random, YEARS);
        return new FundCommand.OnBudgets(
                switch (random.nextInt(3)) {
                    case 0 ->
                        new BudgetCommand.SetBudgets(
                                year,
                                Map.of(
                                        DrawCategory.ACCOMMODATION, random.nextLong(1_000_000),
                                        DrawCategory.FOOD, random.nextLong(500_000)),
                                state.budgets().plan(year).etag());
                    case 1 ->
                        new BudgetCommand.RequestVirement(
                                year,
                                DrawCategory.ACCOMMODATION,
                                DrawCategory.PHONE,
                                1 + random.nextInt(50_000),
                                "more telephones than planned");
                    default ->
                        new BudgetCommand.ApproveVirement(
                                "v" + state.budgets().virements().count());
                });
    }

    private static Content.Requested randomRequest(Random random) {
        List<Content.Line> lines = new ArrayList<>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            lines.add(new Content.Line(
                    DrawCategory.forNumber(1 + random.nextInt(11)),
                    1 + random.nextInt(3),
                    random.nextInt(3),
                    1 + random.nextInt(3_333)));
        }
        return request(random.nextBoolean() ? "" : "providers/hope-for-justice", lines);
    }

    private static <T> T pick(Random random, List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    static Content.Requested request(String provider, List<Content.Line> lines) {
        return new Content.Requested(lines, "a bed for tonight", provider, Urgency.TONIGHT, "a hotel");
    }

    static Content.Line nights(int rooms, int nights, long rate) {
        return new Content.Line(DrawCategory.ACCOMMODATION, rooms, nights, rate);
    }

    static Content.Line food(long pence) {
        return new Content.Line(DrawCategory.FOOD, 1, 0, pence);
    }

    /** At noon of this day from now on. */
    History on(String day) {
        now = LocalDate.parse(day).atTime(12, 0).toInstant(ZoneOffset.UTC);
        return this;
    }

    History at(String instant) {
        now = Instant.parse(instant);
        return this;
    }

    History allocated(FundingStream stream, String year, long pence) {
        return record(new FundCommand.Allocate(pence, new Content.Allocated(stream, year)), FINANCE);
    }

    /** The next draw, approved and paid, which helps the person of this pseudonym. */
    History helped(String beneficiary, Content.Line... lines) {
        Content.Requested request =
                new Content.Requested(List.of(lines), "a bed for tonight", "", Urgency.TONIGHT, "a hotel", beneficiary);
        String draw = state.nextDrawId();
        return record(new FundCommand.Request(request), FINANCE)
                .record(new FundCommand.Approve(draw, "", "", FundingStream.FUNDING_STREAM_UNSPECIFIED, false), FINANCE)
                .paid(draw, request.amount());
    }

    /** The next draw, approved. */
    History approved(Content.Line... lines) {
        String draw = state.nextDrawId();
        return record(new FundCommand.Request(request("", List.of(lines))), FINANCE)
                .record(
                        new FundCommand.Approve(draw, "", "", FundingStream.FUNDING_STREAM_UNSPECIFIED, false),
                        FINANCE);
    }

    History paid(String draw, long pence) {
        return record(new FundCommand.Pay(draw, "", pence), FINANCE);
    }

    History closed(String year, FundingStream stream, long carriedForward) {
        return record(
                new FundCommand.CloseYear(
                        FinancialYear.parse(year).orElseThrow(),
                        Map.of(stream, carriedForward),
                        false,
                        Long.toString(state.lastSequence())),
                FINANCE);
    }

    History refunded(String draw, long pence) {
        return record(new FundCommand.Refund(draw, "", pence), FINANCE);
    }

    History released(String draw) {
        return record(new FundCommand.Release(draw, ""), FINANCE);
    }

    private History record(FundCommand command, Actor actor) {
        String key = "command " + entries.size();
        Entry entry = state.next(DrawRules.decide(state, command, actor, now, new Command(key, key)));
        state.apply(entry);
        entries.add(entry);
        return this;
    }

    FundState state() {
        return state;
    }

    /** What finance reads in it. */
    FundSpend spend() {
        FundSpend spend = new FundSpend("funds/fund", "west-mercia");
        entries.forEach(spend::take);
        return spend;
    }
}
