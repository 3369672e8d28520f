package opcc.tracker.outcomes.intake;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import opcc.tracker.kit.pseudonyms.RotatingPseudonyms;
import opcc.tracker.outcomes.records.OutcomeRecord;
import opcc.tracker.outcomes.store.ReportedPeopleStore;
import opcc.tracker.outcomes.store.ReportedPeopleStore.Reported;

/**
 * The pseudonyms of one provider's cases while records are taken in. They are of the current key, unless the person was
 * reported for the same quarter under another one: then that pseudonym stays, so that reporting again corrects and does
 * not double. Looks into the store only while there are other keys, once a batch. For one thread.
 */
public final class CasePseudonyms {

    private final String provider;
    private final RotatingPseudonyms.OfGiver pseudonyms;
    private final ReportedPeopleStore reported;
    /** Current pseudonyms of the batch that is being made, with those under the other keys. */
    private final Map<String, List<String>> others = new HashMap<>();

    /** Of cases of {@code provider}, {@code providers/...}. */
    public CasePseudonyms(String provider, RotatingPseudonyms pseudonyms, ReportedPeopleStore reported) {
        this.provider = provider;
        this.pseudonyms = pseudonyms.of(provider);
        this.reported = reported;
    }

    /** The pseudonym under the current key. */
    String of(String caseReference) {
        String current = pseudonyms.of(caseReference);
        List<String> underOthers = pseudonyms.others(caseReference);
        if (!underOthers.isEmpty()) {
            others.put(current, underOthers);
        }
        return current;
    }

    /** A record made with a pseudonym from here, under it and under those that its person may have of other keys. */
    public Stream<OutcomeRecord> underEachKey(OutcomeRecord record) {
        return Stream.concat(
                Stream.of(record),
                others.getOrDefault(record.pseudonym(), List.of()).stream().map(record::under));
    }

    /** The records of a batch, made with pseudonyms from here, each under the pseudonym that its person has in its quarter. */
    public List<OutcomeRecord> settle(List<OutcomeRecord> records) {
        if (others.isEmpty()) {
            return records;
        }
        Set<String> quarters = records.stream().map(OutcomeRecord::quarter).collect(Collectors.toSet());
        Set<String> looked = new HashSet<>();
        others.values().forEach(looked::addAll);
        Set<Reported> found = reported.among(provider, quarters, looked);
        List<OutcomeRecord> settled =
                records.stream().map(record -> settled(record, found)).toList();
        others.clear();
        return settled;
    }

    private OutcomeRecord settled(OutcomeRecord record, Set<Reported> found) {
        return others.getOrDefault(record.pseudonym(), List.of()).stream()
                .filter(other -> found.contains(new Reported(record.quarter(), other)))
                .findFirst()
                .map(record::under)
                .orElse(record);
    }
}
