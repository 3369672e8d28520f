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
import opcc.tracker.outcomes.records.OutcomeRecord;
import opcc.tracker.outcomes.register.RegisteredService;
import opcc.tracker.outcomes.store.BatchStore;
import opcc.tracker.outcomes.store.PinStore;
import opcc.tracker.outcomes.store.ReportedPeopleStore;
import opcc.tracker.outcomes.store.TrancheStore;
import opcc.tracker.v1.Outcome;

/** A process that takes outcomes in, of one service of one provider. */
public final class IntakeProcess {

    public static final String PROVIDER = "providers/justice-and-care";
    public static final String SERVICE = "services/surrey-navigator";

    private static final RegisteredService REGISTERED = new RegisteredService(SERVICE, "surrey", Set.of(), PROVIDER);

    private IntakeProcess() {}

    /** It takes in what callers report. */
    public static BatchIntake on(MongoDatabase database, Clock clock) {
        BatchStore batches = new BatchStore(database);
        FrozenPeople frozen = frozen(database, batches);
        return new BatchIntake(
                batches,
                new GatheredBatches(batches, frozen),
                new StoredBatches(batches, frozen),
                name -> Optional.of(REGISTERED),
                frozen,
                pseudonyms(),
                new ReportedPeopleStore(database),
                clock);
    }

    /** It takes in what was checked before. */
    public static CheckedBatches ofChecked(MongoDatabase database) {
        BatchStore batches = new BatchStore(database);
        FrozenPeople frozen = frozen(database, batches);
        return new CheckedBatches(batches, new StoredBatches(batches, frozen), frozen);
    }

    /** What is kept of these outcomes. */
    public static List<OutcomeRecord> records(MongoDatabase database, List<Outcome> outcomes) {
        CasePseudonyms cases = new CasePseudonyms(PROVIDER, pseudonyms(), new ReportedPeopleStore(database));
        return outcomes.stream()
                .map(outcome -> BatchIntake.record(outcome, REGISTERED, cases))
                .toList();
    }

    private static FrozenPeople frozen(MongoDatabase database, BatchStore batches) {
        TrancheStore tranches = new TrancheStore(database);
        return new FrozenPeople(tranches, new Pins(tranches, new PinStore(database), batches), batches);
    }

    private static RotatingPseudonyms pseudonyms() {
        return new RotatingPseudonyms(
                new PseudonymKeys(PseudonymKey.parse(RunningService.PSEUDONYM_KEY), List.of()), "test");
    }
}
