package opcc.tracker.outcomes.quarters;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import opcc.tracker.outcomes.records.OutcomeRecord;
import opcc.tracker.outcomes.records.Person;
import opcc.tracker.outcomes.store.BatchStore;
import opcc.tracker.outcomes.store.TrancheStore;

/** Whom the frozen quarters hold: their records count as they are, and cannot be corrected. */
public final class FrozenPeople {

    private final TrancheStore tranches;
    private final BatchStore batches;

    /** Those of these stores. */
    public FrozenPeople(TrancheStore tranches, BatchStore batches) {
        this.tranches = tranches;
        this.batches = batches;
    }

    /** Those whom a provider has reported, as they are at this moment. */
    public Of of(String provider) {
        return new Of(provider);
    }

    /** The people of one provider; each quarter is looked up once. */
    public final class Of {

        private final String provider;
        private final Map<String, Set<Person>> byQuarter = new HashMap<>();

        private Of(String provider) {
            this.provider = provider;
        }

        /** Whether the quarter of a record is frozen, or being so, and holds its person. */
        public boolean hold(OutcomeRecord record) {
            return byQuarter.computeIfAbsent(record.quarter(), this::frozen).contains(record.person());
        }

        private Set<Person> frozen(String quarter) {
            List<String> pinned = tranches.of(quarter).stream()
                    .flatMap(tranche -> tranche.batches().stream())
                    .toList();
            People people = new People();
            if (!pinned.isEmpty()) {
                batches.readOf(provider, quarter, pinned, people::add);
            }
            return people.all();
        }
    }
}
