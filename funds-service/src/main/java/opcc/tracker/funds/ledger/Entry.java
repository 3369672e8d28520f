package opcc.tracker.funds.ledger;

import java.time.Instant;
import java.util.Optional;
import opcc.tracker.kit.idempotency.Command;
import opcc.tracker.v1.EntryKindEnum.EntryKind;

/**
 * An entry of a fund's ledger: a fact that is never changed. Its hash covers all of it and the hash of the entry before,
 * so that none can be changed, dropped or put in unseen.
 *
 * @param fund id of the fund
 * @param sequence 1, 2, 3 and so on without a gap
 * @param fact what happened
 * @param totals the fund's totals after it
 * @param previousHash hash of the entry before; {@link #NO_HASH} for the first
 * @param hash SHA-256, hexadecimal
 */
public record Entry(String fund, long sequence, Fact fact, Totals totals, String previousHash, String hash) {

    /** Stands before the first entry. */
    public static final String NO_HASH = "0".repeat(64);

    /**
     * What happened.
     *
     * @param kind what was done
     * @param amount the pence that it moves; 0 for kinds that move none
     * @param parts the same amount by the pots that it moves in
     * @param draw id of the draw; empty for allocations
     * @param content what else there is to say
     * @param actor who did it
     * @param at when, to the millisecond
     * @param command the command that it carries out
     */
    public record Fact(
            EntryKind kind,
            long amount,
            Parts parts,
            String draw,
            Content content,
            Actor actor,
            Instant at,
            Command command) {}

    /** The entry that appends {@code fact} to a ledger that ends so. */
    public static Entry append(String fund, long lastSequence, Totals totals, String lastHash, Fact fact) {
        long sequence = lastSequence + 1;
        Totals after = totals.after(fact.kind(), fact.amount());
        return new Entry(fund, sequence, fact, after, lastHash, EntryHash.of(fund, sequence, fact, after, lastHash));
    }

    /** {@code funds/{fund}/entries/{sequence}}. */
    public String name() {
        return "funds/" + fund + "/entries/" + sequence;
    }

    /** What is wrong with this entry after a ledger that ends so, or empty if it holds. */
    public Optional<String> problemAfter(long lastSequence, Totals lastTotals, String lastHash) {
        if (sequence != lastSequence + 1) {
            return Optional.of("expected entry " + (lastSequence + 1) + ", found " + sequence);
        }
        if (!previousHash.equals(lastHash)) {
            return Optional.of("its previous hash is not the hash of the entry before it");
        }
        if (!EntryHash.of(fund, sequence, fact, totals, previousHash).equals(hash)) {
            return Optional.of("its content does not agree with its hash");
        }
        try {
            return lastTotals.after(fact.kind(), fact.amount()).equals(totals)
                    ? Optional.empty()
                    : Optional.of("its totals do not follow from the entry before it");
        } catch (IllegalArgumentException | ArithmeticException e) {
            return Optional.of("it takes a total below zero");
        }
    }
}
