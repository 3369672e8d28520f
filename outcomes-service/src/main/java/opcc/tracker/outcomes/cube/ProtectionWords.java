package opcc.tracker.outcomes.cube;

/** How the cube protects, in the sentences that every answer and file tells: here and nowhere else. */
public final class ProtectionWords {

    /** Who is counted. */
    public static final String PEOPLE =
            "Counts are of people: who was reported more than once by the same service in a quarter is counted once,"
                    + " as last reported.";

    /** What was done to the counts. */
    public static final String ROUNDING =
            "Counts are rounded, so that nobody can be recognised: in the finest table there is, every count of every"
                    + " service was made a multiple of 5 once, and all other figures are computed from it. So counts"
                    + " add up, a 5 may stand for 1 to 9 people, and a 0 for up to 4.";

    /** That the figures are a demonstration's. */
    public static final String SYNTHETIC =
            "Some or all of the records counted are synthetic: made up to show the tracker. The figures say nothing"
                    + " about real people.";

    private ProtectionWords() {}
}
