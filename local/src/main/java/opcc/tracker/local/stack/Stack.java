package opcc.tracker.local.stack;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import opcc.tracker.local.keycloak.KeycloakServer;
import opcc.tracker.local.keycloak.Realm;
import opcc.tracker.local.keycloak.RealmApplication;
import opcc.tracker.local.mongodb.EmbeddedMongodb;
import opcc.tracker.local.processes.Part;
import opcc.tracker.local.processes.ProcessGroup;
import opcc.tracker.local.processes.ProcessNote;
import opcc.tracker.local.processes.Progress;
import opcc.tracker.local.processes.Readiness;
import opcc.tracker.local.processes.StackFailure;

/**
 * The tracker, running: MongoDB, Keycloak, three services and the gateway as processes on loopback.
 *
 * <pre>{@code
 * try (Stack stack = Stack.start(StackConfig.of(root).withStateFolder(temporary).withPorts(Ports.free()), Progress.SILENT)) {
 *     stack.gatewayUrl();
 * }
 * }</pre>
 */
public final class Stack implements AutoCloseable {
    private final StackConfig config;
    private final Realm realm;
    private final String mongodbUri;
    private final List<Part> parts;
    private final ProcessGroup processes;

    private Stack(StackConfig config, Realm realm, String mongodbUri, List<Part> parts, ProcessGroup processes) {
        this.config = config;
        this.realm = realm;
        this.mongodbUri = mongodbUri;
        this.parts = parts;
        this.processes = processes;
    }

    /**
     * Starts all parts and returns when they are ready. If one fails, those that were started are stopped.
     *
     * @throws StackFailure with one line that says what stands in the way
     */
    public static Stack start(StackConfig config, Progress progress) throws StackFailure, InterruptedException {
        checkDisk(config);
        ProcessGroup processes = ProcessGroup.open(config.runFolder(), config.logs(), config.readyWithin(), progress);
        try {
            Realm realm = realm(config);
            String mongodbUri = mongodb(config);
            List<Part> parts = StandardParts.of(config, realm, mongodbUri);
            processes.start(parts);
            if (config.keycloakUrl() == null) {
                // What a file to import cannot say.
                applyRealm(config);
            }
            return new Stack(config, realm, mongodbUri, parts, processes);
        } catch (StackFailure | InterruptedException | RuntimeException e) {
            processes.close();
            throw e;
        }
    }

    private static void checkDisk(StackConfig config) throws StackFailure {
        Path folder = config.stateFolder();
        try {
            Files.createDirectories(folder);
            long free = Files.getFileStore(folder).getUsableSpace();
            if (free < config.minimumFreeBytes()) {
                throw new StackFailure("The disk is too full: " + free / 1_000_000 + " MB are free in " + folder
                        + ", the tracker needs " + config.minimumFreeBytes() / 1_000_000 + " MB.");
            }
        } catch (IOException e) {
            throw new StackFailure("Cannot write to " + folder + ": " + e.getMessage());
        }
    }

    private static Realm realm(StackConfig config) throws StackFailure, InterruptedException {
        URI keycloak = config.keycloakUrl();
        return keycloak == null ? Realm.embedded(config.ports().keycloak()) : Realm.discover(keycloak);
    }

    private static String mongodb(StackConfig config) throws StackFailure, InterruptedException {
        String uri = config.mongodbUri();
        if (uri == null) {
            return EmbeddedMongodb.uri(config.ports().mongodb());
        }
        for (MongodbHost host : MongodbHost.allOf(uri)) {
            if (Readiness.tcp(host.name(), host.port()).isReady()) {
                return uri;
            }
        }
        if (MongodbHost.allOf(uri).isEmpty()) {
            // Hosts behind DNS: the driver will find them.
            return uri;
        }
        throw new StackFailure("No MongoDB answers at " + MongodbHost.allOf(uri).getFirst() + " (MONGODB_URI).");
    }

    /**
     * Brings the embedded Keycloak of a running stack to what the realm as code says.
     *
     * @return what was changed, in words
     */
    public static List<String> applyRealm(StackConfig config) throws StackFailure, InterruptedException {
        StackSecrets secrets = new StackSecrets(config.stateFolder());
        return RealmApplication.apply(
                secrets.realm(config),
                URI.create("http://localhost:" + config.ports().keycloak()),
                KeycloakServer.ADMINISTRATOR,
                secrets.keycloakAdministrator());
    }

    /** Base URL of the public API's server. */
    public URI gatewayUrl() {
        return config.gatewayUrl();
    }

    /** The realm whose tokens the tracker takes. */
    public Realm realm() {
        return realm;
    }

    /** Where the data is, in MongoDB's own notation. */
    public String mongodbUri() {
        return mongodbUri;
    }

    /** {@code host:port} of a service's gRPC server, such as that of {@code funds-service}. */
    public String grpcAddress(String service) {
        return "127.0.0.1:" + part(service).port();
    }

    /** The process of a part, such as {@code funds-service}. */
    public ProcessHandle process(String part) {
        return processes.process(part);
    }

    /** Starts a part again that has ended, and waits until it is ready. */
    public void startAgain(String part) throws StackFailure, InterruptedException {
        processes.start(part(part));
    }

    private Part part(String name) {
        return parts.stream()
                .filter(part -> part.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No part of this name: " + name));
    }

    /** Waits until the stack is stopped, by Ctrl-C for instance. */
    public void awaitClose() throws InterruptedException {
        processes.awaitClose();
    }

    /** Leaves everything running when this program ends; {@link #stopAll} of a later program stops it. */
    public void detach() {
        processes.detach();
    }

    @Override
    public void close() {
        processes.close();
    }

    /** What is noted of the processes that were started with this state folder, running or not. */
    public static List<ProcessNote> notes(StackConfig config) {
        return ProcessNote.readAll(config.runFolder());
    }

    /** Stops what another program left running. Returns how many processes were stopped. */
    public static int stopAll(StackConfig config, Progress progress) {
        return ProcessGroup.stopNoted(config.runFolder(), progress);
    }
}
