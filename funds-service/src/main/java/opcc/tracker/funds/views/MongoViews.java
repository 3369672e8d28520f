package opcc.tracker.funds.views;

import java.time.Clock;
import opcc.tracker.funds.draws.FundLedgers;
import opcc.tracker.funds.ledger.MongoEntryStore;
import opcc.tracker.funds.register.FundRegister;
import opcc.tracker.kit.store.MongoConnection;

/** Rebuilds the views of a database without the service. */
public final class MongoViews {

    private MongoViews() {}

    /**
     * Makes the view of draws what the ledger says.
     *
     * @return how many draws it has
     * @throws com.mongodb.MongoException if the database does not answer
     * @throws IllegalArgumentException if {@code uri} is no address of a MongoDB
     */
    public static int rebuild(String uri, String databaseName) {
        try (var client = MongoConnection.open(uri, "funds-rebuild")) {
            var database = client.getDatabase(databaseName);
            FundLedgers ledgers = new FundLedgers(new MongoEntryStore(database), Clock.systemUTC());
            return new DrawView(new FundRegister(database), ledgers, new MongoDrawStore(database)).rebuild();
        }
    }
}
