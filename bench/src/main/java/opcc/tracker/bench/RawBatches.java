package opcc.tracker.bench;

import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.bson.Document;

/**
 * The limit: the documents that outcomes-service stored, each a whole batch, under other ids by {@code insertMany} into a
 * collection with the same indexes.
 */
final class RawBatches implements Intake {

    /** Outcomes in one insertMany, in 2 or 20 batches: some 1 MB. */
    private static final int TOGETHER = 2_000;
    /** More gain nothing. */
    private static final int WRITERS = 8;

    private final MongoDatabase database;

    RawBatches(MongoDatabase database) {
        this.database = database;
    }

    @Override
    public double run(int size, int callers, long millis) throws InterruptedException {
        List<Document> samples = database.getCollection("batches")
                .find(Filters.size("records", size))
                .limit(16)
                .into(new ArrayList<>());
        if (samples.isEmpty()) {
            throw new IllegalStateException("no batch of " + size + " was stored before");
        }
        MongoCollection<Document> raw = database.getCollection("rawBatches").withWriteConcern(WriteConcern.MAJORITY);
        raw.drop();
        raw.createIndex(Indexes.ascending("provider"));
        raw.createIndex(Indexes.ascending("quarters"));
        raw.createIndex(Indexes.ascending("expired.day"));
        double perSecond = Window.perSecond(Math.min(callers, WRITERS), millis, random -> {
            List<Document> documents = new ArrayList<>();
            for (int i = 0; i < TOGETHER / size; i++) {
                Document document = new Document(samples.get((random % samples.size() + i) % samples.size()));
                document.put("_id", UUID.randomUUID().toString());
                documents.add(document);
            }
            raw.insertMany(documents);
            return TOGETHER;
        });
        raw.drop();
        return perSecond;
    }
}
