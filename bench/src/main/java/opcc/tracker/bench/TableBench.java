package opcc.tracker.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import opcc.tracker.v1.GetOutcomeTableRequest;

/**
 * Measures how long a table takes, of quarters of few records and of many, in turns: the same questions to all, first
 * when nobody has asked before, then again.
 */
final class TableBench {

    private static final List<String> QUARTERS = List.of("2025-26 Q1", "2025-26 Q2", "2025-26 Q3");
    private static final List<String> DIMENSIONS = List.of(
            "nrmStage",
            "exploitationTypes",
            "ageBand",
            "sex",
            "engagement",
            "nationalityGroup",
            "firstResponder",
            "accommodationOutcome",
            "endReason",
            "region");
    private static final int BATCH = 1_000;
    private static final int REPORTERS = 8;
    private static final long SEED = 9;

    private final List<Integer> records = Machine.numbers("bench.records", "10000,100000,1000000");
    private final int questions = Integer.getInteger("bench.questions", 2_000);
    private final Path root;
    private final Consumer<String> print;

    TableBench(Path root, Consumer<String> print) {
        this.root = root;
        this.print = print;
    }

    /** Gives the table in Markdown. */
    String run() throws Exception {
        try (OneRegister register = new OneRegister();
                BenchProcesses processes = BenchProcesses.ofOutcomes(root, register.address(), Map.of());
                TableCalls tables = new TableCalls(
                        processes.outcomesServicePort(), processes.realm().analyst())) {
            StringBuilder table = new StringBuilder();
            List<Long> seconds = new ArrayList<>();
            for (int i = 0; i < records.size(); i++) {
                report(processes, QUARTERS.get(i), records.get(i));
                seconds.add(tables.freeze(QUARTERS.get(i)));
                print.accept(records.get(i) + " records: frozen in " + seconds.getLast() + " s");
            }
            table.append(String.format(
                    Locale.UK,
                    "%s on %s.%n%,d questions to each quarter in turns, by one caller over gRPC; ms. Freezing took %s"
                            + " s.%n%n| questions | records | cells of an answer | median | 99th percentile | slowest |"
                            + " times the median of the first |%n| --- | ---: | ---: | ---: | ---: | ---: | ---: |%n",
                    Machine.described(),
                    processes.mongodb(),
                    questions,
                    seconds));
            warmUp(tables);
            for (String places : List.of("one area", "the country")) {
                List<GetOutcomeTableRequest> asked = questions(places.equals("one area"));
                for (String turn : List.of("first time", "again")) {
                    table.append(lines(places + ", " + turn, measure(tables, asked)));
                }
            }
            return table.toString();
        }
    }

    private static void report(BenchProcesses processes, String quarter, int records) throws Exception {
        try (BatchCalls provider = new BatchCalls(
                processes.outcomesServicePort(), processes.realm().provider(), quarter)) {
            provider.report(BATCH, records / BATCH, REPORTERS);
        }
    }

    /** Of a first quarter's questions of another seed, so that none of those that are measured has been asked. */
    private void warmUp(TableCalls tables) {
        Random random = new Random(SEED + 1);
        for (int i = 0; i < 3_000; i++) {
            tables.ask(question(random, true)
                    .setQuarter(QUARTERS.get(i % records.size()))
                    .build());
        }
    }

    private List<GetOutcomeTableRequest> questions(boolean ofAnArea) {
        Random random = new Random(SEED);
        return Stream.generate(() -> question(random, ofAnArea).build())
                .distinct()
                .limit(ofAnArea ? questions : Math.min(questions, 300))
                .toList();
    }

    private static GetOutcomeTableRequest.Builder question(Random random, boolean ofAnArea) {
        List<String> dimensions = new ArrayList<>(DIMENSIONS);
        Collections.shuffle(dimensions, random);
        return GetOutcomeTableRequest.newBuilder()
                .setArea(ofAnArea ? OneRegister.area(random.nextInt(1_000)) : "")
                .addAllDimensions(dimensions.subList(0, 1 + random.nextInt(3)));
    }

    /**
     * What came of the questions to a quarter.
     *
     * @param nanos how long each took, the shortest first once all are asked
     * @param cells how many cells the answers had
     */
    @SuppressWarnings("ArrayRecordComponent") // one for each line of the table, never compared
    private record Answered(long[] nanos, AtomicLong cells) {}

    private List<Answered> measure(TableCalls tables, List<GetOutcomeTableRequest> asked) {
        List<Answered> answered = records.stream()
                .map(each -> new Answered(new long[asked.size()], new AtomicLong()))
                .toList();
        for (int question = 0; question < asked.size(); question++) {
            for (int turn = 0; turn < records.size(); turn++) {
                int quarter = (question + turn) % records.size();
                GetOutcomeTableRequest request = asked.get(question).toBuilder()
                        .setQuarter(QUARTERS.get(quarter))
                        .build();
                long begun = System.nanoTime();
                int cells = tables.ask(request).getCellsCount();
                answered.get(quarter).nanos()[question] = System.nanoTime() - begun;
                answered.get(quarter).cells().addAndGet(cells);
            }
        }
        answered.forEach(each -> Arrays.sort(each.nanos()));
        return answered;
    }

    private String lines(String what, List<Answered> answered) {
        StringBuilder lines = new StringBuilder();
        IntStream.range(0, records.size()).forEach(i -> {
            long[] of = answered.get(i).nanos();
            lines.append(String.format(
                    Locale.UK,
                    "| %s | %,d | %,d | %.2f | %.2f | %.2f | %.2f |%n",
                    what,
                    records.get(i),
                    answered.get(i).cells().get() / of.length,
                    at(of, 50),
                    at(of, 99),
                    at(of, 100),
                    at(of, 50) / at(answered.getFirst().nanos(), 50)));
        });
        print.accept(lines.toString());
        return lines.toString();
    }

    private static double at(long[] sorted, int percent) {
        return sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)] / 1e6;
    }
}
