package opcc.tracker.funds.ledger;

import com.mongodb.client.model.Sorts;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import opcc.tracker.kit.store.MongoConnection;
import org.bson.Document;
import org.bson.json.JsonMode;
import org.bson.json.JsonWriterSettings;

/** Writes the ledger of all funds to a file, where mongoexport is not at hand. */
public final class MongoEntryDump {

    private static final JsonWriterSettings CANONICAL =
            JsonWriterSettings.builder().outputMode(JsonMode.EXTENDED).build();

    private MongoEntryDump() {}

    /**
     * Writes the entries fund by fund in their order, as canonical extended JSON. What is appended meanwhile may be in it
     * or not, but never with a gap. The file appears when it is whole.
     *
     * @return how many entries were written
     * @throws IOException if the file can't be written
     * @throws com.mongodb.MongoException if the database does not answer
     * @throws IllegalArgumentException if {@code uri} is no address of a MongoDB
     */
    public static long write(String uri, String database, Path file) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        long count = 0;
        try {
            try (var client = MongoConnection.open(uri, "funds-dump");
                    BufferedWriter out = Files.newBufferedWriter(part);
                    var entries = client.getDatabase(database)
                            .getCollection("entries")
                            .find()
                            .sort(Sorts.ascending("fund", "seq"))
                            .iterator()) {
                while (entries.hasNext()) {
                    Document entry = entries.next();
                    out.write(entry.toJson(CANONICAL));
                    out.write('\n');
                    count++;
                }
            }
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
        return count;
    }
}
