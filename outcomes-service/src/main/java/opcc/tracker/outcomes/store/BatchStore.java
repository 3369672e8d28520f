package opcc.tracker.outcomes.store;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.InsertManyOptions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import opcc.tracker.kit.store.DuplicateKeys;
import opcc.tracker.outcomes.records.Arrival;
import opcc.tracker.outcomes.records.Batch;
import opcc.tracker.outcomes.records.OutcomeRecord;
import org.bson.Document;
import org.bson.codecs.configuration.CodecRegistries;

/**
 * The batches and which quarter has which. A batch is one document with its records in it, so that a crash leaves
 * all of it or nothing; a thousand records take some 400 kB of the 16 MB that a document may have. The shard key is
 * {@code _id}, the id of the batch's command, which is also the only unique index. Writes are acknowledged by a majority,
 * see {@link opcc.tracker.kit.store.MongoConnection}.
 *
 * <p>No command of the store reads more than a page, however much a quarter has (decision 0170).
 */
public final class BatchStore {

    private static final String ID = "_id";
    private static final String RECEIVED_AT = "receivedAt";

    /** One that is there already does not keep those after it out. */
    private static final InsertManyOptions UNORDERED = new InsertManyOptions().ordered(false);

    /** Of half a megabyte each: the embedded server sends as many at once as it is asked for, and 48 MB are the most. */
    private static final int READ_TOGETHER = 16;

    private final MongoCollection<Document> batches;
    private final MongoCollection<Batch> written;
    private final ArrivalStore arrivals;
    private final int readTogether;

    /** Uses {@code database} and makes sure of the index. */
    public BatchStore(MongoDatabase database) {
        this(database, READ_TOGETHER, new ArrivalStore(database));
    }

    private BatchStore(MongoDatabase database, int readTogether, ArrivalStore arrivals) {
        this.batches = database.getCollection("batches");
        this.written = database.getCollection("batches", Batch.class)
                .withCodecRegistry(CodecRegistries.fromCodecs(new BatchCodec()));
        this.arrivals = arrivals;
        this.readTogether = readTogether;
    }

    /** The same with pages of other sizes: so many batches are read, and so many listed, by one command. */
    public static BatchStore paged(MongoDatabase database, int readTogether, int listedTogether) {
        return new BatchStore(database, readTogether, new ArrivalStore(database, listedTogether));
    }

    /** The batch of the command with this id. */
    public Optional<Batch> find(String commandId) {
        return Optional.ofNullable(batches.find(Filters.eq(ID, commandId)).first())
                .map(BatchDocument::batch);
    }

    /** Adds a batch, unless its command has stored one. Its quarters have it when this returns, not before. */
    public boolean insert(Batch batch) {
        if (insertAll(List.of(batch)).isEmpty()) {
            return true;
        }
        find(batch.command().id()).ifPresent(this::list);
        return false;
    }

    /**
     * Adds batches by two writes, however many they are, each unless its command has stored one. The quarters have those that
     * were added when this returns, not before. If it throws, any of them may be stored, which the same commands find out.
     *
     * @return the places of those that were not added
     */
    public Set<Integer> insertAll(List<Batch> some) {
        Set<Integer> earlier = Set.of();
        try {
            written.insertMany(some, UNORDERED);
        } catch (MongoBulkWriteException e) {
            earlier = DuplicateKeys.places(e);
        }
        List<Batch> added = new ArrayList<>();
        for (int i = 0; i < some.size(); i++) {
            if (!earlier.contains(i)) {
                added.add(some.get(i));
            }
        }
        arrivals.note(added);
        return earlier;
    }

    /** Makes sure that its quarters have a stored batch: a crash may have come between the two writes. */
    public void list(Batch stored) {
        arrivals.note(List.of(stored));
    }

    /** Takes a batch from its quarters, as if it had never been listed. Who listed it before may have it. */
    public void unlist(Batch stored) {
        arrivals.forget(stored.command().id(), stored.quarters());
    }

    /** Takes a batch away, unless another one of its command has taken its place, or it was changed meanwhile. */
    public void remove(Batch stored) {
        batches.deleteOne(Filters.and(
                Filters.eq(ID, stored.command().id()),
                Filters.eq(RECEIVED_AT, Date.from(stored.receivedAt())),
                Filters.size("records", stored.records().size())));
    }

    /** The batches that a quarter has, those first that came first. */
    public List<Arrival> of(String quarter) {
        return arrivals.of(quarter);
    }

    /** The quarters that records were reported for, oldest first. */
    public List<String> quarters() {
        return arrivals.quarters();
    }

    /** Gives the records that these batches hold of a quarter to {@code reader}, in this order. */
    public void read(String quarter, List<Arrival> some, Consumer<OutcomeRecord> reader) {
        pages(some)
                .flatMap(this::batches)
                .forEach(batch -> batch.records().stream()
                        .filter(record -> record.quarter().equals(quarter))
                        .forEach(reader));
    }

    /** As {@link #read}, backwards: the last record of the last batch first. */
    public void readBackwards(String quarter, List<Arrival> some, Consumer<OutcomeRecord> reader) {
        pages(some.reversed())
                .flatMap(this::batches)
                .forEach(batch -> batch.records().reversed().stream()
                        .filter(record -> record.quarter().equals(quarter))
                        .forEach(reader));
    }

    private Stream<List<Arrival>> pages(List<Arrival> some) {
        return Stream.iterate(0, from -> from < some.size(), from -> from + readTogether)
                .map(from -> some.subList(from, Math.min(some.size(), from + readTogether)));
    }

    /** By {@code _id} and nothing else: with another condition beside it the embedded server would read all batches. */
    private Stream<Batch> batches(Collection<Arrival> page) {
        List<String> ids = page.stream().map(Arrival::batch).toList();
        Map<String, Batch> found = new HashMap<>();
        batches.find(Filters.in(ID, ids))
                .batchSize(readTogether)
                .map(BatchDocument::batch)
                .forEach(batch -> found.put(batch.command().id(), batch));
        return ids.stream().map(found::get).filter(Objects::nonNull);
    }
}
