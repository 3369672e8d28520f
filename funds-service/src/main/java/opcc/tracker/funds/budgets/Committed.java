package opcc.tracker.funds.budgets;

import opcc.tracker.funds.ledger.Content;
import opcc.tracker.funds.ledger.Entry;
import opcc.tracker.funds.lines.DrawLines;
import opcc.tracker.v1.DrawCategoryEnum.DrawCategory;

/** What of each category is reserved of each financial year's money, and spent of it less what came back, whenever that was. */
final class Committed {

    private final Layers<Place, Amounts> amounts;
    private final Layers<String, Reservation> draws;

    private record Place(String financialYear, DrawCategory category) {}

    /** A draw's lines, and the year whose money was reserved, which is one; empty before. */
    private record Reservation(DrawLines lines, String financialYear) {}

    /**
     * Pence of a category in a year.
     *
     * @param spent paid less refunded; below zero if more came back than was paid
     * @param reserved reserved in the year and still reserved
     */
    record Amounts(long spent, long reserved) {

        static final Amounts ZERO = new Amounts(0, 0);

        Amounts plus(long moreSpent, long moreReserved) {
            return new Amounts(Math.addExact(spent, moreSpent), Math.addExact(reserved, moreReserved));
        }
    }

    Committed() {
        this(new Layers<>(), new Layers<>());
    }

    private Committed(Layers<Place, Amounts> amounts, Layers<String, Reservation> draws) {
        this.amounts = amounts;
        this.draws = draws;
    }

    Committed draft() {
        return new Committed(amounts.draft(), draws.draft());
    }

    Amounts of(String financialYear, DrawCategory category) {
        return amounts.get(new Place(financialYear, category), Amounts.ZERO);
    }

    void take(Entry entry) {
        Entry.Fact fact = entry.fact();
        switch (fact.content()) {
            case Content.Requested request -> draws.put(fact.draw(), new Reservation(DrawLines.of(request), ""));
            case Content.Emergency(var request, var _) ->
                draws.put(fact.draw(), new Reservation(DrawLines.of(request), ""));
            default -> {}
        }
        switch (fact.kind()) {
            case APPROVED, EMERGENCY_REQUESTED -> {
                DrawLines lines = draw(fact).lines.reserve();
                String year = fact.parts().list().getFirst().pot().financialYear();
                draws.put(fact.draw(), new Reservation(lines, year));
                add(year, lines, 0, 1, lines.reserved());
            }
            case PAID -> {
                Reservation draw = draw(fact);
                long[] shares = draw.lines.sharesOfPayment(fact.amount());
                draws.put(fact.draw(), new Reservation(draw.lines.pay(shares), draw.financialYear));
                add(draw.financialYear, draw.lines, 0, -1, shares);
                add(draw.financialYear, draw.lines, 1, 0, shares);
            }
            case REFUNDED -> {
                Reservation draw = draw(fact);
                long[] shares = draw.lines.sharesOfRefund(fact.amount());
                draws.put(fact.draw(), new Reservation(draw.lines.refund(shares), draw.financialYear));
                add(draw.financialYear, draw.lines, -1, 0, shares);
            }
            case RELEASED, LAPSED, REJECTED, WITHDRAWN -> {
                Reservation draw = draw(fact);
                draws.put(fact.draw(), new Reservation(draw.lines.giveBack(), draw.financialYear));
                add(draw.financialYear, draw.lines, 0, -1, draw.lines.reserved());
            }
            default -> {}
        }
    }

    private Reservation draw(Entry.Fact fact) {
        Reservation draw = draws.get(fact.draw());
        if (draw == null) {
            throw new IllegalStateException("an entry of a draw that nobody asked for");
        }
        return draw;
    }

    private void add(String year, DrawLines lines, int ofSpent, int ofReserved, long[] shares) {
        for (int line = 0; line < shares.length; line++) {
            if (shares[line] != 0) {
                Place place = new Place(year, lines.category(line));
                amounts.put(
                        place,
                        amounts.get(place, Amounts.ZERO).plus(ofSpent * shares[line], ofReserved * shares[line]));
            }
        }
    }
}
