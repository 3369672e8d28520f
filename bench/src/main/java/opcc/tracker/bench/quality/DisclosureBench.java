package opcc.tracker.bench.quality;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import opcc.tracker.bench.Machine;
import opcc.tracker.disclosure.rounding.SmallCountRounding;
import opcc.tracker.disclosure.suppression.Suppression;

/** Measures rounding and suppression on generated tables, each in a process of its own. */
public final class DisclosureBench {

    /** Each ends within the usual limit on two processors. */
    private static final String TABLES = "full-20x25,full-40x50,full-12x12x14,full-20x25x20,full-25x40x50,"
            + "sparse-500-2,sparse-500-4,sparse-2000-3,sparse-5000-4,sparse-50000-3";
    /** Need minutes each, some of them many. */
    private static final String LARGE = ",sparse-10000-4,sparse-50000-4,sparse-50000-5";

    private final String[] tables = System.getProperty(
                    "bench.tables", TABLES + (Boolean.getBoolean("bench.large") ? LARGE : ""))
            .split(",");
    private final int limitSeconds =
            Integer.getInteger("bench.limitSeconds", Boolean.getBoolean("bench.large") ? 1_800 : 90);
    private final String heap = System.getProperty("bench.tableHeap", "4g");
    private final Consumer<String> print;

    /** Tells {@code print} of each table as it is done. */
    public DisclosureBench(Consumer<String> print) {
        this.print = print;
    }

    /** Gives the table in Markdown. */
    public String run() throws IOException, InterruptedException {
        StringBuilder text = new StringBuilder(String.format(
                Locale.UK,
                "%s heap of at most %s, at most %,d s for each table and method. Base 5, groups protected, samples of"
                    + " seed %d.%n%n| table | inner | published | people | rounding: largest error | mean error | |"
                    + " seconds | MB | suppression: primary | secondary | people lost (inner cells) | | seconds | MB"
                    + " |%n| --- | ---: | ---: | ---: | ---: | ---: | --- | ---: | ---: | ---: | ---: | ---: | --- |"
                    + " ---: | ---: |%n",
                Machine.described(),
                heap,
                limitSeconds,
                Sample.SEED));
        for (String word : tables) {
            Optional<Cost> rounding = protect(SmallCountRounding.NAME, word);
            Optional<Cost> suppression = protect(Suppression.METHOD, word);
            String line = line(new Sample(word), rounding, suppression);
            print.accept(line.strip());
            text.append(line);
        }
        return text.toString();
    }

    private Optional<Cost> protect(String method, String word) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx" + heap,
                        "-XX:+UseSerialGC",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ProtectOne.class.getName(),
                        method,
                        word))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        if (!process.waitFor(limitSeconds, TimeUnit.SECONDS)) { // one line fits into the pipe
            process.destroyForcibly().waitFor();
            return Optional.empty();
        }
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (process.exitValue() != 0) {
            throw new IllegalStateException(method + " of " + word + " ended with " + process.exitValue());
        }
        return Optional.of(Cost.parse(said.substring(said.lastIndexOf('\n') + 1)));
    }

    private String line(Sample sample, Optional<Cost> rounding, Optional<Cost> suppression) {
        String size = rounding.or(() -> suppression)
                .map(cost -> String.format(Locale.UK, "%,d | %,d | %,d", cost.inner(), cost.published(), cost.people()))
                .orElse("| | ");
        return "| " + sample.title() + " | " + size + " | "
                + rounding.map(cost -> String.format(
                                Locale.UK,
                                "%,d | %.2f | %s | %.1f | %,d",
                                cost.largest(),
                                cost.mean(),
                                cost.proof(),
                                cost.seconds(),
                                cost.megabytes()))
                        .orElse("| | stopped | over " + limitSeconds + " | ")
                + " | "
                + suppression
                        .map(cost -> String.format(
                                Locale.UK,
                                "%,d | %,d | %,d | %s | %.1f | %,d",
                                cost.primary(),
                                cost.secondary(),
                                cost.lost(),
                                cost.proof(),
                                cost.seconds(),
                                cost.megabytes()))
                        .orElse("| | | stopped | over " + limitSeconds + " | ")
                + " |\n";
    }
}
