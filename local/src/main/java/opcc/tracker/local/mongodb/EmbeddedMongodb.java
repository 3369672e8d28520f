package opcc.tracker.local.mongodb;

import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import opcc.tracker.local.processes.Part;
import opcc.tracker.local.processes.Readiness;
import opcc.tracker.local.processes.StackFailure;
import org.h2.mvstore.MVStore;

/**
 * A server that speaks MongoDB's protocol and keeps its data in one file. For trying out, not for keeping: killed, it
 * can lose the writes of the last fraction of a second, and it has no sessions, change streams, pipeline updates,
 * partial indexes or schema validation.
 */
public final class EmbeddedMongodb {
    /** Name of the part. */
    public static final String NAME = "mongodb";

    private static final int COMMIT_EVERY_MILLIS = 100;
    private static final int CACHE_MEGABYTES = 32;

    private EmbeddedMongodb() {}

    /** Runs until it is told to end. Arguments: the port and the file. */
    public static void main(String[] arguments) {
        MVStore store = new MVStore.Builder()
                .fileName(arguments[1])
                .cacheSize(CACHE_MEGABYTES)
                .open();
        store.setAutoCommitDelay(COMMIT_EVERY_MILLIS);
        MongoServer server = new MongoServer(new H2Backend(store));
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(server::shutdown));
        server.bind("127.0.0.1", Integer.parseInt(arguments[0]));
    }

    /** The part that runs it with this program's own class path, its data in the folder. */
    public static Part part(Path java, Path folder, int port) {
        return new Part(
                NAME,
                progress -> makeFolder(folder),
                List.of(
                        java.toString(),
                        "-Xmx192m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+ExitOnOutOfMemoryError",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-cp",
                        System.getProperty("java.class.path"),
                        EmbeddedMongodb.class.getName(),
                        Integer.toString(port),
                        folder.resolve("tracker.mv").toString()),
                Map.of(),
                port,
                Readiness.tcp("127.0.0.1", port),
                Set.of());
    }

    /** Its address in MongoDB's own notation. */
    public static String uri(int port) {
        return "mongodb://127.0.0.1:" + port;
    }

    private static void makeFolder(Path folder) throws StackFailure {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new StackFailure("Cannot make the folder " + folder + ": " + e.getMessage());
        }
    }
}
