package opcc.tracker.outcomes.uploads;

import java.util.ArrayList;
import java.util.List;
import opcc.tracker.outcomes.records.Fault;
import opcc.tracker.outcomes.store.FaultStore;

/**
 * Gathers the faults of one upload and stores them in parts. Every refused row is named; after very many faults only by its
 * first one, so that the error file stays small enough to be fetched.
 */
final class FaultList {

    private static final int ALL_FAULTS_UP_TO = 50_000;

    private final FaultStore store;
    private final String upload;
    private final List<Fault> waiting = new ArrayList<>();
    private int found;
    private int parts;

    FaultList(FaultStore store, String upload) {
        this.store = store;
        this.upload = upload;
    }

    /** Adds what is wrong with a row. */
    void add(List<Fault> ofRow) {
        waiting.addAll(found < ALL_FAULTS_UP_TO ? ofRow : ofRow.subList(0, 1));
        found += ofRow.size();
    }

    /** Stores what has been added. */
    void flush() {
        if (!waiting.isEmpty()) {
            store.put(upload, parts, waiting);
            parts++;
            waiting.clear();
        }
    }
}
