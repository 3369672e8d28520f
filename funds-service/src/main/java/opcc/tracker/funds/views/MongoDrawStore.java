package opcc.tracker.funds.views;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.InsertManyOptions;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.ReplaceOneModel;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.WriteModel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import opcc.tracker.funds.draws.Draw;
import opcc.tracker.kit.store.StoreIndexes;
import org.bson.BsonDocument;
import org.bson.Document;
import org.bson.conversions.Bson;

/** The view of draws in the collection {@code draws}, shard key {@code _id}. Whoever is ahead wins, in any order. */
public final class MongoDrawStore {

    /** Few enough for the store to write well within the time that it is waited for. */
    private static final int BATCH = 500;

    private final MongoCollection<Document> draws;

    /** Uses {@code database} and makes sure of the indexes. */
    public MongoDrawStore(MongoDatabase database) {
        this.draws = database.getCollection("draws");
        StoreIndexes.ensure(draws, Indexes.ascending("fund", "seq"));
        // The embedded server finds by a unique index of exactly the fields that are asked for, or reads everything.
        StoreIndexes.ensureUnique(draws, Indexes.ascending("_id", "seq"));
    }

    /** Writes each draw unless it is there as it is now or later; they may come in any order. */
    void put(List<Draw> changed) {
        for (int from = 0; from < changed.size(); from += BATCH) {
            putBatch(changed.subList(from, Math.min(from + BATCH, changed.size())));
        }
    }

    private void putBatch(List<Draw> batch) {
        List<Draw> there = insert(batch);
        boolean done = there.isEmpty();
        while (!done) {
            done = replaceIfBehind(there);
        }
    }

    /** Inserts those that are not there, and gives the others. */
    private List<Draw> insert(List<Draw> batch) {
        try {
            draws.insertMany(batch.stream().map(DrawDocument::of).toList(), new InsertManyOptions().ordered(false));
            return List.of();
        } catch (MongoBulkWriteException e) {
            if (e.getWriteConcernError() != null
                    || e.getWriteErrors().stream()
                            .anyMatch(error -> error.getCategory() != ErrorCategory.DUPLICATE_KEY)) {
                throw e;
            }
            return e.getWriteErrors().stream()
                    .map(error -> batch.get(error.getIndex()))
                    .toList();
        }
    }

    /** Replaces what is behind, each as it was read; false if another process wrote in between. */
    private boolean replaceIfBehind(List<Draw> batch) {
        Map<String, Long> known =
                sequences(Filters.in("_id", batch.stream().map(Draw::name).toList()));
        List<WriteModel<Document>> behind = new ArrayList<>();
        for (Draw draw : batch) {
            Long stored = known.get(draw.name());
            if (stored != null && stored < draw.lastSequence()) {
                behind.add(new ReplaceOneModel<>(
                        Filters.and(Filters.eq("_id", draw.name()), Filters.eq("seq", stored)), DrawDocument.of(draw)));
            }
        }
        return behind.isEmpty()
                || draws.bulkWrite(behind, new BulkWriteOptions().ordered(false))
                                .getMatchedCount()
                        == behind.size();
    }

    /** Up to which entry the view knows each draw of the fund, by the draw's name. */
    Map<String, Long> sequences(String fund) {
        return sequences(Filters.eq("fund", fund));
    }

    private Map<String, Long> sequences(Bson filter) {
        Map<String, Long> sequences = new HashMap<>();
        draws.find(filter)
                .projection(Projections.include("seq"))
                .forEach(document -> sequences.put(document.getString("_id"), document.getLong("seq")));
        return sequences;
    }

    /**
     * Takes out what is not exactly one of {@code right}, and what nobody asked for.
     *
     * @return how many documents were taken out
     */
    int removeAllBut(List<Draw> right) {
        Set<BsonDocument> expected = new HashSet<>();
        right.forEach(draw -> expected.add(bson(DrawDocument.of(draw))));
        List<Document> wrong = new ArrayList<>();
        draws.find().sort(Sorts.ascending("_id")).forEach(document -> {
            if (!expected.contains(bson(document))) {
                wrong.add(document);
            }
        });
        // By its sequence, too: what a running service has written since stays.
        wrong.forEach(document -> draws.deleteOne(
                Filters.and(Filters.eq("_id", document.get("_id")), Filters.eq("seq", document.get("seq")))));
        return wrong.size();
    }

    private BsonDocument bson(Document document) {
        return document.toBsonDocument(Document.class, draws.getCodecRegistry());
    }
}
