package opcc.tracker.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import opcc.tracker.bench.quality.DisclosureBench;

/** {@code java -jar bench/target/bench.jar ledger|outcomes|ingest|disclosure|tables}, from the project's folder. */
public final class Bench {

    private static final String USAGE =
            "Usage: java -jar bench/target/bench.jar ledger|outcomes|ingest|disclosure|tables";

    private final Path root = Path.of(System.getProperty("bench.root", "")).toAbsolutePath();

    private Bench() {}

    /** Runs what the first argument names. */
    public static void main(String[] arguments) throws Exception {
        // Not called logback.xml: the services that are measured log as they always do.
        System.setProperty("logback.configurationFile", "bench-log.xml");
        new Bench().run(arguments.length == 1 ? arguments[0] : "");
    }

    private void run(String what) throws Exception {
        switch (what) {
            case "ledger" -> new LedgerBench(root, System.out::println).run();
            case "outcomes" -> {
                ingest();
                tables();
                disclosure();
            }
            case "ingest" -> ingest();
            case "tables" -> tables();
            case "disclosure" -> disclosure();
            default -> {
                System.err.println(USAGE);
                System.exit(2);
            }
        }
    }

    private void ingest() throws Exception {
        write("ingest", new IngestBench(root, System.out::println).run());
    }

    private void tables() throws Exception {
        write("tables", new TableBench(root, System.out::println).run());
    }

    private void disclosure() throws Exception {
        write("disclosure", new DisclosureBench(System.out::println).run());
    }

    private void write(String name, String table) throws Exception {
        System.out.println(table);
        Path file = root.resolve("bench/target/" + name + ".md");
        Files.writeString(file, table);
        System.out.println("Written to " + root.relativize(file));
    }
}
