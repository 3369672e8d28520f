package opcc.tracker.funds.draws;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import opcc.tracker.funds.ledger.Entry;
import opcc.tracker.funds.ledger.EntryStore;
import opcc.tracker.funds.ledger.Pots;
import opcc.tracker.funds.ledger.Totals;
import opcc.tracker.funds.ledger.TrialBalance;
import opcc.tracker.funds.ledger.UnreadableEntry;

/**
 * Re-computes a fund's ledger from its entries alone: places without a gap, the chain of hashes, the totals after each
 * entry, the trial balance and the ring-fenced pots after each entry, and at the end that the draws' own amounts add up to the fund's. The same
 * for the running service and for a dump.
 */
public final class LedgerProof {

    private final Map<String, Draw> draws = new HashMap<>();
    private final TrialBalance balance = new TrialBalance();
    private final String fund;
    private long entryCount;
    private String headHash = Entry.NO_HASH;
    private Totals totals = Totals.ZERO;
    private Pots pots = Pots.NONE;
    private String firstInvalidEntry = "";
    private String problem = "";

    private LedgerProof(String fund) {
        this.fund = fund;
    }

    /** A proof to which the fund's entries are shown one after another. */
    public static LedgerProof begin(String fund) {
        return new LedgerProof(fund);
    }

    /** Checks the fund's entries in {@code store}. */
    public static LedgerProof of(String fund, EntryStore store) {
        LedgerProof proof = begin(fund);
        try {
            store.each(fund, proof::check);
        } catch (UnreadableEntry e) {
            proof.unreadable(e.entryName());
        }
        proof.end();
        return proof;
    }

    /** Checks the next entry. After the first that does not hold nothing more is checked. */
    public void check(Entry entry) {
        if (!holds()) {
            return;
        }
        Optional<String> wrong;
        try {
            wrong = entry.problemAfter(entryCount, totals, headHash);
        } catch (NullPointerException e) {
            // A text that every entry has is missing in what is stored.
            unreadable(entry.name());
            return;
        }
        if (wrong.isPresent()) {
            fail(entry.name(), wrong.get());
            return;
        }
        try {
            if (!entry.fact().draw().isEmpty()) {
                draws.put(entry.fact().draw(), Draw.after(draws.get(entry.fact().draw()), entry));
            }
        } catch (IllegalStateException | IllegalArgumentException | ArithmeticException e) {
            fail(entry.name(), "it does not follow from the draw's entries before it");
            return;
        }
        try {
            balance.post(entry);
        } catch (IllegalArgumentException | ArithmeticException e) {
            fail(entry.name(), "it is no transfer between accounts");
            return;
        }
        Pots potsAfter;
        try {
            potsAfter = pots.after(entry.fact());
        } catch (IllegalArgumentException | ArithmeticException e) {
            fail(entry.name(), "it takes more of a funding stream and year than there is");
            return;
        }
        if (!potsAfter.sum(pot -> true).equals(entry.totals())) {
            fail(entry.name(), "the funding streams and years do not add up to its totals");
            return;
        }
        if (!balance.agreesWith(entry.totals())) {
            fail(entry.name(), "the accounts do not balance with its totals");
            return;
        }
        entryCount++;
        headHash = entry.hash();
        totals = entry.totals();
        pots = potsAfter;
    }

    /** The next entry can't be read. */
    public void unreadable(String entryName) {
        fail(entryName, "it can't be read");
    }

    /** The next entry stands where another stood before. */
    public void repeated(String entryName) {
        fail(entryName, "there is another entry with its number");
    }

    /** There are no more entries. */
    public void end() {
        long reserved = draws.values().stream().mapToLong(Draw::reserved).reduce(0, Math::addExact);
        long paid = draws.values().stream().mapToLong(Draw::paid).reduce(0, Math::addExact);
        if (holds() && (reserved != totals.reserved() || paid != totals.paid())) {
            fail("funds/" + fund + "/entries/" + entryCount, "the draws do not add up to the fund's totals");
        }
    }

    private void fail(String entry, String why) {
        if (holds()) {
            firstInvalidEntry = entry;
            problem = why;
        }
    }

    /** Whether every entry holds. */
    public boolean holds() {
        return firstInvalidEntry.isEmpty();
    }

    /** How many entries hold, from the first on. */
    public long entryCount() {
        return entryCount;
    }

    /** Hash of the last entry that holds. */
    public String headHash() {
        return headHash;
    }

    /** The accounts after the last entry that holds. */
    public TrialBalance balance() {
        return balance;
    }

    /** Totals after the last entry that holds. */
    public Totals totals() {
        return totals;
    }

    /** Name of the first entry that does not hold; empty if all do. */
    public String firstInvalidEntry() {
        return firstInvalidEntry;
    }

    /** What is wrong with it; empty if all hold. */
    public String problem() {
        return problem;
    }
}
