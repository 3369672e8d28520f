package opcc.tracker.funds.draws;

import java.util.Map;
import opcc.tracker.funds.ledger.Pounds;
import opcc.tracker.funds.ledger.Totals;
import opcc.tracker.kit.refusal.Refusal;

/** Refusals of amounts, each with the figures that it was decided on. */
final class Figures {

    private Figures() {}

    static void requireAvailable(Totals totals, long amount) {
        if (amount > totals.available()) {
            throw Refusal.precondition(
                    "INSUFFICIENT_FUNDS",
                    "The draw asks for " + Pounds.of(amount) + ", but the fund has " + Pounds.of(totals.available())
                            + " available (" + Pounds.of(totals.allocated()) + " allocated, "
                            + Pounds.of(totals.reserved()) + " reserved, " + Pounds.of(totals.paid()) + " paid).",
                    Map.of(
                            "requestedPence", Long.toString(amount),
                            "availablePence", Long.toString(totals.available()),
                            "allocatedPence", Long.toString(totals.allocated()),
                            "reservedPence", Long.toString(totals.reserved()),
                            "paidPence", Long.toString(totals.paid())));
        }
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
