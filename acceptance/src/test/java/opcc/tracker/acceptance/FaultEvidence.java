package opcc.tracker.acceptance;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bson.Document;
import org.bson.types.Binary;
import org.bson.types.ObjectId;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What lies in the database after a fault run, read past the services. */
final class FaultEvidence implements AutoCloseable {

    private final MongoClient client;
    private final MongoDatabase database;
    private final String fund;

    /**
     * An entry.
     *
     * @param command identity of its command
     */
    record Entry(long sequence, String command, long allocated, long reserved, long paid) {}

    /**
     * A receipt.
     *
     * @param name {@code funds/{fund}/draws/{draw}/receipts/r{number}}
     * @param command identity of its command
     * @param sha256 of its file, as its document says
     * @param file id of its file
     */
    record Receipt(String name, String command, String sha256, ObjectId file) {}

    FaultEvidence(TwoReplicas replicas, String fund) {
        this.client = MongoClients.create(replicas.databaseUri());
        this.database = client.getDatabase(replicas.databaseName());
        this.fund = fund;
    }

    List<Entry> entries() {
        return database.getCollection("entries")
                .find(Filters.eq("fund", id()))
                .sort(Sorts.ascending("seq"))
                .map(entry -> new Entry(
                        entry.getLong("seq"),
                        entry.get("command", Document.class).getString("id"),
                        entry.getLong("allocated"),
                        entry.getLong("reserved"),
                        entry.getLong("paid")))
                .into(new ArrayList<>());
    }

    List<Receipt> receipts() {
        return database.getCollection("receipts")
                .find(Filters.eq("fund", id()))
                .map(receipt -> new Receipt(
                        fund + "/draws/" + receipt.getString("draw") + "/receipts/r" + receipt.getInteger("number"),
                        receipt.get("attachedBy", Document.class).getString("id"),
                        receipt.getString("sha256"),
                        new ObjectId(receipt.getString("file"))))
                .into(new ArrayList<>());
    }

    /** SHA-256 of the bytes that lie in the chunks of a receipt's file. */
    String sha256OfFile(Receipt receipt) {
        MessageDigest digest = sha256();
        database.getCollection("receipts.chunks")
                .find(Filters.eq("files_id", receipt.file()))
                .sort(Sorts.ascending("n"))
                .forEach(chunk -> digest.update(chunk.get("data", Binary.class).getData()));
        return HexFormat.of().formatHex(digest.digest());
    }

    private String id() {
        return fund.substring("funds/".length());
    }

    /** What is kept of the idempotency key of the person whose token this is. */
    static String identity(String token, String key) {
        JsonNode claims = JsonMapper.shared().readTree(Base64.getUrlDecoder().decode(token.split("\\.")[1]));
        String text = claims.path("sub").asString() + "\n" + key;
        byte[] commands = hmac(Base64.getDecoder().decode(TwoReplicas.PSEUDONYM_KEY), "commands");
        return HexFormat.of().formatHex(hmac(commands, text));
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
