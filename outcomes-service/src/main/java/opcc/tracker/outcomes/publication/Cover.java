package opcc.tracker.outcomes.publication;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import opcc.tracker.outcomes.cube.ProtectionWords;
import opcc.tracker.outcomes.publication.Publication.Fact;
import opcc.tracker.v1.QuarterBasis;
import opcc.tracker.v1.QuarterStateEnum.QuarterState;

/** What stands on the cover of every file. */
final class Cover {

    private static final Set<String> SMALL_WORDS = Set.of("and", "of");

    private Cover() {}

    /**
     * What is said of a table.
     *
     * @param area code of the police area; empty for England and Wales
     * @param period what the figures are of, in words
     * @param units in what they are counted
     * @param quarters the quarters that they are computed from
     * @param today the day on which the file is made
     */
    static List<Fact> facts(String area, String period, String units, List<QuarterBasis> quarters, LocalDate today) {
        List<Fact> facts = new ArrayList<>(List.of(
                new Fact(
                        "Source",
                        "Victim support tracker: outcomes as reported by commissioned services. Not an official"
                                + " statistic."),
                new Fact("Area", area(area)),
                new Fact("Period", period),
                new Fact("Units", units)));
        quarters.forEach(quarter -> facts.add(new Fact("Revision", revision(quarter))));
        facts.add(new Fact("Protection", ProtectionWords.ROUNDING));
        quarters.stream().filter(Cover::isFrozen).forEach(quarter -> facts.add(new Fact("Error", error(quarter))));
        facts.add(new Fact("Synthetic", synthetic(quarters)));
        facts.add(new Fact("Made on", today.toString()));
        return facts;
    }

    /** An area in words, such as {@code Avon and Somerset}. */
    static String area(String code) {
        if (code.isEmpty()) {
            return "England and Wales";
        }
        return Arrays.stream(code.split("-", -1))
                .map(word -> SMALL_WORDS.contains(word) || word.isEmpty()
                        ? word
                        : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
                .collect(Collectors.joining(" "));
    }

    /** A dimension in words, such as {@code age band}. */
    static String dimension(String label) {
        return label.replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT).replace("nrm", "NRM");
    }

    /** A period in words. */
    static String period(List<QuarterBasis> quarters) {
        String first = quarters.getFirst().getQuarter();
        String last = quarters.getLast().getQuarter();
        return first.equals(last) ? first : first + " to " + last;
    }

    /** A name of a file, of parts that may be empty or hold blanks. */
    static String fileName(String... parts) {
        return Arrays.stream(parts)
                .filter(part -> !part.isEmpty())
                .map(part -> part.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-"))
                .collect(Collectors.joining("-"));
    }

    static boolean isFrozen(QuarterBasis quarter) {
        return quarter.getState() == QuarterState.FROZEN;
    }

    private static String revision(QuarterBasis quarter) {
        return quarter.getQuarter()
                + (isFrozen(quarter) ? ": frozen, revision " + quarter.getRevision() : ": collecting, not frozen");
    }

    private static String error(QuarterBasis quarter) {
        return quarter.getQuarter() + ": no count is more than " + quarter.getLargestError()
                + " people from the truth; the mean distance is at most "
                + BigDecimal.valueOf(quarter.getMeanErrorTenths(), 1).toPlainString();
    }

    private static String synthetic(List<QuarterBasis> quarters) {
        return quarters.stream().anyMatch(QuarterBasis::getSynthetic)
                ? "Yes: some or all of the records counted are made up"
                : "No";
    }
}
