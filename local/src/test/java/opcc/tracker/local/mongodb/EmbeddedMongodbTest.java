package opcc.tracker.local.mongodb;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import opcc.tracker.local.processes.ProcessGroup;
import opcc.tracker.local.processes.Progress;
import opcc.tracker.local.stack.Ports;
import org.awaitility.Awaitility;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedMongodbTest {
    @TempDir
    Path folder;

    private final int port = Ports.free().mongodb();

    @Test
    void itsDataSurvivesAnOrderlyRestart() throws Exception {
        try (ProcessGroup group = start()) {
            assertThat(group.process(EmbeddedMongodb.NAME).isAlive()).isTrue();
            insert("kept");
        }
        try (ProcessGroup group = start()) {
            assertThat(group.process(EmbeddedMongodb.NAME).isAlive()).isTrue();
            assertThat(names()).containsExactly("kept");
        }
    }

    @Test
    void killedItKeepsAllButTheLastMoment() throws Exception {
        try (ProcessGroup group = start()) {
            insert("kept");
            // The store commits every tenth of a second;
            Awaitility.await()
                    .pollDelay(Duration.ofMillis(600))
                    .atMost(Duration.ofSeconds(5))
                    .until(() -> names().contains("kept"));
            ProcessHandle process = group.process(EmbeddedMongodb.NAME);
            process.destroyForcibly();
            process.onExit().join();
        }
        try (ProcessGroup group = start()) {
            assertThat(group.process(EmbeddedMongodb.NAME).isAlive()).isTrue();
            assertThat(names()).containsExactly("kept");
        }
    }

    private ProcessGroup start() throws Exception {
        ProcessGroup group = ProcessGroup.open(
                folder.resolve("run"), folder.resolve("logs"), Duration.ofSeconds(30), Progress.SILENT);
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        group.start(List.of(EmbeddedMongodb.part(java, folder.resolve("mongodb"), port)));
        return group;
    }

    private void insert(String name) {
        try (MongoClient client = client()) {
            collection(client).insertOne(new Document("_id", name));
        }
    }

    private List<String> names() {
        try (MongoClient client = client()) {
            return collection(client)
                    .find()
                    .map(document -> document.getString("_id"))
                    .into(new ArrayList<>());
        }
    }

    private MongoClient client() {
        return MongoClients.create(EmbeddedMongodb.uri(port) + "/?serverSelectionTimeoutMS=5000");
    }

    private static MongoCollection<Document> collection(MongoClient client) {
        return client.getDatabase("test").getCollection("things");
    }
}
