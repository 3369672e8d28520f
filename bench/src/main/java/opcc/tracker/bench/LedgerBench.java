package opcc.tracker.bench;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import opcc.tracker.kit.store.MongoConnection;

/** Measures the three ways in turns, so that whatever else the machine does meets all of them. */
final class LedgerBench {

    /** How many funds "many" are. */
    static final int WIDE = 1_000;

    private final List<Integer> funds = Machine.numbers("bench.funds", "1," + WIDE);
    private final List<Integer> callers = Machine.numbers("bench.callers", "1,8,64,512");
    private final int rounds = Integer.getInteger("bench.rounds", 5);
    private final long millis = Long.getLong("bench.millis", 2_000);
    private final long warmUpMillis = Long.getLong("bench.warmUpMillis", 10_000);
    private final Path root;
    private final Consumer<String> print;

    LedgerBench(Path root, Consumer<String> print) {
        this.root = root;
        this.print = print;
    }

    void run() throws Exception {
        try (BenchProcesses processes = BenchProcesses.ofTheLedger(root);
                MongoClient client = MongoConnection.open(processes.mongodbUri(), "bench");
                ThroughGrpc ledger = new ThroughGrpc(
                        processes.fundsServicePort(), processes.realm().finance());
                ThroughGrpc loop = new ThroughGrpc(
                        processes.versionedLoopPort(), processes.realm().finance())) {
            MongoDatabase database = client.getDatabase(processes.databaseName());
            ledger.open();
            loop.open();
            List<Contender> contenders = List.of(ledger, loop, new RawInsertStore(database));
            warmUp(contenders);
            LedgerTable table = new LedgerTable(rounds, millis, processes.mongodb());
            for (int over : funds) {
                for (int by : callers) {
                    table.add(over, by, measure(contenders, over, by));
                }
            }
            database.drop();
            table.refused(ledger.refused(), loop.refused());
            String text = table.text();
            print.accept(text);
            Path file = root.resolve("bench/target/ledger.md");
            Files.writeString(file, text);
            print.accept("Written to " + root.relativize(file));
        }
    }

    /** Long enough for the compiler of each process: its threads and the callers share the processors. */
    private void warmUp(List<Contender> contenders) throws Exception {
        for (int callers : List.of(8, 64, 512)) {
            for (Contender contender : contenders) {
                contender.run(1, callers, warmUpMillis);
            }
        }
    }

    /** The figures of each contender, round by round. */
    private List<List<Double>> measure(List<Contender> contenders, int funds, int callers) throws Exception {
        List<List<Double>> perSecond = contenders.stream()
                .map(_ -> (List<Double>) new ArrayList<Double>())
                .toList();
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < contenders.size(); i++) {
                perSecond.get(i).add(contenders.get(i).run(funds, callers, millis));
            }
        }
        print.accept(funds + (funds == 1 ? " fund, " : " funds, ") + callers + " callers: "
                + perSecond.stream()
                        .map(values -> values.stream().map(Math::round).toList())
                        .toList());
        return perSecond;
    }
}
