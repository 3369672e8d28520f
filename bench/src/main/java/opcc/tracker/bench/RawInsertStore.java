package opcc.tracker.bench;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.InsertManyOptions;
import com.mongodb.client.model.Projections;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.bson.Document;

/**
 * The limit: the documents that the ledger stored, with other places, inserted in order in batches of 256 into a
 * collection with the same indexes. On the hot fund by one writer, since an order has only one end; on many funds by as
 * many writers as there are callers, at most 64, each batch for another fund.
 */
final class RawInsertStore implements Contender {

    static final int BATCH = 256;
    /** More gain nothing and wait for connections longer than the driver lets them. */
    private static final int WRITERS = 8;

    private final MongoCollection<Document> entries;
    private final MongoCollection<Document> raw;
    private final AtomicLong places = new AtomicLong();
    private List<Document> samples = List.of();

    RawInsertStore(MongoDatabase database) {
        this.entries = database.getCollection("entries");
        this.raw = database.getCollection("rawEntries");
        raw.createIndex(Indexes.ascending("fund", "seq"), new IndexOptions().unique(true));
        raw.createIndex(Indexes.ascending("fund", "draw", "seq"));
    }

    @Override
    public double run(int funds, int callers, long millis) throws InterruptedException {
        if (samples.isEmpty()) {
            samples = entries.find(Filters.and(Filters.eq("fund", "hot"), Filters.ne("draw", "")))
                    .projection(Projections.excludeId())
                    .limit(BATCH)
                    .into(new ArrayList<>());
        }
        int writers = funds == 1 ? 1 : Math.min(callers, WRITERS);
        return Window.perSecond(writers, millis, random -> {
            insert(funds == 1 ? "hot" : "wide-" + random % funds);
            return BATCH;
        });
    }

    private void insert(String fund) {
        long first = places.getAndAdd(BATCH);
        List<Document> batch = new ArrayList<>(BATCH);
        for (int i = 0; i < BATCH; i++) {
            Document document = new Document(samples.get(i % samples.size()));
            document.put("fund", fund);
            document.put("seq", first + i);
            document.put("draw", "d" + (first + i));
            batch.add(document);
        }
        raw.insertMany(batch, new InsertManyOptions().ordered(true));
    }
}
