package opcc.tracker.funds.draws;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import opcc.tracker.funds.ledger.Content;
import opcc.tracker.funds.ledger.Entry;
import opcc.tracker.funds.ledger.Parts;
import opcc.tracker.funds.ledger.Totals;
import opcc.tracker.v1.FundingStreamEnum.FundingStream;
import org.jspecify.annotations.Nullable;

/**
 * A fund's financial year as finance closes it.
 *
 * @param financialYear the year
 * @param streams its money by stream
 * @param accruals draws that still reserve some of it, the earliest asked for first
 * @param closedAt when it was first closed; null while it is open
 * @param closedBy the last entry that closed it; null while it is open
 * @param fundClosed whether the fund itself was closed with it
 * @param lastSequence of the ledger that says so
 */
public record YearEnd(
        String financialYear,
        Map<FundingStream, StreamFigures> streams,
        List<Accrual> accruals,
        @Nullable Instant closedAt,
        @Nullable Entry closedBy,
        boolean fundClosed,
        long lastSequence) {

    /**
     * Pence of one stream.
     *
     * @param allocated put in for the year, or carried into it
     * @param paid spent, less refunds
     * @param accrued reserved and not paid yet
     * @param carriedForward moved to the year after
     * @param returned gone back to the funder
     */
    public record StreamFigures(long allocated, long paid, long accrued, long carriedForward, long returned) {

        /** No money. */
        public static final StreamFigures ZERO = new StreamFigures(0, 0, 0, 0, 0);

        /** Both together. */
        public StreamFigures plus(StreamFigures other) {
            return new StreamFigures(
                    Math.addExact(allocated, other.allocated),
                    Math.addExact(paid, other.paid),
                    Math.addExact(accrued, other.accrued),
                    Math.addExact(carriedForward, other.carriedForward),
                    Math.addExact(returned, other.returned));
        }

        /** What is neither spent, accrued, carried forward nor returned. */
        public long unspent() {
            return allocated - paid - accrued - carriedForward - returned;
        }
    }

    /**
     * A draw that still reserves money of the year.
     *
     * @param draw {@code funds/{fund}/draws/{draw}}
     * @param amount pence of the year's money
     */
    public record Accrual(String draw, long amount) {}

    /** The year as the fund's state has it. */
    public static YearEnd of(FundState state, String financialYear) {
        List<Entry> closings = state.yearEnds().stream()
                .filter(entry -> content(entry).financialYear().equals(financialYear))
                .toList();
        Map<FundingStream, StreamFigures> streams = new TreeMap<>();
        state.pots().totals().forEach((pot, totals) -> {
            if (pot.financialYear().equals(financialYear)) {
                streams.put(pot.fundingStream(), stream(totals, pot.fundingStream(), closings));
            }
        });
        return new YearEnd(
                financialYear,
                streams,
                state.draws()
                        .sorted(Comparator.comparing(Draw::requestedAt).thenComparing(Draw::id))
                        .map(draw -> new Accrual(draw.name(), of(draw.reservedParts(), financialYear)))
                        .filter(accrual -> accrual.amount > 0)
                        .toList(),
                closings.isEmpty() ? null : closings.getFirst().fact().at(),
                closings.isEmpty() ? null : closings.getLast(),
                closings.stream().anyMatch(entry -> content(entry).fundClosed()),
                state.lastSequence());
    }

    private static StreamFigures stream(Totals now, FundingStream stream, List<Entry> closings) {
        long returned = closings.stream()
                .mapToLong(entry -> of(entry.fact().parts(), stream))
                .reduce(0, Math::addExact);
        long carried = closings.stream()
                .mapToLong(entry -> of(content(entry).carriedForward(), stream))
                .reduce(0, Math::addExact);
        return new StreamFigures(
                Math.addExact(now.allocated(), Math.addExact(returned, carried)),
                now.paid(),
                now.reserved(),
                carried,
                returned);
    }

    private static long of(Parts parts, FundingStream stream) {
        return parts.list().stream()
                .filter(part -> part.pot().fundingStream() == stream)
                .mapToLong(Parts.Part::amount)
                .reduce(0, Math::addExact);
    }

    private static long of(Parts parts, String financialYear) {
        return parts.list().stream()
                .filter(part -> part.pot().financialYear().equals(financialYear))
                .mapToLong(Parts.Part::amount)
                .reduce(0, Math::addExact);
    }

    private static Content.YearClosed content(Entry entry) {
        if (entry.fact().content() instanceof Content.YearClosed closed) {
            return closed;
        }
        throw new IllegalStateException(entry.name() + " closes no year");
    }
}
