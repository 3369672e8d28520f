package opcc.tracker.funds.ledger;

import java.util.Optional;
import opcc.tracker.v1.EntryKindEnum.EntryKind;

/**
 * An entry as double entry: an amount that leaves one account and reaches another. An approval is a pending transfer in
 * TigerBeetle's sense: it holds the amount in {@link Account#RESERVED}. A payment posts it, in parts if need be; a
 * release, lapse, rejection or withdrawal voids what is left of it.
 *
 * @param phase which step of the two-phase transfer this is
 * @param from the account that is credited (gives)
 * @param to the account that is debited (receives)
 * @param amount pence, at least 1
 */
public record Transfer(Phase phase, Account from, Account to, long amount) {

    /** The steps of a transfer. */
    public enum Phase {
        /** Moves the amount at once. */
        SINGLE,
        /** Sets the amount aside ({@code pending}). */
        RESERVE,
        /** Moves some or all of what is set aside to where it was meant for ({@code post_pending_transfer}). */
        POST,
        /** Gives back what is set aside ({@code void_pending_transfer}). */
        VOID
    }

    /** Refuses what is no movement. */
    public Transfer {
        if (amount <= 0) {
            throw new IllegalArgumentException("a transfer of " + amount + " pence");
        }
    }

    /**
     * The transfer that an entry of this kind makes, or empty if it moves nothing.
     *
     * @throws IllegalArgumentException if the kind does not go with the amount
     */
    public static Optional<Transfer> of(EntryKind kind, long amount) {
        return switch (kind) {
            case ALLOCATED -> Optional.of(new Transfer(Phase.SINGLE, Account.FUNDER, Account.AVAILABLE, amount));
            case APPROVED, EMERGENCY_REQUESTED ->
                Optional.of(new Transfer(Phase.RESERVE, Account.AVAILABLE, Account.RESERVED, amount));
            case PAID -> Optional.of(new Transfer(Phase.POST, Account.RESERVED, Account.PAID, amount));
            case RELEASED, LAPSED -> Optional.of(voided(amount));
            // Of a draw that is still only asked for nothing is reserved.
            case REJECTED, WITHDRAWN -> amount == 0 ? Optional.empty() : Optional.of(voided(amount));
            case REFUNDED -> Optional.of(new Transfer(Phase.SINGLE, Account.PAID, Account.AVAILABLE, amount));
            case YEAR_CLOSED ->
                amount == 0
                        ? Optional.empty()
                        : Optional.of(new Transfer(Phase.SINGLE, Account.AVAILABLE, Account.FUNDER, amount));
            case REQUESTED, FIRST_APPROVED, RATIFIED, RECONCILED, POLICY_SET -> nothing(kind, amount);
            case BUDGETS_SET, VIREMENT_REQUESTED, VIREMENT_APPROVED, VIREMENT_REJECTED, VIREMENT_WITHDRAWN ->
                nothing(kind, amount);
            case ENTRY_KIND_UNSPECIFIED, UNRECOGNIZED -> throw new IllegalArgumentException("no such kind: " + kind);
        };
    }

    private static Transfer voided(long amount) {
        return new Transfer(Phase.VOID, Account.RESERVED, Account.AVAILABLE, amount);
    }

    private static Optional<Transfer> nothing(EntryKind kind, long amount) {
        if (amount != 0) {
            throw new IllegalArgumentException(kind + " moves " + amount + " pence");
        }
        return Optional.empty();
    }
}
