package opcc.tracker.bench;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.bson.Document;

/** Measures how fast outcomes are taken in, beside raw inserts of the same documents, in turns. */
final class IngestBench {

    private final List<Integer> sizes = Machine.numbers("bench.sizes", "1000,100");
    private final List<Integer> callers = Machine.numbers("bench.callers", "1,8,64");
    private final int rounds = Integer.getInteger("bench.rounds", 5);
    private final long millis = Long.getLong("bench.millis", 2_000);
    private final long warmUpMillis = Long.getLong("bench.warmUpMillis", 10_000);
    private final Path root;
    private final Consumer<String> print;

    IngestBench(Path root, Consumer<String> print) {
        this.root = root;
        this.print = print;
    }

    /** Gives the table in Markdown. */
    String run() throws Exception {
        try (OneRegister register = new OneRegister();
                BenchProcesses processes = BenchProcesses.ofOutcomes(root, register.address(), Map.of());
                MongoClient client =
                        MongoClients.create(processes.mongodbUri()); // raw inserts may wait as long as they like
                BatchCalls service = new BatchCalls(
                        processes.outcomesServicePort(), processes.realm().provider())) {
            MongoDatabase database = client.getDatabase(processes.databaseName());
            List<Intake> ways = List.of(service, new RawBatches(database));
            for (int size : sizes) {
                for (Intake way : ways) {
                    way.run(size, 8, warmUpMillis);
                }
            }
            StringBuilder table = new StringBuilder(heading(processes.mongodb()));
            for (int size : sizes) {
                for (int by : callers) {
                    table.append(line(size, by, measure(ways, database, size, by)));
                }
            }
            database.drop();
            return table.append(String.format(
                            Locale.UK,
                            "%nCalls answered UNAVAILABLE in the whole run, in none of the figures: %,d.%n",
                            service.refused()))
                    .toString();
        }
    }

    private List<List<Double>> measure(List<Intake> ways, MongoDatabase database, int size, int by) throws Exception {
        List<List<Double>> perSecond = Stream.generate(() -> (List<Double>) new ArrayList<Double>())
                .limit(ways.size())
                .toList();
        for (int round = 0; round < rounds; round++) {
            database.getCollection("batches").deleteMany(new Document());
            database.getCollection("arrivals").deleteMany(new Document());
            for (int i = 0; i < ways.size(); i++) {
                perSecond.get(i).add(ways.get(i).run(size, by, millis));
            }
        }
        print.accept("batches of " + size + ", " + by + " callers: "
                + perSecond.stream()
                        .map(values -> values.stream().map(Math::round).toList())
                        .toList());
        return perSecond;
    }

    private String heading(String mongodb) {
        return String.format(
                Locale.UK,
                "%s on %s.%nMedians of %d interleaved rounds of %.1f s each; outcomes/s.%n%n"
                        + "| batch | callers | a: outcomes-service | b: insertMany of its documents | a/b |%n"
                        + "| ---: | ---: | ---: | ---: | ---: |%n",
                Machine.described(),
                mongodb,
                rounds,
                millis / 1_000.0);
    }

    private static String line(int size, int by, List<List<Double>> perSecond) {
        double service = Machine.median(perSecond.get(0));
        double raw = Machine.median(perSecond.get(1));
        return String.format(Locale.UK, "| %,d | %d | %,.0f | %,.0f | %.2f |%n", size, by, service, raw, service / raw);
    }
}
