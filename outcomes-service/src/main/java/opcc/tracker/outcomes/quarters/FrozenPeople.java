package opcc.tracker.outcomes.quarters;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import opcc.tracker.outcomes.records.Arrival;
import opcc.tracker.outcomes.records.Batch;
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

    /** How far these quarters are frozen at this moment; one look into the store. */
    public Freezes freezes(Collection<String> quarters) {
        Map<String, List<Tranche>> found = tranches.of(quarters).stream()
                .collect(Collectors.groupingBy(Tranche::quarter, HashMap::new, Collectors.toList()));
        quarters.forEach(quarter -> found.putIfAbsent(quarter, List.of()));
        return new Freezes(found);
    }

    /** How a batch of these quarters stands to their tranches, each of which is pinned. What is pinned stays so: so does this. */
    public Standing standing(Batch batch, Freezes freezes) {
        boolean pinned = false;
        Set<Integer> held = new TreeSet<>();
        for (String quarter : batch.quarters()) {
            List<Tranche> all = freezes.of(quarter);
            List<Tranche> before =
                    all.stream().takeWhile(tranche -> !has(tranche, batch)).toList();
            pinned |= before.size() < all.size();
            held.addAll(held(batch, quarter, before));
        }
        return new Standing(pinned, List.copyOf(held));
    }

    private boolean has(Tranche tranche, Batch batch) {
        String id = batch.command().id();
        return pins.of(tranche).stream().anyMatch(arrival -> arrival.batch().equals(id));
    }

    /** The places of a batch's records of a quarter of people whom these tranches of it hold. */
    private List<Integer> held(Batch batch, String quarter, List<Tranche> some) {
        List<OutcomeRecord> records = batch.records();
        Set<Person> asked = records.stream()
                .filter(record -> record.quarter().equals(quarter))
                .map(OutcomeRecord::person)
                .collect(Collectors.toSet());
        Set<Person> found = new HashSet<>();
        batches.read(quarter, ofProvider(batch.provider(), some), record -> {
            if (asked.contains(record.person())) {
                found.add(record.person());
            }
        });
        return IntStream.range(0, records.size())
                .filter(i -> records.get(i).quarter().equals(quarter)
                        && found.contains(records.get(i).person()))
                .boxed()
                .toList();
    }

    private List<Arrival> ofProvider(String provider, List<Tranche> some) {
        return some.stream()
                .flatMap(tranche -> pins.of(tranche).stream())
                .filter(batch -> batch.provider().equals(provider))
                .toList();
    }

    /** The people of one provider; each quarter is looked up once. */
    public final class Of {

        private final String provider;
        private final Map<String, Set<Person>> byQuarter = new HashMap<>();

        private Of(String provider) {
            this.provider = provider;
        }

        /** Whether the quarter of a record is frozen, and holds its person. */
        public boolean hold(OutcomeRecord record) {
            return byQuarter.computeIfAbsent(record.quarter(), this::frozen).contains(record.person());
        }

        private Set<Person> frozen(String quarter) {
            People people = new People();
            batches.read(quarter, ofProvider(provider, tranches.of(quarter)), people::add);
            return people.all();
        }
    }
}
