package opcc.tracker.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Map;
import opcc.tracker.local.processes.Progress;
import opcc.tracker.local.processes.StackFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackTest {
    @TempDir
    Path folder;

    @Test
    void aFullDiskIsSaidBeforeAnythingStarts() {
        StackConfig config = config().withMinimumFreeBytes(Long.MAX_VALUE);
        assertThatThrownBy(() -> Stack.start(config, Progress.SILENT))
                .isInstanceOf(StackFailure.class)
                .hasMessageStartingWith("The disk is too full: ")
                .hasMessageContaining("MB are free in");
    }

    @Test
    void aPartThatIsNotBuiltIsNamedWithTheCommandThatBuildsIt() throws Exception {
        Files.createDirectories(folder.resolve("local/target/keycloak/keycloak-1"));
        assertThatThrownBy(() -> Stack.start(config(), Progress.SILENT))
                .hasMessage("providers-service is not built: providers-service/target/providers-service.jar is missing."
                        + " Build it with: mvn -DskipTests package");
    }

    @Test
    void aKeycloakWithoutTheRealmIsSaid() throws Exception {
        HttpServer keycloak = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        keycloak.start();
        try {
            URI url = URI.create("http://127.0.0.1:" + keycloak.getAddress().getPort());
            assertThatThrownBy(() -> Stack.start(config().withKeycloakUrl(url), Progress.SILENT))
                    .hasMessage("The Keycloak at " + url + " (KEYCLOAK_URL) has no realm opcc."
                            + " Make it with ./tracker apply-realm first.");
        } finally {
            keycloak.stop(0);
        }
    }

    @Test
    void aKeycloakOrMongodbThatDoesNotAnswerIsSaid() {
        int nobody = Ports.free().gateway();
        URI url = URI.create("http://127.0.0.1:" + nobody);
        assertThatThrownBy(() -> Stack.start(config().withKeycloakUrl(url), Progress.SILENT))
                .hasMessage("No Keycloak answers at " + url + " (KEYCLOAK_URL).");
        assertThatThrownBy(() -> Stack.start(
                        config().withMongodbUri("mongodb://user:secret@127.0.0.1:" + nobody + "/?x=y"),
                        Progress.SILENT))
                .hasMessage("No MongoDB answers at 127.0.0.1:" + nobody + " (MONGODB_URI).");
    }

    @Test
    void theEnvironmentMayMovePortsAndNameOtherServers() throws Exception {
        StackConfig config = StackConfig.fromEnvironment(
                folder,
                Map.of(
                        "TRACKER_FUNDS_SERVICE_PORT", "19092",
                        "MONGODB_URI", "mongodb://db.example.org",
                        "KEYCLOAK_URL", "https://login.example.org/"));
        assertThat(config.ports()).isEqualTo(new Ports(8080, 8081, 9091, 19092, 9093, 27018));
        assertThat(config.mongodbUri()).isEqualTo("mongodb://db.example.org");
        assertThat(config.keycloakUrl()).hasToString("https://login.example.org");
    }

    @Test
    void whatTheEnvironmentSaysWronglyIsNamed() {
        assertThatThrownBy(() -> StackConfig.fromEnvironment(folder, Map.of("TRACKER_GATEWAY_PORT", "http")))
                .hasMessage("TRACKER_GATEWAY_PORT must be a port number from 1 to 65535, not 'http'.");
        assertThatThrownBy(() -> StackConfig.fromEnvironment(folder, Map.of("MONGODB_URI", "db:27017")))
                .hasMessageStartingWith("MONGODB_URI must start with mongodb://");
        assertThatThrownBy(() -> StackConfig.fromEnvironment(folder, Map.of("KEYCLOAK_URL", "localhost:8081")))
                .hasMessageStartingWith("KEYCLOAK_URL must be a base URL");
    }

    @Test
    void theHostsOfAMongodbAddressAreFound() {
        assertThat(MongodbHost.allOf("mongodb://u:p%40@one:1,two/db?w=majority"))
                .containsExactly(new MongodbHost("one", 1), new MongodbHost("two", 27017));
        assertThat(MongodbHost.allOf("mongodb+srv://cluster.example.org/db")).isEmpty();
    }

    @Test
    void aSecretIsMadeOnceAndReadByItsOwnerAlone() throws Exception {
        Path file = folder.resolve("state/secret");
        String secret = SecretFile.readOrMake(file);
        assertThat(Base64.getDecoder().decode(secret)).hasSize(32);
        assertThat(SecretFile.readOrMake(file)).isEqualTo(secret);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    private StackConfig config() {
        return StackConfig.of(folder)
                .withStateFolder(folder.resolve("state"))
                .withPorts(Ports.free())
                .withMinimumFreeBytes(0);
    }
}
