package opcc.tracker.outcomes.releases;

import java.time.Instant;

/**
 * What the attack on a release and everything before it found. Never says which cell is left out for its own sake.
 *
 * @param publishedCells cells of the release that show a figure
 * @param suppressedCells cells of the release that are left out
 * @param secrets counts and groups that were attacked, of all releases together
 * @param exposed how many of them could be proven, or not shown to be safe
 * @param releases releases attacked together, this one included
 * @param leastWidth no interval that can be proven is narrower; 1, 2, 5 or 10, or 0 if not worked out
 * @param withProtectedTables the protected tables of the quarters were part of what is known
 * @param auditedAt when
 */
public record AuditReport(
        int publishedCells,
        int suppressedCells,
        int secrets,
        int exposed,
        int releases,
        int leastWidth,
        boolean withProtectedTables,
        Instant auditedAt) {

    /** Nothing could be proven. */
    public boolean passed() {
        return exposed == 0;
    }
}
