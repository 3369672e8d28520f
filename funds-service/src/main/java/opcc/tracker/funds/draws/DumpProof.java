package opcc.tracker.funds.draws;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;
import opcc.tracker.funds.ledger.Entry;
import opcc.tracker.funds.ledger.EntryDump;
import opcc.tracker.funds.ledger.EntryDump.Line;
import opcc.tracker.funds.ledger.TrialBalance;

/** The {@link LedgerProof} of every fund of a dump. Keeps only entries that come before their turn. */
public final class DumpProof {

    private final SortedMap<String, FundLines> funds = new TreeMap<>();

    private DumpProof() {}

    /**
     * Checks the ledgers in {@code file}.
     *
     * @throws IOException if it can't be read as a dump
     */
    public static DumpProof of(Path file) throws IOException {
        DumpProof proof = new DumpProof();
        EntryDump.each(
                file,
                line -> proof.funds.computeIfAbsent(line.fund(), FundLines::new).take(line));
        proof.funds.values().forEach(FundLines::end);
        return proof;
    }

    /** The proofs by the id of their fund. */
    public SortedMap<String, LedgerProof> funds() {
        SortedMap<String, LedgerProof> proofs = new TreeMap<>();
        funds.forEach((fund, lines) -> proofs.put(fund, lines.proof));
        return proofs;
    }

    /** The accounts of all funds together, from the entries that hold. */
    public TrialBalance balance() {
        TrialBalance sum = new TrialBalance();
        funds.values().forEach(lines -> sum.add(lines.proof.balance()));
        return sum;
    }

    /** Whether every ledger holds and the accounts balance. */
    public boolean holds() {
        return balance().sum() == 0 && funds.values().stream().allMatch(lines -> lines.proof.holds());
    }

    /** The lines of a fund, put in order. */
    private static final class FundLines {
        private final LedgerProof proof;
        private final NavigableMap<Long, Line> early = new TreeMap<>();
        private final Map<Long, Line> repeated = new HashMap<>();
        private long next = 1;

        FundLines(String fund) {
            this.proof = LedgerProof.begin(fund);
        }

        void take(Line line) {
            if (line.sequence() < next || early.containsKey(line.sequence())) {
                repeated.put(line.sequence(), line);
                return;
            }
            early.put(line.sequence(), line);
            for (Line turn = early.remove(next); turn != null; turn = early.remove(next)) {
                check(turn);
                next++;
            }
        }

        private void check(Line line) {
            Entry entry = line.entry();
            if (entry == null) {
                proof.unreadable(line.entryName());
            } else {
                proof.check(entry);
            }
        }

        void end() {
            early.values().forEach(this::check);
            repeated.values().forEach(line -> proof.repeated(line.entryName()));
            proof.end();
        }
    }
}
