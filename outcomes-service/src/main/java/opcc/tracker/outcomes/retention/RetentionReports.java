package opcc.tracker.outcomes.retention;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import opcc.tracker.kit.access.ResourceScope;
import opcc.tracker.kit.access.Visibility;
import opcc.tracker.kit.paging.Page;
import opcc.tracker.outcomes.store.RemovalStore;

/** Tells what was removed because its time was over. */
public final class RetentionReports {

    private static final String SEPARATOR = "|";
    private static final int PARTS = 3;
    private static final Comparator<Removal> LATEST_FIRST = Comparator.comparing(Removal::day)
            .reversed()
            .thenComparing(Removal::quarter)
            .thenComparing(Removal::area);

    private final RemovalStore store;

    /** Reads from {@code store}. */
    public RetentionReports(RemovalStore store) {
        this.store = store;
    }

    /** A page of the removals that {@code visibility} shows, of one area if {@code area} is not empty. */
    public Page.Cut<Removal> list(Page page, String area, Visibility visibility) {
        List<Removal> found = store.removed().stream()
                .filter(removal -> area.isEmpty() || removal.area().equals(area))
                .filter(removal -> visibility.shows(new ResourceScope(removal.area(), Set.of(), Set.of(), null)))
                .sorted(LATEST_FIRST)
                .filter(removal -> page.after().isEmpty() || LATEST_FIRST.compare(removal, read(page.after())) > 0)
                .limit(page.size() + 1L)
                .toList();
        return page.cut(found, RetentionReports::key);
    }

    private static String key(Removal removal) {
        return String.join(SEPARATOR, removal.day(), removal.quarter(), removal.area());
    }

    private static Removal read(String key) {
        String[] parts = key.split("[" + SEPARATOR + "]", -1);
        if (parts.length != PARTS) {
            throw Page.notAToken();
        }
        return new Removal(parts[0], parts[1], parts[2], 0);
    }
}
