package opcc.tracker.bench.quality;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import opcc.tracker.disclosure.protection.Protected;
import opcc.tracker.disclosure.protection.Protection;
import opcc.tracker.disclosure.protection.Status;
import opcc.tracker.disclosure.protection.Summary;
import opcc.tracker.disclosure.rounding.SecretSeed;
import opcc.tracker.disclosure.rounding.SmallCountRounding;
import opcc.tracker.disclosure.suppression.Suppression;
import opcc.tracker.disclosure.table.Table;

/** Protects one generated table by one method and prints what it cost: a process, so that its memory is its own. */
public final class ProtectOne {

    private static final int BASE = 5;
    /** Of no secret worth. */
    private static final byte[] SEED = new byte[SecretSeed.LEAST_BYTES];

    private ProtectOne() {}

    /** Takes the method and the table's word. */
    public static void main(String[] arguments) throws IOException {
        boolean rounding = arguments[0].equals(SmallCountRounding.NAME);
        Protection protection =
                rounding ? new SmallCountRounding(BASE, SecretSeed.of(SEED)) : new Suppression(BASE, true);
        Table table = new Sample(arguments[1]).table();
        long begun = System.nanoTime();
        Protected result = protection.protect(table);
        double seconds = (System.nanoTime() - begun) / 1e9;
        Summary summary = new Summary(table, result);
        long people = 0;
        for (int i = 0; i < table.innerCount(); i++) {
            people += table.inner(i);
        }
        System.out.println(new Cost(
                        table.innerCount(),
                        table.publishedCount(),
                        people,
                        summary.largestError(),
                        summary.meanError(),
                        summary.count(Status.PRIMARY),
                        summary.count(Status.SECONDARY),
                        summary.lostInner(),
                        result.objective(),
                        result.provenBound(),
                        result.optimal(),
                        seconds,
                        megabytes())
                .line());
    }

    /** The most memory that the process held at once, a solver's included; where the system does not say, its heap's. */
    private static long megabytes() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (Files.isReadable(status)) {
            try (Stream<String> lines = Files.lines(status)) {
                return lines.filter(line -> line.startsWith("VmHWM:"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024)
                        .findFirst()
                        .orElse(0);
            }
        }
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                        .filter(pool -> pool.getType() == MemoryType.HEAP)
                        .mapToLong(pool -> pool.getPeakUsage().getUsed())
                        .sum()
                >> 20;
    }
}
