package opcc.tracker.local.keycloak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import opcc.tracker.local.processes.ProcessGroup;
import opcc.tracker.local.processes.StackFailure;
import opcc.tracker.local.stack.Ports;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/** The real Keycloak, which the first test that needs it starts and the end of the run stops. */
final class RunningKeycloak implements BeforeAllCallback {

    static final int PORT = Ports.free().keycloak();
    static final URI ADDRESS = URI.create("http://localhost:" + PORT);
    static final Realm REALM = Realm.embedded(PORT);
    /** With all that means something in a form. */
    static final String ADMIN_PASSWORD = "of+no worth&=%2B";
    /** What it starts with. */
    static final RealmCode CODE = code(true, "console-secret", "users-secret");

    static RealmCode code(boolean demonstration, String consoleSecret, String usersSecret) {
        return new RealmCode(
                URI.create("http://localhost:8080"),
                Map.of(RealmCode.CONSOLE, consoleSecret, RealmCode.USERS, usersSecret),
                demonstration);
    }

    static List<String> apply(RealmCode code) throws StackFailure, InterruptedException {
        return RealmApplication.apply(code, ADDRESS, KeycloakServer.ADMINISTRATOR, ADMIN_PASSWORD);
    }

    /** Its administration, for a minute. */
    static AdminApi administration() throws StackFailure, InterruptedException {
        return new AdminApi(ADDRESS, KeycloakServer.ADMINISTRATOR, ADMIN_PASSWORD);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        context.getRoot()
                .getStore(Namespace.create(RunningKeycloak.class))
                .computeIfAbsent(Server.class, type -> Server.start(), Server.class);
    }

    private record Server(ProcessGroup group, Path folder) implements AutoCloseable {

        static Server start() {
            try {
                Path folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "keycloak-it");
                ProcessGroup group = ProcessGroup.open(
                        folder.resolve("run"), folder.resolve("logs"), Duration.ofMinutes(3), System.out::println);
                Path java = Path.of(System.getProperty("java.home"), "bin", "java");
                group.start(List.of(KeycloakServer.part(
                        java, distribution(), folder.resolve("keycloak"), PORT, ADMIN_PASSWORD, CODE)));
                return new Server(group, folder);
            } catch (IOException | StackFailure | InterruptedException e) {
                throw new IllegalStateException("Keycloak does not start: " + e.getMessage(), e);
            }
        }

        private static Path distribution() throws IOException {
            try (Stream<Path> children =
                    Files.list(Path.of("target", "keycloak").toAbsolutePath())) {
                return children.filter(Files::isDirectory).findFirst().orElseThrow();
            }
        }

        @Override
        public void close() throws IOException {
            group.close();
            try (Stream<Path> all = Files.walk(folder)) {
                all.sorted(Comparator.reverseOrder()).forEach(Server::delete);
            }
        }

        private static void delete(Path file) {
            try {
                Files.delete(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
