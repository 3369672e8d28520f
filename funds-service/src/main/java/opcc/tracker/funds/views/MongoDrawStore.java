package opcc.tracker.funds.views;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.Sorts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import opcc.tracker.funds.draws.Draw;
import opcc.tracker.kit.store.DuplicateKeys;
import org.bson.BsonDocument;
import org.bson.Document;

/** The view of draws in the collection {@code draws}, shard key {@code _id}. Whoever is ahead wins, in any order. */
public final class MongoDrawStore {

    private final MongoCollection<Document> draws;

    /** Uses {@code database} and makes sure of the indexes. */
    public MongoDrawStore(MongoDatabase database) {
        this.draws = database.getCollection("draws");
        draws.createIndex(Indexes.ascending("fund", "seq"));
    }

    /** Writes the draw unless it is there as it is now or later. */
    void put(Draw draw) {
        try {
            draws.replaceOne(
                    Filters.and(Filters.eq("_id", draw.name()), Filters.lt("seq", draw.lastSequence())),
                    DrawDocument.of(draw),
                    new ReplaceOptions().upsert(true));
        } catch (MongoException e) {
            if (!DuplicateKeys.isDuplicate(e)) {
                throw e;
            }
        }
    }

    /** Up to which entry the view knows each draw of the fund, by the draw's name. */
    Map<String, Long> sequences(String fund) {
        Map<String, Long> sequences = new HashMap<>();
        draws.find(Filters.eq("fund", fund))
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
