package opcc.tracker.providers.grants;

import java.util.List;

/**
 * An office's grants of a year, ready to be published.
 *
 * @param grants in the order of their ids
 * @param notes what whoever publishes them must know, in sentences
 * @param leftOut how many services of the area are no grant here, for reasons that the notes give
 */
public record GrantExport(List<Grant> grants, List<String> notes, int leftOut) {

    /** Copies the lists. */
    public GrantExport {
        grants = List.copyOf(grants);
        notes = List.copyOf(notes);
    }

    /** How many grants. */
    public int count() {
        return grants.size();
    }

    /** Their sum, in pence. */
    public long totalPence() {
        return grants.stream().mapToLong(Grant::amountPence).reduce(0, Math::addExact);
    }

    /** The 360Giving JSON; empty if there is no grant, since a 360Giving file holds at least one. */
    public String json() {
        return grants.isEmpty() ? "" : GrantJson.write(grants);
    }

    /** The 360Giving spreadsheet; with no grant the titles alone. */
    public String csv() {
        return GrantCsv.write(grants);
    }
}
