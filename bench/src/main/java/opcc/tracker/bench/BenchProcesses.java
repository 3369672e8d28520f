package opcc.tracker.bench;

import com.nimbusds.jose.JOSEException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import opcc.tracker.local.mongodb.EmbeddedMongodb;
import opcc.tracker.local.processes.Readiness;
import opcc.tracker.local.stack.Ports;

/** The processes that are measured: a MongoDB (that of {@code MONGODB_URI} if set), funds-service, the versioned loop. */
final class BenchProcesses implements AutoCloseable {

    private static final List<String> OPTIONS =
            List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow");

    private final Path folder;
    private final Ports ports = Ports.free();
    private final BenchRealm realm;
    private final String databaseName = "bench_" + Long.toString(System.nanoTime(), 36);
    private final String mongodbUri;
    private final boolean embedded;
    private final List<Process> started = new ArrayList<>();

    private BenchProcesses(Path folder, BenchRealm realm) {
        this.folder = folder;
        this.realm = realm;
        String given = System.getenv("MONGODB_URI");
        this.embedded = given == null || given.isBlank();
        this.mongodbUri = embedded ? EmbeddedMongodb.uri(ports.mongodb()) : given;
    }

    static BenchProcesses start(Path root) throws IOException, JOSEException, InterruptedException {
        Path folder = Files.createTempDirectory(Files.createDirectories(root.resolve("bench/target")), "run");
        BenchProcesses processes = new BenchProcesses(folder, BenchRealm.start());
        try {
            if (processes.embedded) {
                processes.launch(
                        "mongodb",
                        List.of(
                                "-Xmx1g",
                                "-cp",
                                System.getProperty("java.class.path"),
                                EmbeddedMongodb.class.getName(),
                                Integer.toString(processes.ports.mongodb()),
                                folder.resolve("data.mv").toString()),
                        Map.of(),
                        Readiness.tcp("127.0.0.1", processes.ports.mongodb()));
            }
            processes.serve(
                    "funds-service",
                    processes.ports.fundsService(),
                    List.of(
                            "-jar",
                            root.resolve("funds-service/target/funds-service.jar")
                                    .toString()));
            processes.serve(
                    "versioned-loop",
                    processes.ports.providersService(),
                    List.of("-cp", System.getProperty("java.class.path"), VersionedLoopApplication.class.getName()));
            return processes;
        } catch (IOException | JOSEException | InterruptedException | RuntimeException e) {
            processes.close();
            throw e;
        }
    }

    private void serve(String name, int port, List<String> program)
            throws IOException, JOSEException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("-Xmx1g"));
        arguments.addAll(program);
        launch(
                name,
                arguments,
                Map.of(
                        "MONGODB_URI",
                        mongodbUri,
                        "MONGODB_DATABASE",
                        databaseName,
                        "KEYCLOAK_ISSUER_URI",
                        realm.issuer(),
                        "GRPC_ADDRESS",
                        "127.0.0.1",
                        "GRPC_PORT",
                        Integer.toString(port)),
                Readiness.grpcHealth(port));
    }

    private void launch(String name, List<String> arguments, Map<String, String> environment, Readiness readiness)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(OPTIONS);
        if (Boolean.getBoolean("bench.profile")) {
            command.add("-XX:StartFlightRecording:settings=profile,dumponexit=true,filename="
                    + folder.resolve(name + ".jfr"));
        }
        command.addAll(arguments);
        Path log = folder.resolve(name + ".log");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(new HashMap<>(environment));
        Process process = builder.start();
        started.add(process);
        while (!readiness.isReady()) {
            if (!process.isAlive()) {
                throw new IllegalStateException(name + " ended by itself, see " + log);
            }
            Thread.sleep(100);
        }
    }

    String token() throws JOSEException {
        return realm.token();
    }

    int fundsServicePort() {
        return ports.fundsService();
    }

    int versionedLoopPort() {
        return ports.providersService();
    }

    String mongodbUri() {
        return mongodbUri;
    }

    String databaseName() {
        return databaseName;
    }

    /** What stores the data, in words. */
    String mongodb() {
        return embedded
                ? "the embedded server of module local (mongo-java-server, one file)"
                : "the MongoDB of MONGODB_URI";
    }

    @Override
    public void close() {
        for (Process process : started.reversed()) {
            process.destroy();
            try {
                if (!process.waitFor(20, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException e) {
                process.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        }
        realm.close();
    }
}
