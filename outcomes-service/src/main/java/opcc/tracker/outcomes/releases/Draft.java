package opcc.tracker.outcomes.releases;

import java.time.Instant;
import java.util.List;
import opcc.tracker.kit.areas.PoliceAreas;
import opcc.tracker.kit.idempotency.Command;

/**
 * Which table a release shall be. Never changed; it is published by a {@link Publication}.
 *
 * @param id what the release is called
 * @param title what the table shows
 * @param quarters of one financial year, in their order, 1 to 4
 * @param area code of the police area; empty for England and Wales
 * @param dimensions what is counted by, see {@link Axes}
 * @param author who drafted it, {@code users/...}
 * @param createdAt when, to the millisecond
 * @param createdBy the command that drafted it
 */
public record Draft(
        String id,
        String title,
        List<String> quarters,
        String area,
        List<String> dimensions,
        String author,
        Instant createdAt,
        Command createdBy) {

    private static final String COLLECTION = "releases/";
    private static final int YEAR = 7;

    /** Copies the lists. */
    public Draft {
        quarters = List.copyOf(quarters);
        dimensions = List.copyOf(dimensions);
    }

    /** {@code releases/...}. */
    public String name() {
        return COLLECTION + id;
    }

    /** Whether it is the name of a release. */
    static boolean isName(String name) {
        return name.startsWith(COLLECTION);
    }

    /** The id in a name; the name itself, which is no id, if it has another form. */
    public static String idOf(String name) {
        return name.startsWith(COLLECTION) ? name.substring(COLLECTION.length()) : name;
    }

    Layout layout() {
        return new Layout(quarters, area, dimensions);
    }

    /** The financial year of its quarters, {@code 2026-27}. */
    public String year() {
        return quarters.getFirst().substring(0, YEAR);
    }

    /** Code of the area that keeps it. */
    public String keeper() {
        return area.isEmpty() ? PoliceAreas.ENGLAND_AND_WALES : area;
    }
}
