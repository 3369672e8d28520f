package opcc.tracker.local.keycloak;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.List;
import opcc.tracker.local.processes.Progress;
import opcc.tracker.local.processes.StackFailure;
import org.jspecify.annotations.Nullable;

/**
 * A server's own folder, apart from the distribution that several may share. The realm is code: when it changes, the
 * folder's database is thrown away and the realm imported anew. Nothing is lost that the code does not hold.
 */
final class KeycloakHome {
    private static final String REALM_FILE = "opcc-realm.json";
    private static final List<String> BUILD =
            List.of("build", "--db=dev-file", "--health-enabled=false", "--metrics-enabled=false");

    private final Path java;
    private final Path distribution;
    private final Path home;

    KeycloakHome(Path java, Path distribution, Path home) {
        this.java = java;
        this.distribution = distribution;
        this.home = home;
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
            try (FileChannel channel =
                            FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock held = channel.lock()) {
                String options = String.join(" ", BUILD);
                if (held.isValid() && Files.exists(done) && Files.readString(done).equals(options)) {
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
                        "keycloak could not be optimised. Its log: " + log, Files.readString(log).strip());
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

    private void placeRealm() throws IOException {
        byte[] realm = realm();
        Path data = home.resolve("data");
        Path placed = data.resolve("import").resolve(REALM_FILE);
        if (Files.exists(placed) && Arrays.equals(Files.readAllBytes(placed), realm)) {
            return;
        }
        deleteTree(data);
        Files.createDirectories(placed.getParent());
        Files.write(placed, realm);
    }

    /** The realm as code. */
    static byte[] realm() throws IOException {
        try (InputStream stream = KeycloakHome.class.getResourceAsStream("/" + REALM_FILE)) {
            if (stream == null) {
                throw new IOException(REALM_FILE + " is missing from the class path");
            }
            return stream.readAllBytes();
        }
    }

    private static void deleteTree(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure)
                    throws IOException {
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
