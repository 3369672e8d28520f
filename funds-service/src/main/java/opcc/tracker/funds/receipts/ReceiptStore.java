package opcc.tracker.funds.receipts;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.gridfs.GridFSBucket;
import com.mongodb.client.gridfs.GridFSBuckets;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import opcc.tracker.funds.ledger.Actor;
import opcc.tracker.kit.idempotency.Command;
import opcc.tracker.kit.idempotency.CommandDigest;
import opcc.tracker.kit.store.DuplicateKeys;
import opcc.tracker.kit.store.StoreIndexes;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;
import org.springframework.stereotype.Component;

/**
 * Receipts in the collection {@code receipts}, shard key {@code fund}, and their files in the GridFS bucket {@code
 * receipts}, named by their SHA-256. The file is written first and the receipt last, in one write: a file without a
 * receipt is none, and is removed later. Each receipt has a file of its own, so that removing one never harms another.
 */
@Component
public final class ReceiptStore {

    private static final int CHUNK_BYTES = 1 << 20;

    private final MongoCollection<Document> receipts;
    private final MongoCollection<Document> chunks;
    private final MongoCollection<Document> files;
    private final GridFSBucket bucket;

    /** Uses {@code database} and makes sure of the indexes. */
    public ReceiptStore(MongoDatabase database) {
        this.receipts = database.getCollection("receipts");
        this.chunks = database.getCollection("receipts.chunks");
        this.files = database.getCollection("receipts.files");
        this.bucket = GridFSBuckets.create(database, "receipts").withChunkSizeBytes(CHUNK_BYTES);
        StoreIndexes.ensureUnique(receipts, Indexes.ascending("fund", "draw", "number"));
        StoreIndexes.ensureUnique(receipts, Indexes.ascending("fund", "attachedBy.id"));
        StoreIndexes.ensure(receipts, Indexes.ascending("file"));
    }

    /**
     * The receipt that this command attached before.
     *
     * @throws opcc.tracker.kit.refusal.Refusal ABORTED if its key was used for another request
     */
    public Optional<Receipt> attachedBy(String fund, Command command) {
        return find(Filters.and(Filters.eq("fund", fund), Filters.eq("attachedBy.id", command.id())))
                .filter(receipt -> command.repeats(receipt.facts().attachedBy()));
    }

    /** How many receipts a draw has. */
    public int count(String fund, String draw) {
        return Math.toIntExact(
                receipts.countDocuments(Filters.and(Filters.eq("fund", fund), Filters.eq("draw", draw))));
    }

    /**
     * Attaches a receipt under the draw's next number, once for the same command.
     *
     * @param most how many receipts a draw may have
     * @return empty if it has as many already
     */
    public Optional<Receipt> attach(String fund, String draw, Receipt.Facts facts, byte[] content, int most) {
        ObjectId file = bucket.uploadFromStream(facts.sha256(), new ByteArrayInputStream(content));
        for (int number = count(fund, draw) + 1; number <= most; number++) {
            Receipt receipt = new Receipt(fund, draw, number, file.toHexString(), facts);
            try {
                receipts.insertOne(write(receipt));
                return Optional.of(receipt);
            } catch (MongoException e) {
                if (!DuplicateKeys.isDuplicate(e)) {
                    throw e;
                }
            }
            Optional<Receipt> earlier = attachedBy(fund, facts.attachedBy());
            if (earlier.isPresent()) {
                bucket.delete(file);
                return earlier;
            }
        }
        bucket.delete(file);
        return Optional.empty();
    }

    /** A receipt by its place. */
    public Optional<Receipt> find(String fund, String draw, int number) {
        return find(Filters.and(Filters.eq("fund", fund), Filters.eq("draw", draw), Filters.eq("number", number)));
    }

    /** The draw's receipts with a greater number, in their order, at most {@code limit} of them. */
    public List<Receipt> after(String fund, String draw, int number, int limit) {
        return receipts.find(
                        Filters.and(Filters.eq("fund", fund), Filters.eq("draw", draw), Filters.gt("number", number)))
                .sort(Sorts.ascending("number"))
                .limit(limit)
                .map(ReceiptStore::read)
                .into(new ArrayList<>());
    }

    /**
     * The file of a receipt.
     *
     * @throws IllegalStateException if it is not what was stored
     */
    public byte[] content(Receipt receipt) {
        ByteArrayOutputStream content =
                new ByteArrayOutputStream(Math.toIntExact(receipt.facts().size()));
        bucket.downloadToStream(new ObjectId(receipt.file()), content);
        byte[] bytes = content.toByteArray();
        if (!CommandDigest.SHA_256.of(bytes).equals(receipt.facts().sha256())) {
            throw new IllegalStateException("the file of " + receipt.name() + " is not what was stored");
        }
        return bytes;
    }

    /**
     * Removes files, whole or in part, that were begun between two times and have no receipt: their upload was cut off.
     *
     * @return how many
     */
    public int removeLeftovers(Instant from, Instant to) {
        List<ObjectId> begun = chunks.find(Filters.and(
                        Filters.gte("files_id", new ObjectId(Date.from(from))),
                        Filters.lt("files_id", new ObjectId(Date.from(to))),
                        Filters.eq("n", 0)))
                .projection(Projections.include("files_id"))
                .map(chunk -> chunk.getObjectId("files_id"))
                .into(new ArrayList<>());
        int removed = 0;
        for (ObjectId file : begun) {
            if (find(Filters.eq("file", file.toHexString())).isEmpty()) {
                files.deleteOne(Filters.eq("_id", file));
                chunks.deleteMany(Filters.eq("files_id", file));
                removed++;
            }
        }
        return removed;
    }

    private Optional<Receipt> find(Bson filter) {
        return Optional.ofNullable(receipts.find(filter).first()).map(ReceiptStore::read);
    }

    private static Document write(Receipt receipt) {
        Receipt.Facts facts = receipt.facts();
        return new Document("fund", receipt.fund())
                .append("draw", receipt.draw())
                .append("number", receipt.number())
                .append("file", receipt.file())
                .append("contentType", facts.contentType())
                .append("sha256", facts.sha256())
                .append("size", facts.size())
                .append("removed", facts.removed())
                .append("amountPence", facts.amount())
                .append("supplierReference", facts.supplierReference())
                .append(
                        "author",
                        new Document("subject", facts.author().subject())
                                .append("username", facts.author().username()))
                .append("attachedAt", Date.from(facts.attachedAt()))
                .append(
                        "attachedBy",
                        new Document("id", facts.attachedBy().id())
                                .append("requestHash", facts.attachedBy().requestHash()));
    }

    private static Receipt read(Document document) {
        Document author = document.get("author", Document.class);
        Document attachedBy = document.get("attachedBy", Document.class);
        return new Receipt(
                document.getString("fund"),
                document.getString("draw"),
                document.getInteger("number"),
                document.getString("file"),
                new Receipt.Facts(
                        document.getString("contentType"),
                        document.getString("sha256"),
                        document.getLong("size"),
                        document.getList("removed", String.class),
                        document.getLong("amountPence"),
                        document.getString("supplierReference"),
                        new Actor(author.getString("subject"), author.getString("username")),
                        document.getDate("attachedAt").toInstant(),
                        new Command(attachedBy.getString("id"), attachedBy.getString("requestHash"))));
    }
}
