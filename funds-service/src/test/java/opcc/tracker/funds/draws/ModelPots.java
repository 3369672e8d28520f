package opcc.tracker.funds.draws;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import opcc.tracker.funds.ledger.Totals;
import opcc.tracker.kit.calendar.FinancialYear;
import opcc.tracker.v1.FundingStreamEnum.FundingStream;

/** The model's money: pots that hold pence, and draws that hold shares of pots in the order in which they took them. */
final class ModelPots {

    private final Map<String, Pot> pots = new LinkedHashMap<>();
    private final Map<String, List<Share>> ofDraw = new HashMap<>();

    private static final class Pot {
        private final FundingStream stream;
        private final String year;
        private long allocated;
        private long reserved;
        private long paid;

        Pot(FundingStream stream, String year) {
            this.stream = stream;
            this.year = year;
        }

        long available() {
            return allocated - reserved - paid;
        }
    }

    private static final class Share {
        private final Pot pot;
        private long reserved;
        private long paid;

        Share(Pot pot, long reserved) {
            this.pot = pot;
            this.reserved = reserved;
        }
    }

    boolean knows(String year) {
        return pots.values().stream().anyMatch(pot -> pot.year.equals(year));
    }

    void add(FundingStream stream, String year, long amount) {
        pots.computeIfAbsent(stream + " " + year, key -> new Pot(stream, year)).allocated += amount;
    }

    long available(FundingStream stream, String year) {
        return of(stream, year).stream().mapToLong(Pot::available).sum();
    }

    private List<Pot> of(FundingStream stream, String year) {
        return pots.values().stream()
                .filter(pot -> pot.year.equals(year))
                .filter(pot -> stream == FundingStream.FUNDING_STREAM_UNSPECIFIED || pot.stream == stream)
                .toList();
    }

    void reserve(String draw, FundingStream stream, String year, long amount) {
        List<Share> shares = new ArrayList<>();
        long left = amount;
        for (Pot pot : of(stream, year)) {
            long here = Math.min(left, pot.available());
            pot.reserved += here;
            left -= here;
            shares.add(new Share(pot, here));
        }
        ofDraw.put(draw, shares);
    }

    void pay(String draw, long amount) {
        long left = amount;
        for (Share share : shares(draw)) {
            long here = Math.min(left, share.reserved);
            move(share, -here, here);
            left -= here;
        }
    }

    void refund(String draw, long amount) {
        long left = amount;
        for (Share share : shares(draw).reversed()) {
            long here = Math.min(left, share.paid);
            move(share, 0, -here);
            left -= here;
        }
    }

    void giveBack(String draw) {
        shares(draw).forEach(share -> move(share, -share.reserved, 0));
    }

    private static void move(Share share, long reserved, long paid) {
        share.reserved += reserved;
        share.pot.reserved += reserved;
        share.paid += paid;
        share.pot.paid += paid;
    }

    void close(FinancialYear year, Map<FundingStream, Long> carryForward) {
        for (Pot pot : of(FundingStream.FUNDING_STREAM_UNSPECIFIED, year.toString())) {
            pot.allocated -= pot.available();
        }
        carryForward.forEach((stream, amount) -> add(stream, year.next().toString(), amount));
    }

    long reserved(String draw) {
        return shares(draw).stream().mapToLong(share -> share.reserved).sum();
    }

    long paid(String draw) {
        return shares(draw).stream().mapToLong(share -> share.paid).sum();
    }

    private List<Share> shares(String draw) {
        return ofDraw.getOrDefault(draw, List.of());
    }

    Totals totals() {
        return new Totals(sum(pot -> pot.allocated), sum(pot -> pot.reserved), sum(pot -> pot.paid));
    }

    /** The totals of each pot by its stream and year. */
    Map<String, Totals> each() {
        Map<String, Totals> each = new HashMap<>();
        pots.forEach((key, pot) -> each.put(key, new Totals(pot.allocated, pot.reserved, pot.paid)));
        return each;
    }

    private long sum(ToLongFunction<Pot> part) {
        return pots.values().stream().mapToLong(part).sum();
    }
}
