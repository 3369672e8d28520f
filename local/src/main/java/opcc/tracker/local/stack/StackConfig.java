package opcc.tracker.local.stack;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import opcc.tracker.local.keycloak.MailServer;
import opcc.tracker.local.processes.StackFailure;
import org.jspecify.annotations.Nullable;

/**
 * Where the stack finds its programs, keeps its state and listens.
 *
 * @param projectRoot folder of the repository, whose modules are built
 * @param stateFolder data, logs and process ids; made if missing
 * @param javaHome the JDK that runs the parts
 * @param ports where the parts listen
 * @param mongodbUri a MongoDB to use instead of the embedded one
 * @param keycloakUrl base URL of a Keycloak to use instead of the embedded one; it must hold the realm {@code opcc}
 * @param mail by which server Keycloak sends e-mail; null for none
 * @param minimumFreeBytes how much room the disk must have before anything starts
 * @param readyWithin how long each part may take until it is ready
 */
public record StackConfig(
        Path projectRoot,
        Path stateFolder,
        Path javaHome,
        Ports ports,
        @Nullable String mongodbUri,
        @Nullable URI keycloakUrl,
        @Nullable MailServer mail,
        long minimumFreeBytes,
        Duration readyWithin) {

    private static final long TWO_GIGABYTES = 2_000_000_000L;

    /** The stack as it is described, on the standard ports, with its state in {@code .tracker}. */
    public static StackConfig of(Path projectRoot) {
        Path root = projectRoot.toAbsolutePath().normalize();
        return new StackConfig(
                root,
                root.resolve(".tracker"),
                Path.of(System.getProperty("java.home")),
                Ports.STANDARD,
                null,
                null,
                null,
                TWO_GIGABYTES,
                Duration.ofMinutes(2));
    }

    /** As {@link #of}, with what the environment sets: {@code MONGODB_URI}, {@code KEYCLOAK_URL}, the mail server and the ports. */
    public static StackConfig fromEnvironment(Path projectRoot, Map<String, String> environment) throws StackFailure {
        StackConfig config = of(projectRoot).withPorts(Ports.fromEnvironment(environment));
        String mongodb = environment.getOrDefault("MONGODB_URI", "").strip();
        if (!mongodb.isEmpty()) {
            if (!mongodb.startsWith("mongodb://") && !mongodb.startsWith("mongodb+srv://")) {
                throw new StackFailure("MONGODB_URI must start with mongodb:// or mongodb+srv://.");
            }
            config = config.withMongodbUri(mongodb);
        }
        String keycloak = environment.getOrDefault("KEYCLOAK_URL", "").strip();
        if (!keycloak.isEmpty()) {
            if (!keycloak.startsWith("http://") && !keycloak.startsWith("https://")) {
                throw new StackFailure("KEYCLOAK_URL must be a base URL such as http://localhost:8081.");
            }
            config = config.withKeycloakUrl(URI.create(keycloak.replaceAll("/+$", "")));
        }
        return config.withMail(MailServer.fromEnvironment(environment));
    }

    public StackConfig withPorts(Ports other) {
        return new StackConfig(
                projectRoot,
                stateFolder,
                javaHome,
                other,
                mongodbUri,
                keycloakUrl,
                mail,
                minimumFreeBytes,
                readyWithin);
    }

    public StackConfig withStateFolder(Path other) {
        return new StackConfig(
                projectRoot,
                other.toAbsolutePath().normalize(),
                javaHome,
                ports,
                mongodbUri,
                keycloakUrl,
                mail,
                minimumFreeBytes,
                readyWithin);
    }

    public StackConfig withMongodbUri(String other) {
        return new StackConfig(
                projectRoot, stateFolder, javaHome, ports, other, keycloakUrl, mail, minimumFreeBytes, readyWithin);
    }

    public StackConfig withKeycloakUrl(URI other) {
        return new StackConfig(
                projectRoot, stateFolder, javaHome, ports, mongodbUri, other, mail, minimumFreeBytes, readyWithin);
    }

    public StackConfig withMail(@Nullable MailServer other) {
        return new StackConfig(
                projectRoot,
                stateFolder,
                javaHome,
                ports,
                mongodbUri,
                keycloakUrl,
                other,
                minimumFreeBytes,
                readyWithin);
    }

    public StackConfig withMinimumFreeBytes(long other) {
        return new StackConfig(
                projectRoot, stateFolder, javaHome, ports, mongodbUri, keycloakUrl, mail, other, readyWithin);
    }

    public StackConfig withReadyWithin(Duration other) {
        return new StackConfig(
                projectRoot, stateFolder, javaHome, ports, mongodbUri, keycloakUrl, mail, minimumFreeBytes, other);
    }

    /** The {@code java} that runs the parts. */
    public Path java() {
        return javaHome.resolve("bin").resolve("java");
    }

    /** Base URL of the gateway. */
    public URI gatewayUrl() {
        return URI.create("http://localhost:" + ports.gateway());
    }

    /** Where logs go, one file a part. */
    public Path logs() {
        return stateFolder.resolve("logs");
    }

    Path runFolder() {
        return stateFolder.resolve("run");
    }
}
