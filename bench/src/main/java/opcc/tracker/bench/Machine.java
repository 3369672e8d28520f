package opcc.tracker.bench;

import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What figures were measured on, and how rounds of them become one. */
public final class Machine {

    private Machine() {}

    /** The day, the processors, the Java and what else the machine has to do. */
    public static String described() {
        return String.format(
                Locale.UK,
                "%s, %d processors (%s), load %.1f, Java %s,",
                LocalDate.now(Clock.systemUTC()),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.arch"),
                load(),
                System.getProperty("java.version"));
    }

    /** How many threads wanted a processor in the last minute, those of the bench among them; below 0 if not known. */
    static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    /** The middle of the values. */
    static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    /** The whole numbers of an option, separated by commas. */
    public static List<Integer> numbers(String property, String otherwise) {
        return Stream.of(System.getProperty(property, otherwise).split(","))
                .map(Integer::valueOf)
                .toList();
    }
}
