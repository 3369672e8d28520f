package opcc.tracker.local.keycloak;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import opcc.tracker.local.processes.Progress;
import opcc.tracker.local.processes.StackFailure;
import tools.jackson.databind.json.JsonMapper;

/**
 * A server's own folder, apart from the distribution that several may share. The placed file of the realm holds the clients'
 * secrets, as the database does.
 */
final class KeycloakHome {
    private static final String REALM_FILE = "opcc-realm.json";
    private static final List<String> BUILD =
            List.of("build", "--db=dev-file", "--health-enabled=false", "--metrics-enabled=false");

    private final Path java;
    private final Path distribution;
    private final Path home;
    private final RealmCode code;

    KeycloakHome(Path java, Path distribution, Path home, RealmCode code) {
        this.java = java;
        this.distribution = distribution;
        this.home = home;
        this.code = code;
    }

    void prepare(Progress progress) throws StackFailure, InterruptedException {
        if (!Files.isRegularFile(distribution.resolve("lib").resolve("quarkus-run.jar"))) {
            throw new StackFailure("Keycloak is not unpacked in " + distribution + ". Build the module local first:"
                    + " mvn -DskipTests package");
        }
        try {
            optimiseOnce(progress);
            linkLibraries();
            placeRealm();
        } catch (IOException e) {
            throw new StackFailure("Keycloak cannot be prepared in " + home + ": " + e.getMessage());
        }
    }

    /** Keycloak works its build options into its own code once, so that each start is quick. */
    private void optimiseOnce(Progress progress) throws IOException, StackFailure, InterruptedException {
        Path done = distribution.resolve("optimised");
        Path lock = distribution.resolveSibling("optimise.lock");
        synchronized (KeycloakHome.class) {
            try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock held = channel.lock()) {
                String options = String.join(" ", BUILD);
                if (held.isValid()
                        && Files.exists(done)
                        && Files.readString(done).equals(options)) {
                    return;
                }
                progress.say("keycloak is optimised for its first start (about 20 s)");
                runBuild();
                Files.writeString(done, options);
            }
        }
    }

    private void runBuild() throws IOException, StackFailure, InterruptedException {
        List<String> command = KeycloakServer.command(java, distribution, distribution);
        command.addAll(BUILD);
        Path log = distribution.resolveSibling("optimise.log");
        Process process = new ProcessBuilder(command)
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            if (process.waitFor() != 0) {
                throw new StackFailure(
                        "keycloak could not be optimised. Its log: " + log,
                        Files.readString(log).strip());
            }
        } finally {
            process.destroyForcibly();
        }
    }

    private void linkLibraries() throws IOException {
        Files.createDirectories(home);
        Path link = home.resolve("lib");
        Path libraries = distribution.resolve("lib");
        if (Files.isSymbolicLink(link) && Files.readSymbolicLink(link).equals(libraries)) {
            return;
        }
        Files.deleteIfExists(link);
        Files.createSymbolicLink(link, libraries);
    }

    /** Keycloak imports it once; later changes of the code are applied to what is there, so that invited users stay. */
    private void placeRealm() throws IOException, StackFailure {
        Path placed = home.resolve("data").resolve("import").resolve(REALM_FILE);
        Files.createDirectories(placed.getParent());
        Files.write(placed, JsonMapper.shared().writeValueAsBytes(code.realm()));
    }
}
