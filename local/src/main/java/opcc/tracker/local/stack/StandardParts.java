package opcc.tracker.local.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import opcc.tracker.local.keycloak.KeycloakServer;
import opcc.tracker.local.keycloak.Realm;
import opcc.tracker.local.mongodb.EmbeddedMongodb;
import opcc.tracker.local.processes.Part;
import opcc.tracker.local.processes.Readiness;
import opcc.tracker.local.processes.StackFailure;

/** The list of parts and how they find each other. */
final class StandardParts {
    private final StackConfig config;
    private final Realm realm;
    private final String mongodbUri;
    private final StackSecrets secrets;

    private StandardParts(StackConfig config, Realm realm, String mongodbUri) {
        this.config = config;
        this.realm = realm;
        this.mongodbUri = mongodbUri;
        this.secrets = new StackSecrets(config.stateFolder());
    }

    static List<Part> of(StackConfig config, Realm realm, String mongodbUri) throws StackFailure {
        return new StandardParts(config, realm, mongodbUri).all();
    }

    private List<Part> all() throws StackFailure {
        Path state = config.stateFolder();
        Ports ports = config.ports();
        List<Part> parts = new ArrayList<>();
        if (config.keycloakUrl() == null) {
            // First, since it takes longest.
            parts.add(KeycloakServer.part(
                    config.java(),
                    keycloakDistribution(),
                    state.resolve("keycloak"),
                    ports.keycloak(),
                    secrets.keycloakAdministrator(),
                    secrets.realm(config)));
        }
        if (config.mongodbUri() == null) {
            parts.add(EmbeddedMongodb.part(config.java(), state.resolve("mongodb"), ports.mongodb()));
        }
        parts.add(grpcService("providers-service", ports.providersService(), secrets.ofUsers(config)));
        Map<String, String> pseudonyms = Map.of("PSEUDONYM_KEY", secrets.pseudonymKey());
        parts.add(grpcService("funds-service", ports.fundsService(), pseudonyms));
        parts.add(grpcService("outcomes-service", ports.outcomesService(), pseudonyms));
        parts.add(gateway());
        return parts;
    }

    private Part grpcService(String module, int port, Map<String, String> more) throws StackFailure {
        Map<String, String> environment = new HashMap<>(addresses());
        environment.putAll(more);
        environment.put("MONGODB_URI", mongodbUri);
        environment.put("GRPC_ADDRESS", "127.0.0.1");
        environment.put("GRPC_PORT", Integer.toString(port));
        return new Part(
                module,
                Part.Preparation.NONE,
                // A large photograph of a receipt takes 150 MB while it is cleaned.
                command(module, module.equals("funds-service") ? "-Xmx320m" : "-Xmx160m"),
                environment,
                port,
                Readiness.grpcHealth(port),
                Set.of(EmbeddedMongodb.NAME),
                1);
    }

    private Part gateway() throws StackFailure {
        int port = config.ports().gateway();
        Map<String, String> environment = new HashMap<>(addresses());
        environment.putAll(secrets.ofConsole(config));
        environment.put("GATEWAY_PUBLIC_URL", config.gatewayUrl().toString());
        environment.put("SERVER_ADDRESS", "127.0.0.1");
        environment.put("SERVER_PORT", Integer.toString(port));
        // The demonstration data come in at once, by few callers.
        environment.put("RATE_LIMIT_PER_MINUTE", "0");
        environment.put("GRPC_REFLECTION", "EVERYBODY");
        return new Part(
                "gateway",
                Part.Preparation.NONE,
                command("gateway", "-Xmx192m"),
                environment,
                port,
                Readiness.http(config.gatewayUrl().resolve("/actuator/health")),
                Set.of(),
                2);
    }

    private Map<String, String> addresses() {
        Ports ports = config.ports();
        return Map.of(
                "KEYCLOAK_ISSUER_URI", realm.issuer().toString(),
                "KEYCLOAK_JWKS_URI", realm.keys().toString(),
                "PROVIDERS_SERVICE_ADDRESS", "127.0.0.1:" + ports.providersService(),
                "FUNDS_SERVICE_ADDRESS", "127.0.0.1:" + ports.fundsService(),
                "OUTCOMES_SERVICE_ADDRESS", "127.0.0.1:" + ports.outcomesService());
    }

    private List<String> command(String module, String heap) throws StackFailure {
        Path jar = config.projectRoot().resolve(module).resolve("target").resolve(module + ".jar");
        if (!Files.isRegularFile(jar)) {
            throw new StackFailure(module + " is not built: "
                    + config.projectRoot().relativize(jar) + " is missing. Build it with: mvn -DskipTests package");
        }
        return List.of(
                config.java().toString(),
                heap,
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+ExitOnOutOfMemoryError",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dfile.encoding=UTF-8",
                "-jar",
                jar.toString());
    }

    /** Unpacked by the build; shared by all stacks of this working copy. */
    private Path keycloakDistribution() throws StackFailure {
        Path folder = config.projectRoot().resolve("local").resolve("target").resolve("keycloak");
        try (Stream<Path> children = Files.isDirectory(folder) ? Files.list(folder) : Stream.<Path>empty()) {
            return children.filter(child -> child.getFileName().toString().startsWith("keycloak-"))
                    .max(Comparator.comparing(Path::toString))
                    .orElseThrow(() -> new StackFailure(
                            "Keycloak is not unpacked in " + folder + ". Unpack it with: mvn -DskipTests package"));
        } catch (IOException e) {
            throw new StackFailure("Cannot read " + folder + ": " + e.getMessage());
        }
    }
}
