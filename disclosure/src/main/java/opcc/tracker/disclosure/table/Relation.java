package opcc.tracker.disclosure.table;

/**
 * One addition that every reader can do: a published cell equals the sum of others, in one step of one dimension (codes to
 * their group, groups to the group above, or to {@code Total}).
 *
 * @param total the number of the published cell that is the sum
 * @param parts the numbers of the published cells that are added, ascending
 */
@SuppressWarnings("ArrayRecordComponent") // made on demand from the table's compact form, never compared
public record Relation(int total, int[] parts) {}
