package opcc.tracker.funds.ledger;

import opcc.tracker.v1.EntryKindEnum.EntryKind;

/**
 * A fund's running totals in whole pence. There is no instance with a total below zero: a fund cannot be overdrawn
 * (rule 2 of the domain).
 *
 * @param allocated all that was put in
 * @param reserved approved and neither paid nor released
 * @param paid paid out
 */
public record Totals(long allocated, long reserved, long paid) {

    /** A fund without money. */
    public static final Totals ZERO = new Totals(0, 0, 0);

    /** Refuses what must never be. */
    public Totals {
        if (allocated < 0 || reserved < 0 || paid < 0 || available(allocated, reserved, paid) < 0) {
            throw new IllegalArgumentException(
                    "totals below zero: allocated " + allocated + ", reserved " + reserved + ", paid " + paid);
        }
    }

    /** What may still be reserved: allocated - reserved - paid. */
    public long available() {
        return available(allocated, reserved, paid);
    }

    /** The totals after an entry of this kind that moves {@code amount} pence. */
    public Totals after(EntryKind kind, long amount) {
        return switch (kind) {
            case ALLOCATED -> new Totals(Math.addExact(allocated, amount), reserved, paid);
            case APPROVED, EMERGENCY_REQUESTED -> new Totals(allocated, Math.addExact(reserved, amount), paid);
            case PAID -> new Totals(allocated, Math.subtractExact(reserved, amount), Math.addExact(paid, amount));
            case RELEASED, LAPSED, REJECTED, WITHDRAWN ->
                new Totals(allocated, Math.subtractExact(reserved, amount), paid);
            case YEAR_CLOSED -> new Totals(Math.subtractExact(allocated, amount), reserved, paid);
            case REFUNDED -> new Totals(allocated, reserved, Math.subtractExact(paid, amount));
            case REQUESTED, FIRST_APPROVED, RATIFIED, RECONCILED, POLICY_SET -> this;
            case BUDGETS_SET, VIREMENT_REQUESTED, VIREMENT_APPROVED, VIREMENT_REJECTED, VIREMENT_WITHDRAWN -> this;
            case ENTRY_KIND_UNSPECIFIED, UNRECOGNIZED -> throw new IllegalArgumentException("no such kind: " + kind);
        };
    }

    /** Both together. */
    public Totals plus(Totals other) {
        return new Totals(
                Math.addExact(allocated, other.allocated),
                Math.addExact(reserved, other.reserved),
                Math.addExact(paid, other.paid));
    }

    private static long available(long allocated, long reserved, long paid) {
        return Math.subtractExact(Math.subtractExact(allocated, reserved), paid);
    }
}
