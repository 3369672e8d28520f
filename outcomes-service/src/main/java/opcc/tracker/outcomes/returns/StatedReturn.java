package opcc.tracker.outcomes.returns;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import opcc.tracker.kit.access.ResourceScope;
import opcc.tracker.kit.areas.PoliceAreas;
import opcc.tracker.kit.idempotency.Command;

/**
 * Figures of one source for one area and period, as they were stated. Never changed.
 *
 * @param id what it is called
 * @param heading what the figures are and where they come from
 * @param rows the figures, in the order of the source
 * @param author who entered it, {@code users/...}
 * @param enteredAt when, to the millisecond
 * @param enteredBy the command that entered it
 */
public record StatedReturn(
        String id, Heading heading, List<StatedRow> rows, String author, Instant enteredAt, Command enteredBy) {

    /** Not a police area: the code of figures for all four countries. */
    public static final String UNITED_KINGDOM = "united-kingdom";

    /** The codes that stand for more than a police area. */
    public static final Set<String> NATIONAL = Set.of(PoliceAreas.ENGLAND_AND_WALES, UNITED_KINGDOM);

    private static final String COLLECTION = "aggregateReturns/";

    /** Copies the list. */
    public StatedReturn {
        rows = List.copyOf(rows);
    }

    /**
     * What the figures are and where they come from.
     *
     * @param title what they are
     * @param source where they were found
     * @param area code of the police area, or one of {@link #NATIONAL}
     * @param period a calendar year, a financial year or a quarter
     * @param published the source is open to the public
     * @param publishDate year, month or day of its publication; empty if it is not published
     */
    public record Heading(
            String title, String source, String area, String period, boolean published, String publishDate) {}

    /** {@code aggregateReturns/...}. */
    public String name() {
        return COLLECTION + id;
    }

    /** Whether it is the name of a return. */
    static boolean isName(String name) {
        return name.startsWith(COLLECTION);
    }

    /** The id in a name; the name itself, which is no id, if it has another form. */
    public static String idOf(String name) {
        return name.startsWith(COLLECTION) ? name.substring(COLLECTION.length()) : name;
    }

    /** Whose it is: its area's; what is published of the whole country is shared by all areas. */
    public ResourceScope scope() {
        boolean open = heading.published() && NATIONAL.contains(heading.area());
        return new ResourceScope(heading.area(), open ? PoliceAreas.CODES : Set.of(), Set.of(), null);
    }
}
