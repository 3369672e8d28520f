package opcc.tracker.outcomes.intake;

import com.mongodb.client.MongoDatabase;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import opcc.tracker.kit.pseudonyms.PseudonymKey;
import opcc.tracker.kit.pseudonyms.PseudonymKeys;
import opcc.tracker.kit.pseudonyms.RotatingPseudonyms;
import opcc.tracker.kit.testing.RunningService;
import opcc.tracker.outcomes.quarters.FrozenPeople;
import opcc.tracker.outcomes.quarters.Pins;
import opcc.tracker.outcomes.register.RegisteredService;
import opcc.tracker.outcomes.store.BatchStore;
import opcc.tracker.outcomes.store.PinStore;
import opcc.tracker.outcomes.store.ReportedPeopleStore;
import opcc.tracker.outcomes.store.TrancheStore;

/** A process that takes outcomes in, of one service of one provider. */
public final class IntakeProcess {

    public static final String PROVIDER = "providers/justice-and-care";
    public static final String SERVICE = "services/surrey-navigator";

    private IntakeProcess() {}

    public static BatchIntake on(MongoDatabase database, Clock clock) {
        BatchStore batches = new BatchStore(database);
        TrancheStore tranches = new TrancheStore(database);
        FrozenPeople frozen = new FrozenPeople(tranches, new Pins(tranches, new PinStore(database), batches), batches);
        return new BatchIntake(
                batches,
                new GatheredBatches(batches, frozen),
                new StoredBatches(batches, frozen),
                name -> Optional.of(new RegisteredService(SERVICE, "surrey", Set.of(), PROVIDER)),
                frozen,
                new RotatingPseudonyms(
                        new PseudonymKeys(PseudonymKey.parse(RunningService.PSEUDONYM_KEY), List.of()), "test"),
                new ReportedPeopleStore(database),
                clock);
    }
}
