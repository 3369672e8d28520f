package opcc.tracker.bench;

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

/** The processes that are measured, beside a MongoDB (that of {@code MONGODB_URI} if set). */
final class BenchProcesses implements AutoCloseable {

    /** Of no secret worth: bytes 0 to 31. */
    private static final String PSEUDONYM_KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    private static final List<String> OPTIONS =
            List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow");

    private static final String HEAP = System.getProperty("bench.heap", "1g");

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

    /** The MongoDB, funds-service and the versioned loop. */
    static BenchProcesses ofTheLedger(Path root) throws Exception {
        return start(root, processes -> {
            processes.serve("funds-service", processes.ports.fundsService(), jar(root, "funds-service"), Map.of());
            processes.serve(
                    "versioned-loop",
                    processes.ports.providersService(),
                    List.of("-cp", System.getProperty("java.class.path"), VersionedLoopApplication.class.getName()),
                    Map.of());
        });
    }

    /** The MongoDB and outcomes-service, which asks the register at this address. */
    static BenchProcesses ofOutcomes(Path root, String registerAddress, Map<String, String> environment)
            throws Exception {
        Map<String, String> all = new HashMap<>(environment);
        all.put("PROVIDERS_SERVICE_ADDRESS", registerAddress);
        return start(
                root,
                processes -> processes.serve(
                        "outcomes-service", processes.ports.outcomesService(), jar(root, "outcomes-service"), all));
    }

    private static List<String> jar(Path root, String module) {
        return List.of(
                "-jar", root.resolve(module + "/target/" + module + ".jar").toString());
    }

    /** Starts processes beside the MongoDB. */
    private interface Starting {
        void start(BenchProcesses processes) throws Exception;
    }

    private static BenchProcesses start(Path root, Starting others) throws Exception {
        Path folder = Files.createTempDirectory(Files.createDirectories(root.resolve("bench/target")), "run");
        BenchProcesses processes = new BenchProcesses(folder, BenchRealm.start());
        try {
            if (processes.embedded) {
                processes.launch(
                        "mongodb",
                        List.of(
                                "-Xmx" + HEAP,
                                "-cp",
                                System.getProperty("java.class.path"),
                                EmbeddedMongodb.class.getName(),
                                Integer.toString(processes.ports.mongodb()),
                                folder.resolve("data.mv").toString()),
                        Map.of(),
                        Readiness.tcp("127.0.0.1", processes.ports.mongodb()));
            }
            others.start(processes);
            return processes;
        } catch (Exception e) {
            processes.close();
            throw e;
        }
    }

    private void serve(String name, int port, List<String> program, Map<String, String> more)
            throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("-Xmx" + HEAP));
        arguments.addAll(program);
        Map<String, String> environment = new HashMap<>(more);
        environment.put("MONGODB_URI", mongodbUri);
        environment.put("MONGODB_DATABASE", databaseName);
        environment.put("KEYCLOAK_ISSUER_URI", realm.issuer());
        environment.put("PSEUDONYM_KEY", PSEUDONYM_KEY);
        environment.put("GRPC_ADDRESS", "127.0.0.1");
        environment.put("GRPC_PORT", Integer.toString(port));
        launch(name, arguments, environment, Readiness.grpcHealth(port));
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
        builder.environment().putAll(environment);
        Process process = builder.start();
        started.add(process);
        while (!readiness.isReady()) {
            if (!process.isAlive()) {
                throw new IllegalStateException(name + " ended by itself, see " + log);
            }
            Thread.sleep(100);
        }
    }

    BenchRealm realm() {
        return realm;
    }

    int fundsServicePort() {
        return ports.fundsService();
    }

    int versionedLoopPort() {
        return ports.providersService();
    }

    int outcomesServicePort() {
        return ports.outcomesService();
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
