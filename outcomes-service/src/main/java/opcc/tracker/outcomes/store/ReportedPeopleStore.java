package opcc.tracker.outcomes.store;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.bson.Document;
import org.springframework.stereotype.Component;

/** Looks up who has been reported, in the batches of {@link BatchStore}. It scans a provider's batches: not for every call. */
@Component
public final class ReportedPeopleStore {

    private static final String QUARTER = "quarter";
    private static final String PSEUDONYM = "pseudonym";
    private static final String RECORDS = "records";

    private final MongoCollection<Document> batches;

    /** Looks into {@code database}. */
    public ReportedPeopleStore(MongoDatabase database) {
        this.batches = database.getCollection("batches");
    }

    /**
     * That somebody was reported.
     *
     * @param quarter for this quarter
     * @param pseudonym under this pseudonym
     */
    public record Reported(String quarter, String pseudonym) {}

    /** Who of {@code pseudonyms} has been reported by {@code provider} for which of {@code quarters}; in one query. */
    public Set<Reported> among(String provider, Collection<String> quarters, Collection<String> pseudonyms) {
        Set<String> looked = Set.copyOf(pseudonyms);
        Set<Reported> found = new HashSet<>();
        for (Document batch : batches.find(Filters.and(
                        Filters.eq("provider", provider),
                        Filters.in("quarters", quarters),
                        Filters.in(RECORDS + "." + PSEUDONYM, looked)))
                .projection(Projections.include(RECORDS + "." + QUARTER, RECORDS + "." + PSEUDONYM))) {
            for (Document record : batch.getList(RECORDS, Document.class)) {
                if (looked.contains(record.getString(PSEUDONYM))) {
                    found.add(new Reported(record.getString(QUARTER), record.getString(PSEUDONYM)));
                }
            }
        }
        return found;
    }
}
