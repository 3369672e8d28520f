package opcc.tracker.funds.draws;

import java.time.Clock;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import opcc.tracker.funds.ledger.EntryStore;

/** The ledgers of all funds, each opened when it is first asked for. */
public final class FundLedgers {

    private final ConcurrentMap<String, FundLedger> ledgers = new ConcurrentHashMap<>();
    private final EntryStore store;
    private final Clock clock;

    /** Ledgers in {@code store}. */
    public FundLedgers(EntryStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** The ledger of a fund that exists. */
    public FundLedger of(String fund) {
        return ledgers.computeIfAbsent(fund, id -> new FundLedger(id, store, clock));
    }

    /** The ledgers that this process has opened so far. */
    public List<FundLedger> opened() {
        return List.copyOf(ledgers.values());
    }
}
