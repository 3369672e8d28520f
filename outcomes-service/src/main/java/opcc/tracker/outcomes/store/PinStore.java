package opcc.tracker.outcomes.store;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import opcc.tracker.kit.idempotency.CommandDigest;
import opcc.tracker.kit.store.DuplicateKeys;
import opcc.tracker.outcomes.quarters.Tranche.Pinned;
import opcc.tracker.outcomes.records.Arrival;
import org.bson.Document;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Which batches are pinned, in the collection {@code pins}, some thousand a document. The shard key is {@code _id}: tranche,
 * digest of all its batches, number of the part. A part is never changed, and counts once its tranche names the digest.
 */
@Component
public final class PinStore {

    private static final String ID = "_id";
    private static final String BATCHES = "batches";
    private static final int BATCHES_OF_A_PART = 2_000;

    private final MongoCollection<Document> pins;
    private final int batchesOfAPart;

    /** Uses {@code database}. */
    @Autowired
    public PinStore(MongoDatabase database) {
        this(database, BATCHES_OF_A_PART);
    }

    /** The same with parts of another size. */
    public PinStore(MongoDatabase database, int batchesOfAPart) {
        this.pins = database.getCollection("pins");
        this.batchesOfAPart = batchesOfAPart;
    }

    /** Stores what may be pinned for a tranche; if it is there already, that is the same. */
    public Pinned put(String tranche, List<Arrival> batches) {
        String digest = digest(batches);
        int parts = Math.ceilDiv(batches.size(), batchesOfAPart);
        for (int part = 0; part < parts; part++) {
            int from = part * batchesOfAPart;
            insert(id(tranche, digest, part), batches.subList(from, Math.min(batches.size(), from + batchesOfAPart)));
        }
        return new Pinned(digest, parts);
    }

    private void insert(String id, List<Arrival> batches) {
        try {
            pins.insertOne(new Document(ID, id)
                    .append(
                            BATCHES,
                            batches.stream().map(ArrivalStore::document).toList()));
        } catch (MongoException e) {
            if (!DuplicateKeys.isDuplicate(e)) {
                throw e;
            }
        }
    }

    /** The batches of a tranche, those first that came first. */
    public List<Arrival> read(String tranche, Pinned pinned) {
        List<Arrival> batches = new ArrayList<>();
        for (int part = 0; part < pinned.parts(); part++) {
            Document document = pins.find(Filters.eq(ID, id(tranche, pinned.digest(), part)))
                    .first();
            if (document == null) {
                throw new IllegalStateException("a part of what is pinned for " + tranche + " is missing");
            }
            document.getList(BATCHES, Document.class).forEach(each -> batches.add(ArrivalStore.arrival(each)));
        }
        return batches;
    }

    /** Takes away what processes stored that did not come first. */
    public void clearOthers(String tranche, String digest) {
        pins.deleteMany(Filters.regex(ID, PartIds.ofOthers(tranche, digest)));
    }

    private static String id(String tranche, String digest, int part) {
        return PartIds.of(tranche, digest, part);
    }

    private static String digest(List<Arrival> batches) {
        return CommandDigest.SHA_256
                .of(batches.stream()
                        .map(Arrival::batch)
                        .collect(Collectors.joining("\n"))
                        .getBytes(StandardCharsets.UTF_8))
                .substring(0, 32);
    }
}
