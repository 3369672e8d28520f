package opcc.tracker.outcomes.store;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Updates;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import opcc.tracker.kit.store.StoreIndexes;
import opcc.tracker.outcomes.retention.Removal;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.springframework.stereotype.Component;

/**
 * Takes records out of the batches of {@link BatchStore}. A batch is changed by one write that holds only if its records
 * are still those that were read; the same write notes what went. An emptied batch stays without a record, so that a
 * late repetition of its command brings nothing back.
 */
@Component
public final class RemovalStore {

    private static final String ID = "_id";
    private static final String PROVIDER = "provider";
    private static final String RECORDS = "records";
    private static final String PSEUDONYM = "pseudonym";
    private static final String QUARTER = "quarter";
    private static final String QUARTERS = "quarters";
    private static final String AREA = "area";
    private static final String ERASED = "erased";
    private static final String EXPIRED = "expired";
    private static final String COMMAND = "command";
    private static final String DAY = "day";
    private static final String COUNT = "count";

    private final MongoCollection<Document> batches;
    private final ArrivalStore arrivals;

    /** Uses {@code database} and makes sure of the indexes that removal needs. */
    public RemovalStore(MongoDatabase database) {
        this.batches = database.getCollection("batches");
        this.arrivals = new ArrivalStore(database);
        StoreIndexes.ensure(batches, Indexes.ascending(PROVIDER));
        StoreIndexes.ensure(batches, Indexes.ascending(QUARTERS));
        StoreIndexes.ensure(batches, Indexes.ascending(EXPIRED + "." + DAY));
    }

    /** Removes all records of a person's {@code pseudonyms} that {@code provider} has reported, in the name of the command. */
    public void erase(String provider, Collection<String> pseudonyms, String command) {
        Bson holding = Filters.and(Filters.eq(PROVIDER, provider), Filters.in(RECORDS + "." + PSEUDONYM, pseudonyms));
        remove(
                holding,
                record -> pseudonyms.contains(record.getString(PSEUDONYM)),
                removed -> Updates.push(ERASED, new Document(COMMAND, command).append(COUNT, removed.size())));
    }

    /** How many records were erased in the name of a command of {@code provider}. */
    public int erasedBy(String provider, String command) {
        int count = 0;
        for (Document batch : batches.find(
                        Filters.and(Filters.eq(PROVIDER, provider), Filters.eq(ERASED + "." + COMMAND, command)))
                .projection(Projections.include(ERASED))) {
            count += batch.getList(ERASED, Document.class).stream()
                    .filter(note -> command.equals(note.getString(COMMAND)))
                    .mapToInt(note -> note.getInteger(COUNT))
                    .sum();
        }
        return count;
    }

    /** Removes all records of {@code lastQuarter} and the quarters before it, on {@code day}. */
    public void removeUpTo(String lastQuarter, String day) {
        remove(
                Filters.lte(QUARTERS, lastQuarter),
                record -> record.getString(QUARTER).compareTo(lastQuarter) <= 0,
                removed -> Updates.pushEach(EXPIRED, notes(removed, day)));
    }

    /** What was removed on which day, by quarter and area, in no order; each once. */
    public List<Removal> removed() {
        Map<List<String>, Long> counts = new HashMap<>();
        for (Document batch :
                batches.find(Filters.exists(EXPIRED + "." + DAY)).projection(Projections.include(EXPIRED))) {
            for (Document note : batch.getList(EXPIRED, Document.class)) {
                counts.merge(
                        List.of(note.getString(DAY), note.getString(QUARTER), note.getString(AREA)),
                        note.getLong(COUNT),
                        Long::sum);
            }
        }
        return counts.entrySet().stream()
                .map(entry -> new Removal(
                        entry.getKey().get(0),
                        entry.getKey().get(1),
                        entry.getKey().get(2),
                        entry.getValue()))
                .toList();
    }

    private interface Note {
        Bson of(List<Document> removed);
    }

    private void remove(Bson holding, Predicate<Document> goes, Note note) {
        for (String id : batches.find(holding)
                .projection(Projections.include(ID))
                .map(batch -> batch.getString(ID))
                .into(new ArrayList<>())) {
            boolean settled = false;
            while (!settled) {
                settled = remove(id, goes, note);
            }
        }
    }

    /** Whether nothing is left to remove of the batch; not if it was changed meanwhile. */
    private boolean remove(String id, Predicate<Document> goes, Note note) {
        Document batch = batches.find(Filters.eq(ID, id)).first();
        if (batch == null) {
            return true;
        }
        List<Document> records = batch.getList(RECORDS, Document.class);
        Map<Boolean, List<Document>> split = records.stream().collect(Collectors.partitioningBy(goes));
        List<Document> removed = split.getOrDefault(true, List.of());
        List<Document> kept = split.getOrDefault(false, List.of());
        if (removed.isEmpty()) {
            return true;
        }
        Bson change =
                Updates.combine(Updates.set(RECORDS, kept), Updates.set(QUARTERS, quarters(kept)), note.of(removed));
        if (batches.updateOne(Filters.and(Filters.eq(ID, id), Filters.eq(RECORDS, records)), change)
                        .getModifiedCount()
                == 0) {
            return false;
        }
        arrivals.forget(id, left(removed, kept));
        return true;
    }

    /** The quarters that the batch held records of and holds none any more. */
    private static Set<String> left(List<Document> removed, List<Document> kept) {
        Set<String> left = new HashSet<>(quarters(removed));
        left.removeAll(quarters(kept));
        return left;
    }

    private static List<String> quarters(List<Document> records) {
        return records.stream()
                .map(record -> record.getString(QUARTER))
                .distinct()
                .sorted()
                .toList();
    }

    private static List<Document> notes(List<Document> removed, String day) {
        return removed.stream()
                .collect(Collectors.groupingBy(
                        record -> List.of(record.getString(QUARTER), record.getString(AREA)), Collectors.counting()))
                .entrySet()
                .stream()
                .map(entry -> new Document(DAY, day)
                        .append(QUARTER, entry.getKey().get(0))
                        .append(AREA, entry.getKey().get(1))
                        .append(COUNT, entry.getValue()))
                .toList();
    }
}
