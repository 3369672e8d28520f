package opcc.tracker.outcomes.tables;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import opcc.tracker.outcomes.records.OutcomeRecord;

/**
 * Makes people of the records of one quarter: of those that the same service reported for the same pseudonym the last one
 * counts, so that reporting again corrects and does not double.
 */
final class People {

    private record Person(String service, String pseudonym) {}

    private final Map<Person, OutcomeRecord> last = new HashMap<>();

    /** Takes the next record; they come in the order in which they were reported. */
    void add(OutcomeRecord record) {
        last.put(new Person(record.service(), record.pseudonym()), record);
    }

    /** One record for each person, that which was reported last; only those of {@code area}, or all if it is empty. */
    Stream<OutcomeRecord> in(String area) {
        return last.values().stream()
                .filter(record -> area.isEmpty() || record.area().equals(area));
    }
}
