package opcc.tracker.outcomes.quarters;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import opcc.tracker.outcomes.records.OutcomeRecord;
import opcc.tracker.outcomes.records.Person;

/**
 * Makes people of the records of one quarter: of those that the same service reported for the same pseudonym the last one
 * counts, so that reporting again corrects and does not double.
 */
public final class People {

    private final Map<Person, OutcomeRecord> last = new LinkedHashMap<>();

    /** Takes the next record; they come in the order in which they were reported. */
    public void add(OutcomeRecord record) {
        last.put(record.person(), record);
    }

    /** Leaves these out. */
    void remove(Collection<Person> people) {
        people.forEach(last::remove);
    }

    /** Who they are. */
    Set<Person> all() {
        return Set.copyOf(last.keySet());
    }

    /** One record for each person, that which was reported last. */
    List<OutcomeRecord> records() {
        return List.copyOf(last.values());
    }

    /** How many they are. */
    int size() {
        return last.size();
    }
}
