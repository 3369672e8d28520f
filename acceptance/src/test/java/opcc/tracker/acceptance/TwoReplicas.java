package opcc.tracker.acceptance;

import com.mongodb.ConnectionString;
import com.mongodb.ServerAddress;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import opcc.tracker.local.mongodb.EmbeddedMongodb;
import opcc.tracker.local.processes.Part;
import opcc.tracker.local.processes.ProcessGroup;
import opcc.tracker.local.processes.Progress;
import opcc.tracker.local.processes.Readiness;
import opcc.tracker.local.processes.StackFailure;
import opcc.tracker.local.stack.Ports;
import opcc.tracker.local.stack.Stack;
import opcc.tracker.local.stack.StackConfig;
import opcc.tracker.v1.CreateFundRequest;
import opcc.tracker.v1.Fund;
import opcc.tracker.v1.FundsServiceGrpc;
import opcc.tracker.v1.FundsServiceGrpc.FundsServiceBlockingStub;
import opcc.tracker.v1.VerifyFundRequest;
import opcc.tracker.v1.VerifyFundResponse;

/**
 * Two processes of funds-service on one database of their own, which they reach through a {@link DatabaseProxy}, and a
 * gateway in front of the first. People sign in at the Keycloak of the live tracker.
 */
final class TwoReplicas implements AutoCloseable {

    /** Of no secret worth: bytes 0 to 31. */
    static final String PSEUDONYM_KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    private final Path root = Path.of(System.getProperty("tracker.root"));
    private final StackConfig config = StackConfig.of(root);
    private final Ports ports = Ports.free();
    private final String databaseName = "funds_" + UUID.randomUUID().toString().replace("-", "");
    private final Stack live;
    private final String databaseUri;
    private final DatabaseProxy proxy;
    private final ProcessGroup processes;
    private final List<Part> replicas;
    private final List<ManagedChannel> channels;

    private TwoReplicas(Stack live, Path state) throws StackFailure, InterruptedException {
        this.live = live;
        String given = System.getenv("TRACKER_TEST_MONGODB_URI");
        boolean embedded = given == null || given.isBlank();
        this.databaseUri = embedded ? EmbeddedMongodb.uri(ports.mongodb()) : given;
        ServerAddress database =
                new ServerAddress(new ConnectionString(databaseUri).getHosts().getFirst());
        this.proxy = new DatabaseProxy(new InetSocketAddress(database.getHost(), database.getPort()));
        this.replicas = List.of(replica("funds-1", ports.fundsService()), replica("funds-2", ports.providersService()));
        this.channels = List.of(channel(ports.fundsService()), channel(ports.providersService()));
        this.processes = ProcessGroup.open(
                state.resolve("run"), state.resolve("logs"), Duration.ofSeconds(170), Progress.SILENT);
        List<Part> parts = new ArrayList<>(replicas);
        if (embedded) {
            parts.add(EmbeddedMongodb.part(config.java(), state.resolve("mongodb"), ports.mongodb()));
        }
        parts.add(gateway());
        processes.start(parts);
    }

    static TwoReplicas start(Stack live) throws Exception {
        Path state = Files.createTempDirectory(
                Files.createDirectories(Path.of(System.getProperty("tracker.state"))), "faults");
        return new TwoReplicas(live, state);
    }

    private Part replica(String name, int port) {
        Map<String, String> environment = realm();
        environment.put("MONGODB_URI", throughTheProxy());
        environment.put("MONGODB_DATABASE", databaseName);
        environment.put("PSEUDONYM_KEY", PSEUDONYM_KEY);
        environment.put("GRPC_ADDRESS", "127.0.0.1");
        environment.put("GRPC_PORT", Integer.toString(port));
        return new Part(
                name,
                Part.Preparation.NONE,
                command("funds-service"),
                environment,
                port,
                Readiness.grpcHealth(port),
                Set.of(EmbeddedMongodb.NAME),
                1);
    }

    /** The same database, its only host replaced by the proxy, and no other looked for behind it. */
    private String throughTheProxy() {
        String hosts = String.join(",", new ConnectionString(databaseUri).getHosts());
        String uri = databaseUri.replace(hosts, "127.0.0.1:" + proxy.port());
        return uri + (uri.contains("?") ? "&" : uri.indexOf('/', "mongodb://".length()) < 0 ? "/?" : "?")
                + "directConnection=true";
    }

    private Part gateway() {
        Map<String, String> environment = realm();
        environment.put("SERVER_ADDRESS", "127.0.0.1");
        environment.put("SERVER_PORT", Integer.toString(ports.gateway()));
        environment.put("RATE_LIMIT_PER_MINUTE", "0"); // sixty-four clients are a few people here
        environment.put("FUNDS_SERVICE_ADDRESS", "127.0.0.1:" + ports.fundsService());
        environment.put("PROVIDERS_SERVICE_ADDRESS", live.grpcAddress("providers-service"));
        environment.put("OUTCOMES_SERVICE_ADDRESS", live.grpcAddress("outcomes-service"));
        return new Part(
                "gateway",
                Part.Preparation.NONE,
                command("gateway"),
                environment,
                ports.gateway(),
                Readiness.http(gatewayUrl().resolve("/actuator/health")),
                Set.of(),
                2);
    }

    private Map<String, String> realm() {
        Map<String, String> environment = new HashMap<>();
        environment.put("KEYCLOAK_ISSUER_URI", live.realm().issuer().toString());
        environment.put("KEYCLOAK_JWKS_URI", live.realm().keys().toString());
        return environment;
    }

    private List<String> command(String module) {
        return List.of(
                config.java().toString(),
                "-Xmx192m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-jar",
                root.resolve(module).resolve("target").resolve(module + ".jar").toString());
    }

    private static ManagedChannel channel(int port) {
        return NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
    }

    URI gatewayUrl() {
        return URI.create("http://127.0.0.1:" + ports.gateway());
    }

    DatabaseProxy database() {
        return proxy;
    }

    /** The database itself, past the proxy. */
    String databaseUri() {
        return databaseUri;
    }

    String databaseName() {
        return databaseName;
    }

    /** The gRPC channel of each replica. */
    List<ManagedChannel> channels() {
        return channels;
    }

    /** Opens a fund without money, and returns its name. */
    String openFund(String id, String token) {
        return funds(0, token)
                .createFund(CreateFundRequest.newBuilder()
                        .setFundId(id)
                        .setFund(Fund.newBuilder().setDisplayName("A fund").setArea("west-mercia"))
                        .build())
                .getName();
    }

    /** What a replica finds when it re-computes a fund's ledger. */
    VerifyFundResponse verify(int replica, String fund, String token) {
        return funds(replica, token)
                .verifyFund(VerifyFundRequest.newBuilder().setName(fund).build());
    }

    /** The calls of a replica, for the person whose token this is. */
    FundsServiceBlockingStub funds(int replica, String token) {
        return FundsServiceGrpc.newBlockingStub(channels.get(replica))
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(FaultLoad.headers(token)))
                .withDeadlineAfter(30, TimeUnit.SECONDS);
    }

    /** Ends a replica at once, as {@code kill -9} does. */
    void kill(int replica) {
        ProcessHandle process = processes.process(replicas.get(replica).name());
        process.destroyForcibly();
        process.onExit().join();
    }

    /** Starts a killed replica and waits until it is ready. */
    void startAgain(int replica) throws StackFailure, InterruptedException {
        processes.start(replicas.get(replica));
        channels.get(replica).resetConnectBackoff();
    }

    @Override
    public void close() {
        channels.forEach(ManagedChannel::shutdownNow);
        try (MongoClient client = MongoClients.create(databaseUri)) {
            client.getDatabase(databaseName).drop();
        }
        proxy.mend();
        processes.close();
        proxy.close();
    }
}
