package opcc.tracker.outcomes.releases;

import java.util.List;

/**
 * What would be published now.
 *
 * @param cells the cells of the table
 * @param synthetic at least one record counted was made up
 * @param report what the audit found; if it is not passed, nothing may be published
 */
record Trial(List<Publication.Cell> cells, boolean synthetic, AuditReport report) {}
