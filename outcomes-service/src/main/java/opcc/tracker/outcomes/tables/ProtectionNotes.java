package opcc.tracker.outcomes.tables;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import opcc.tracker.outcomes.cube.ProtectedCube;
import opcc.tracker.outcomes.cube.ProtectionWords;
import opcc.tracker.outcomes.cube.StatedErrors;
import opcc.tracker.outcomes.quarters.QuarterStatus;
import opcc.tracker.outcomes.quarters.Tranche.Frozen;

/** What a reader must know of protected figures, in words. */
public final class ProtectionNotes {

    static final String COLLECTING =
            "The quarter is open: records still come in, and nothing is shown until it is frozen.";

    private static final int MOST_CROSSED = 4;

    private ProtectionNotes() {}

    static List<String> of(ProtectedCube cube) {
        List<String> notes =
                new ArrayList<>(List.of(ProtectionWords.PEOPLE, ProtectionWords.ROUNDING, errors(cube.errors())));
        notes.add(revision(cube.revision()));
        if (cube.synthetic()) {
            notes.add(ProtectionWords.SYNTHETIC);
        }
        return notes;
    }

    /** Of a quarter of which a revision can be read. */
    public static List<String> of(QuarterStatus status) {
        List<Frozen> frozen = status.frozen();
        List<String> notes = new ArrayList<>(List.of(ProtectionWords.ROUNDING));
        IntStream.range(0, frozen.size())
                .filter(i -> frozen.get(i).crossed() < MOST_CROSSED)
                .mapToObj(i -> "The quarter holds so many different records that in revision " + (i + 1)
                        + " errors were made small only for tables of up to "
                        + frozen.get(i).crossed() + " dimensions; those of others are larger.")
                .forEach(notes::add);
        if (frozen.stream().anyMatch(Frozen::synthetic)) {
            notes.add(ProtectionWords.SYNTHETIC);
        }
        return notes;
    }

    private static String errors(StatedErrors errors) {
        return "No count of any table of the quarter is further than " + errors.largest()
                + " from the truth; on average a count is at most " + errors.meanTenths() / 10
                + (errors.meanTenths() % 10 == 0 ? "" : ".5") + " off.";
    }

    private static String revision(int revision) {
        return revision == 1
                ? "This is the quarter as first frozen. Who was reported later is counted in a revision."
                : "This is revision " + revision + " of the quarter: people who were reported late are added.";
    }
}
