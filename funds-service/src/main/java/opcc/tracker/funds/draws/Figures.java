package opcc.tracker.funds.draws;

import java.util.Map;
import java.util.function.Predicate;
import opcc.tracker.funds.ledger.Pot;
import opcc.tracker.funds.ledger.Pots;
import opcc.tracker.funds.ledger.Pounds;
import opcc.tracker.funds.ledger.Totals;
import opcc.tracker.funds.ledger.Words;
import opcc.tracker.kit.calendar.FinancialYear;
import opcc.tracker.kit.refusal.Refusal;
import opcc.tracker.v1.FundingStreamEnum.FundingStream;

/** Refusals of amounts, each with the figures that it was decided on. */
final class Figures {

    private Figures() {}

    /**
     * Refuses what the pots of the year, or those of one stream of it, do not hold.
     *
     * @param stream unspecified for all streams of the year
     */
    static void requireAvailable(Pots pots, FinancialYear year, FundingStream stream, long amount) {
        Totals totals = pots.sum(ringFence(year, stream));
        if (amount > totals.available()) {
            long elsewhere = Math.subtractExact(pots.sum(pot -> true).available(), totals.available());
            String of = stream == FundingStream.FUNDING_STREAM_UNSPECIFIED ? "" : " of the " + Words.of(stream);
            throw Refusal.precondition(
                    "INSUFFICIENT_FUNDS",
                    "The draw asks for " + Pounds.of(amount) + ", but the fund has " + Pounds.of(totals.available())
                            + " available" + of + " for " + year + " (" + Pounds.of(totals.allocated())
                            + " allocated, " + Pounds.of(totals.reserved()) + " reserved, "
                            + Pounds.of(totals.paid()) + " paid)."
                            + (elsewhere > 0
                                    ? " Another " + Pounds.of(elsewhere) + " is ring-fenced to "
                                            + (of.isEmpty() ? "other years." : "other streams or years.")
                                    : ""),
                    Map.of(
                            "financialYear", year.toString(),
                            "requestedPence", Long.toString(amount),
                            "availablePence", Long.toString(totals.available()),
                            "allocatedPence", Long.toString(totals.allocated()),
                            "reservedPence", Long.toString(totals.reserved()),
                            "paidPence", Long.toString(totals.paid())));
        }
    }

    /** Which pots a draw may be reserved from. */
    static Predicate<Pot> ringFence(FinancialYear year, FundingStream stream) {
        return pot -> pot.financialYear().equals(year.toString())
                && (stream == FundingStream.FUNDING_STREAM_UNSPECIFIED || pot.fundingStream() == stream);
    }

    static void requireReserved(Draw draw, long amount) {
        if (amount > draw.reserved()) {
            throw Refusal.precondition(
                    "EXCEEDS_RESERVED",
                    "You want to pay " + Pounds.of(amount) + ", but only " + Pounds.of(draw.reserved())
                            + " of this draw is still to be paid (" + Pounds.of(draw.amount()) + " approved, "
                            + Pounds.of(draw.paid()) + " paid).",
                    Map.of(
                            "requestedPence", Long.toString(amount),
                            "reservedPence", Long.toString(draw.reserved()),
                            "paidPence", Long.toString(draw.paid())));
        }
    }

    static void requirePaid(Draw draw, long amount) {
        if (amount > draw.paid()) {
            throw Refusal.precondition(
                    "EXCEEDS_PAID",
                    "A refund of " + Pounds.of(amount) + " is more than the " + Pounds.of(draw.paid())
                            + " that this draw has paid out"
                            + (draw.refunded() > 0
                                    ? " and not got back (" + Pounds.of(draw.refunded()) + " came back before)."
                                    : "."),
                    Map.of(
                            "requestedPence", Long.toString(amount),
                            "paidPence", Long.toString(draw.paid()),
                            "refundedPence", Long.toString(draw.refunded())));
        }
    }
}
