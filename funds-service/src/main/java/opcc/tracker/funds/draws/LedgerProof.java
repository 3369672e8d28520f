package opcc.tracker.funds.draws;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import opcc.tracker.funds.ledger.Entry;
import opcc.tracker.funds.ledger.EntryStore;
import opcc.tracker.funds.ledger.Totals;
import opcc.tracker.funds.ledger.UnreadableEntry;

/**
 * Re-computes a fund's ledger from its entries alone: places without a gap, the chain of hashes, the totals after each
 * entry, and at the end that the draws' own amounts add up to the fund's (the trial balance).
 */
public final class LedgerProof {

    private final Map<String, Draw> draws = new HashMap<>();
    private long entryCount;
    private String headHash = Entry.NO_HASH;
    private Totals totals = Totals.ZERO;
    private String firstInvalidEntry = "";
    private String problem = "";

    private LedgerProof() {}

    /** Checks the fund's entries in {@code store}. */
    public static LedgerProof of(String fund, EntryStore store) {
        LedgerProof proof = new LedgerProof();
        try {
            store.each(fund, proof::check);
        } catch (UnreadableEntry e) {
            proof.fail(e.entryName(), "it can't be read");
        }
        proof.checkTrialBalance(fund);
        return proof;
    }

    private void check(Entry entry) {
        if (!holds()) {
            return;
        }
        Optional<String> wrong = entry.problemAfter(entryCount, totals, headHash);
        if (wrong.isPresent()) {
            fail(entry.name(), wrong.get());
            return;
        }
        try {
            if (!entry.fact().draw().isEmpty()) {
                draws.put(entry.fact().draw(), Draw.after(draws.get(entry.fact().draw()), entry));
            }
        } catch (IllegalStateException | ArithmeticException e) {
            fail(entry.name(), "it does not follow from the draw's entries before it");
            return;
        }
        entryCount++;
        headHash = entry.hash();
        totals = entry.totals();
    }

    private void checkTrialBalance(String fund) {
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
