package opcc.tracker.outcomes.quarters;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import opcc.tracker.outcomes.records.Arrival;
import opcc.tracker.outcomes.records.OutcomeRecord;
import opcc.tracker.outcomes.records.Person;
import opcc.tracker.outcomes.store.BatchStore;
import opcc.tracker.outcomes.store.TrancheStore;

/** Whom the frozen quarters hold: their records count as they are, and cannot be corrected. */
public final class FrozenPeople {

    private final TrancheStore tranches;
    private final Pins pins;
    private final BatchStore batches;

    /** Those of these stores. */
    public FrozenPeople(TrancheStore tranches, Pins pins, BatchStore batches) {
        this.tranches = tranches;
        this.pins = pins;
        this.batches = batches;
    }

    /** Those whom a provider has reported, as they are at this moment. */
    public Of of(String provider) {
        return new Of(provider);
    }

    /** One record for each person of a quarter as it was first frozen, as last reported until then; erased ones are gone. */
    public List<OutcomeRecord> first(String quarter) {
        People people = new People();
        tranches.of(quarter).stream().limit(1).forEach(tranche -> batches.read(quarter, pins.of(tranche), people::add));
        return people.records();
    }

    /** The people of one provider; each quarter is looked up once. */
    public final class Of {

        private final String provider;
        private final Map<String, List<Arrival>> pinned = new HashMap<>();
        private final Map<String, Set<Person>> byQuarter = new HashMap<>();

        private Of(String provider) {
            this.provider = provider;
        }

        /** Whether the quarter of a record is frozen, or being so, and holds its person. */
        public boolean hold(OutcomeRecord record) {
            return byQuarter.computeIfAbsent(record.quarter(), this::frozen).contains(record.person());
        }

        /** Whether any of these could be held: the quarter of one is frozen, or being so, with people of the provider. */
        public boolean mayHold(List<OutcomeRecord> records) {
            return records.stream()
                    .map(OutcomeRecord::quarter)
                    .distinct()
                    .anyMatch(quarter ->
                            !pinned.computeIfAbsent(quarter, this::pinned).isEmpty());
        }

        private List<Arrival> pinned(String quarter) {
            return tranches.of(quarter).stream()
                    .flatMap(tranche -> pins.of(tranche).stream())
                    .filter(batch -> batch.provider().equals(provider))
                    .toList();
        }

        private Set<Person> frozen(String quarter) {
            People people = new People();
            batches.read(quarter, pinned.computeIfAbsent(quarter, this::pinned), people::add);
            return people.all();
        }
    }
}
