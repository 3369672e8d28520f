package opcc.tracker.kit.testing;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.bson.RawBsonDocument;
import org.jspecify.annotations.Nullable;

/**
 * A MongoDB over a real socket: the one of {@code TRACKER_TEST_MONGODB_URI} if that is set, else mongo-java-server on
 * loopback. The database's name is new every time; closing drops it.
 */
public final class TestMongo implements AutoCloseable {

    private final @Nullable MongoServer server;
    private final String uri;
    private final String databaseName;
    private final MongoClient client;

    private TestMongo(@Nullable MongoServer server, String uri) {
        this.server = server;
        this.uri = uri;
        this.databaseName = "test_" + UUID.randomUUID().toString().replace("-", "");
        this.client = MongoClients.create(uri);
    }

    /** Starts or connects. */
    public static TestMongo start() {
        String given = System.getenv("TRACKER_TEST_MONGODB_URI");
        if (given != null && !given.isBlank()) {
            return new TestMongo(null, given);
        }
        MongoServer server = new MongoServer(H2Backend.inMemory());
        server.bind("127.0.0.1", 0);
        return new TestMongo(
                server, "mongodb://127.0.0.1:" + server.getLocalAddress().getPort());
    }

    /** For {@code mongodb.uri}. */
    public String uri() {
        return uri;
    }

    /** For {@code mongodb.database}. */
    public String databaseName() {
        return databaseName;
    }

    /** The database as the service left it, for tests that look into it. */
    public MongoDatabase database() {
        return client.getDatabase(databaseName);
    }

    /** Every byte of every document of the database, one character a byte. */
    public String everythingStored() {
        StringBuilder bytes = new StringBuilder();
        for (String collection : database().listCollectionNames()) {
            for (RawBsonDocument document :
                    database().getCollection(collection, RawBsonDocument.class).find()) {
                ByteBuffer buffer = document.getByteBuffer().asNIO();
                byte[] copy = new byte[buffer.remaining()];
                buffer.get(copy);
                bytes.append(new String(copy, StandardCharsets.ISO_8859_1));
            }
        }
        return bytes.toString();
    }

    /** Every document of the database as extended JSON, one a line. */
    public String everythingAsJson() {
        StringBuilder json = new StringBuilder();
        for (String collection : database().listCollectionNames()) {
            database()
                    .getCollection(collection, RawBsonDocument.class)
                    .find()
                    .forEach(document -> json.append(document.toJson()).append('\n'));
        }
        return json.toString();
    }

    @Override
    public void close() {
        try (client) {
            database().drop();
        }
        if (server != null) {
            server.shutdownNow();
        }
    }
}
