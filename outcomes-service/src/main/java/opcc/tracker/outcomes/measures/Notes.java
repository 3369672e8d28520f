package opcc.tracker.outcomes.measures;

import java.util.ArrayList;
import java.util.List;
import opcc.tracker.outcomes.cube.ProtectionWords;
import opcc.tracker.v1.QuarterBasis;
import opcc.tracker.v1.QuarterStateEnum.QuarterState;

/** What a reader must know of figures, in sentences. */
public final class Notes {

    /** Why figures of a group are left out. */
    public static final String TOO_FEW = "Fewer than 5 people are in the group, or none: no figure of so few is shown.";

    static final String SHARES =
            "Shares are rounded to whole per cent, so they may make 99 or 101. A share of 0 or 100 is one of protected"
                    + " counts and says of nobody that all or none were so.";

    private static final String QUARTERS =
            "Who was supported in several quarters is counted in each: quarters do not add up to people.";
    private static final String REVISIONS =
            "A revision adds people who were reported after the quarter was frozen; it never takes away.";
    private static final String COLLECTING = "A quarter that is collecting shows no figure until it is frozen.";

    private Notes() {}

    /** What is to be known of all measures of these quarters, then of this one. */
    public static List<String> of(List<QuarterBasis> quarters, String... special) {
        List<String> notes = new ArrayList<>(List.of(ProtectionWords.PEOPLE, ProtectionWords.ROUNDING, REVISIONS));
        if (quarters.size() > 1) {
            notes.add(QUARTERS);
        }
        notes.addAll(List.of(special));
        if (quarters.stream().anyMatch(quarter -> quarter.getState() == QuarterState.COLLECTING)) {
            notes.add(COLLECTING);
        }
        if (quarters.stream().anyMatch(QuarterBasis::getSynthetic)) {
            notes.add(ProtectionWords.SYNTHETIC);
        }
        return notes;
    }
}
