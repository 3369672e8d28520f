package opcc.tracker.funds.spend;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import opcc.tracker.funds.budgets.Plan;
import opcc.tracker.funds.budgets.Plans;
import opcc.tracker.funds.ledger.Content;
import opcc.tracker.funds.ledger.Entry;
import opcc.tracker.funds.ledger.Parts;
import opcc.tracker.funds.ledger.Pot;
import opcc.tracker.funds.ledger.Totals;
import opcc.tracker.kit.calendar.FinancialYear;
import opcc.tracker.v1.DrawCategoryEnum.DrawCategory;
import opcc.tracker.v1.FundingStreamEnum.FundingStream;

/**
 * One fund's ledger as finance reads it. Takes the fund's entries in their order and from the first on; days, months and
 * years are London's.
 */
public final class FundSpend {

    private final String fund;
    private final String area;
    private final List<Allocation> allocations = new ArrayList<>();
    private final Map<String, DrawSpend> draws = new LinkedHashMap<>();
    private final List<Part> parts = new ArrayList<>();
    private final TreeMap<LocalDate, Long> committed = new TreeMap<>();
    private final Plans plans = new Plans();
    private Totals totals = Totals.ZERO;

    /** Money that was put into a pot, or taken out at the year's end. */
    private record Allocation(Pot pot, LocalDate day, long amount) {}

    /** A payment's or refund's share of one line and one pot. */
    private record Part(Movement.Kind kind, LocalDate day, String draw, int line, Pot pot, long amount) {

        boolean isPaidOf(String financialYear) {
            return kind == Movement.Kind.SPENT && pot.financialYear().equals(financialYear);
        }
    }

    /**
     * Of a fund in an area, before its first entry.
     *
     * @param fund {@code funds/...}
     * @param area code of its police area
     */
    public FundSpend(String fund, String area) {
        this.fund = fund;
        this.area = area;
    }

    /** Takes in the next entry. */
    public void take(Entry entry) {
        plans.take(entry);
        Entry.Fact fact = entry.fact();
        LocalDate day = LocalDate.ofInstant(fact.at(), FinancialYear.LONDON);
        switch (fact.content()) {
            case Content.Allocated _ -> allocate(fact.parts(), day, 1);
            case Content.YearClosed closed -> {
                allocate(fact.parts(), day, -1);
                allocate(closed.carriedForward(), day, -1);
                closed.carriedForward()
                        .list()
                        .forEach(part ->
                                allocations.add(new Allocation(closed.following(part.pot()), day, part.amount())));
            }
            case Content.Requested request -> draws.put(fact.draw(), new DrawSpend(request));
            case Content.Emergency(var request, var _) -> draws.put(fact.draw(), new DrawSpend(request));
            default -> {}
        }
        switch (fact.kind()) {
            case APPROVED, EMERGENCY_REQUESTED -> {
                draw(fact).reserve(fact.parts(), day);
                commit(day, fact.amount());
            }
            case RELEASED, LAPSED, REJECTED, WITHDRAWN -> {
                draw(fact).giveBack();
                commit(day, -fact.amount());
            }
            case PAID -> add(Movement.Kind.SPENT, day, fact, draw(fact).pay(fact.parts()));
            case REFUNDED -> {
                add(Movement.Kind.REFUNDED, day, fact, draw(fact).refund(fact.amount()));
                commit(day, -fact.amount());
            }
            default -> {}
        }
        totals = entry.totals();
    }

    private DrawSpend draw(Entry.Fact fact) {
        DrawSpend draw = draws.get(fact.draw());
        if (draw == null) {
            throw new IllegalStateException("an entry of a draw that nobody asked for");
        }
        return draw;
    }

    private void commit(LocalDate day, long amount) {
        committed.merge(day, amount, Math::addExact);
    }

    private void allocate(Parts of, LocalDate day, int sign) {
        of.list().forEach(part -> allocations.add(new Allocation(part.pot(), day, sign * part.amount())));
    }

    private void add(Movement.Kind kind, LocalDate day, Entry.Fact fact, long[] shares) {
        parts.addAll(split(kind, day, fact.draw(), shares, fact.parts()));
    }

    /** Lines and pots are both in order: the first line is paid from the first pot, and so on. */
    private static List<Part> split(Movement.Kind kind, LocalDate day, String draw, long[] shares, Parts of) {
        List<Part> split = new ArrayList<>();
        Parts left = of;
        for (int line = 0; line < shares.length; line++) {
            Parts ofLine = left.first(shares[line]);
            left = left.minus(ofLine);
            for (Parts.Part part : ofLine.list()) {
                split.add(new Part(kind, day, draw, line, part.pot(), part.amount()));
            }
        }
        return split;
    }

    /** All that moved, and what is reserved now, with the streams and years that it came from. */
    List<Movement> movements() {
        List<Movement> movements = new ArrayList<>();
        allocations.forEach(each -> movements.add(new Movement(
                Movement.Kind.ALLOCATED,
                each.pot.financialYear(),
                YearMonth.from(each.day),
                area,
                DrawCategory.DRAW_CATEGORY_UNSPECIFIED,
                "",
                each.pot.fundingStream(),
                each.amount)));
        parts.forEach(part -> movements.add(movement(part)));
        draws.forEach((id, draw) -> {
            LocalDate day = draw.reservedOn();
            if (day != null) {
                split(Movement.Kind.RESERVED, day, id, draw.reserved(), draw.reservedParts())
                        .forEach(part -> movements.add(movement(part)));
            }
        });
        plans.all().forEach(plan -> addBudgets(plan, movements));
        return movements;
    }

    private void addBudgets(Plan plan, List<Movement> movements) {
        YearMonth month = YearMonth.from(LocalDate.ofInstant(plan.at(), FinancialYear.LONDON));
        plan.amounts().forEach((category, amount) -> {
            if (amount > 0) {
                movements.add(new Movement(
                        Movement.Kind.BUDGETED,
                        plan.financialYear(),
                        month,
                        area,
                        category,
                        "",
                        FundingStream.FUNDING_STREAM_UNSPECIFIED,
                        amount));
            }
        });
    }

    private Movement movement(Part part) {
        DrawSpend draw = draws.get(part.draw);
        if (draw == null) {
            throw new IllegalStateException("a part of no draw");
        }
        return new Movement(
                part.kind,
                part.pot.financialYear(),
                YearMonth.from(part.day),
                area,
                draw.category(part.line),
                draw.provider(),
                part.pot.fundingStream(),
                part.amount);
    }

    /** What nights and draws of a financial year cost. */
    UnitCosts unitCosts(String financialYear) {
        UnitCosts costs = UnitCosts.NONE;
        for (DrawSpend draw : draws.values()) {
            if (draw.isPaidInFull() && draw.financialYear().equals(financialYear)) {
                costs = costs.plus(new UnitCosts(draw.nightsAmount(), draw.nights(), 0, 0));
            }
        }
        List<Part> paid =
                parts.stream().filter(part -> part.isPaidOf(financialYear)).toList();
        long amount = paid.stream().mapToLong(Part::amount).reduce(0, Math::addExact);
        return costs.plus(new UnitCosts(
                0, 0, amount, paid.stream().map(Part::draw).distinct().count()));
    }

    /** What was paid of a financial year's money for draws that say whom they help, in pence by beneficiary. */
    Map<String, Long> paidByBeneficiary(String financialYear) {
        Map<String, Long> paid = new HashMap<>();
        for (Part part : parts) {
            DrawSpend draw = draws.get(part.draw);
            if (draw != null && !draw.beneficiary().isEmpty() && part.isPaidOf(financialYear)) {
                paid.merge(draw.beneficiary(), part.amount, Math::addExact);
            }
        }
        return paid;
    }

    /** How long the money lasts, as things are {@code today}. */
    public Forecast forecast(LocalDate today) {
        return Forecast.of(fund, totals.available(), committed, today);
    }
}
