package opcc.tracker.outcomes.quarters;

import com.mongodb.client.MongoDatabase;
import java.time.Clock;
import opcc.tracker.kit.pseudonyms.PseudonymKey;
import opcc.tracker.outcomes.store.BatchStore;
import opcc.tracker.outcomes.store.CubeStore;
import opcc.tracker.outcomes.store.PinStore;
import opcc.tracker.outcomes.store.TrancheStore;

/** A process that freezes, with pages so small that a quarter of a few batches has many. */
final class Replica {

    private Replica() {}

    static Freezing on(MongoDatabase database, String key, Clock clock) {
        TrancheStore tranches = new TrancheStore(database);
        BatchStore batches = BatchStore.paged(database, 2, 1);
        return new Freezing(
                tranches,
                new Pins(tranches, new PinStore(database, 2), batches),
                batches,
                new CubeStore(database),
                PseudonymKey.parse(key),
                clock);
    }
}
