package opcc.tracker.gatewaybench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import opcc.tracker.bench.BenchRealm;
import opcc.tracker.bench.Machine;
import opcc.tracker.v1.ApproveDrawRequest;

/**
 * {@code ./tracker bench gateway}: an approval through this gateway, through Spring Cloud Gateway's filter JsonToGrpc, through
 * Armeria's transcoder and by gRPC directly, in turns, with the same service behind and the same check of the token.
 */
public final class GatewayBench {

    private static final String DRAW = "funds/bench/draws/";

    private final Path root = Path.of(System.getProperty("bench.root", "")).toAbsolutePath();
    private final int rounds = Integer.getInteger("bench.rounds", 3);
    private final long millis = Long.getLong("bench.millis", 2_000);
    private final long warmUpMillis = Long.getLong("bench.warmUpMillis", 10_000);
    private final List<Integer> connections = Machine.numbers("bench.connections", "1,64,512");
    private final List<Integer> delays = Machine.numbers("bench.delays", "0,20");

    /** Those to be measured; all if empty. For a profile of one of them, never for a comparison. */
    private final List<String> only = Arrays.stream(
                    System.getProperty("bench.only", "").split(","))
            .filter(name -> !name.isBlank())
            .toList();

    private GatewayBench() {}

    /** Measures, prints, and writes the table to {@code gateway-bench/target/gateway.md}. */
    public static void main(String[] arguments) throws Exception {
        new GatewayBench().run();
    }

    private void run() throws Exception {
        Path folder = Files.createTempDirectory(Files.createDirectories(root.resolve("gateway-bench/target")), "run");
        try (BenchRealm realm = BenchRealm.start();
                Processes processes = new Processes(folder)) {
            List<Contender> contenders = contenders(processes, folder, realm).stream()
                    .filter(contender -> only.isEmpty() || only.contains(contender.name()))
                    .toList();
            for (Contender contender : contenders) {
                Latencies warm = Load.of(() -> contender.callers().open(false), 64, warmUpMillis);
                System.out.printf(
                        Locale.UK,
                        "%s: warmed up, %,.0f/s, %d failed%n",
                        contender.name(),
                        warm.perSecond(),
                        warm.failed());
                if (warm.sorted().length == 0) {
                    throw new IllegalStateException(contender.name() + " answers nothing, see " + folder);
                }
            }
            StringBuilder table = new StringBuilder(String.format(
                    Locale.UK,
                    "%s heap of at most %s each.%nMedians of %d interleaved rounds of %.1f s: answers/s, then the"
                        + " 50th, 99th and 99.9th percentile in ms.%n%n| backend | connections | %s |%n| ---: | ---:"
                        + " |%s%n",
                    Machine.described(),
                    System.getProperty("bench.heap", "256m"),
                    rounds,
                    millis / 1_000.0,
                    String.join(" | ", contenders.stream().map(Contender::name).toList()),
                    " --- |".repeat(contenders.size())));
            for (int delay : delays) {
                for (int by : connections) {
                    String line = line(contenders, delay, by);
                    System.out.print(line);
                    table.append(line);
                }
            }
            table.append(memory(contenders));
            System.out.println(table);
            Files.writeString(root.resolve("gateway-bench/target/gateway.md"), table);
        }
    }

    private static List<Contender> contenders(Processes processes, Path folder, BenchRealm realm) throws Exception {
        int plain = Processes.freePort();
        int tls = Processes.freePort();
        int checked = Processes.freePort();
        Process backend =
                processes.main(Backend.class, checked, plain, tls, checked, Processes.keyStore(folder), realm.issuer());
        int ours = Processes.freePort();
        Map<String, String> environment = new TreeMap<>(Map.of(
                "SERVER_PORT", Integer.toString(ours),
                "KEYCLOAK_ISSUER_URI", realm.issuer(),
                "RATE_LIMIT_PER_MINUTE", "0"));
        List.of("PROVIDERS", "FUNDS", "OUTCOMES")
                .forEach(service -> environment.put(service + "_SERVICE_ADDRESS", "127.0.0.1:" + plain));
        Process gateway = processes.jar(jar(), ours, environment);
        int armeriaPort = Processes.freePort();
        Process armeria = processes.main(ArmeriaGateway.class, armeriaPort, armeriaPort, plain, realm.issuer());
        int stockPort = Processes.freePort();
        Process stock = processes.main(StockGateway.class, stockPort, stockPort, tls, realm.issuer());
        String token = realm.finance();
        return List.of(
                new Contender("this gateway", gateway, slow -> http(ours, token, slow)),
                new Contender("Armeria", armeria, slow -> http(armeriaPort, token, slow)),
                new Contender("JsonToGrpc", stock, slow -> http(stockPort, token, slow)),
                new Contender(
                        "direct gRPC",
                        backend,
                        slow -> new GrpcCaller(
                                checked,
                                token,
                                ApproveDrawRequest.newBuilder()
                                        .setName(draw(slow))
                                        .build())));
    }

    private static Path jar() {
        return Path.of(System.getProperty("bench.root", "")).toAbsolutePath().resolve("gateway/target/gateway.jar");
    }

    private static Caller http(int port, String token, boolean slow) {
        return new HttpCaller(port, "/v1/" + draw(slow) + ":approve", token, "{\"name\":\"" + draw(slow) + "\"}");
    }

    private static String draw(boolean slow) {
        return DRAW + (slow ? Backend.SLOW : "quick");
    }

    private String line(List<Contender> contenders, int delay, int by) throws Exception {
        List<List<Latencies>> measured = new ArrayList<>();
        contenders.forEach(contender -> measured.add(new ArrayList<>()));
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < contenders.size(); i++) {
                Contender contender = contenders.get(i);
                measured.get(i).add(Load.of(() -> contender.callers().open(delay > 0), by, millis));
            }
        }
        StringBuilder line = new StringBuilder("| " + delay + " ms | " + by + " |");
        measured.forEach(of -> line.append(' ').append(cell(of)).append(" |"));
        return line.append('\n').toString();
    }

    /** The round with the middle throughput. */
    private static String cell(List<Latencies> rounds) {
        List<Latencies> sorted = rounds.stream()
                .sorted(Comparator.comparingDouble(Latencies::perSecond))
                .toList();
        Latencies middle = sorted.get(sorted.size() / 2);
        long failed = rounds.stream().mapToLong(Latencies::failed).sum();
        return String.format(
                Locale.UK,
                "%,.0f; %.2f, %.1f, %.1f%s",
                middle.perSecond(),
                middle.millis(500),
                middle.millis(990),
                middle.millis(999),
                failed > 0 ? String.format(Locale.UK, "; %,d failed", failed) : "");
    }

    private static String memory(List<Contender> contenders) throws Exception {
        StringBuilder line = new StringBuilder("| memory, MB: now, most | |");
        for (Contender contender : contenders) {
            line.append(contender.name().equals("direct gRPC") ? " (backend) " : " ")
                    .append(contender.megabytes("VmRSS"))
                    .append(", ")
                    .append(contender.megabytes("VmHWM"))
                    .append(" |");
        }
        return line.append('\n').toString();
    }
}
