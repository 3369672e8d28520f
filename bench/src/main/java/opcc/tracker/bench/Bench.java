package opcc.tracker.bench;

import java.nio.file.Path;

/** {@code java -jar bench/target/bench.jar ledger}, from the project's folder. */
public final class Bench {

    private Bench() {}

    /** Runs what the first argument names. */
    public static void main(String[] arguments) throws Exception {
        if (arguments.length != 1 || !arguments[0].equals("ledger")) {
            System.err.println("Usage: java -jar bench/target/bench.jar ledger");
            System.exit(2);
        }
        // Not called logback.xml: the services that are measured log as they always do.
        System.setProperty("logback.configurationFile", "bench-log.xml");
        new LedgerBench(Path.of(System.getProperty("bench.root", "")).toAbsolutePath(), System.out::println).run();
    }
}
