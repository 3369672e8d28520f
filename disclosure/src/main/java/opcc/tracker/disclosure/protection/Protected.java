package opcc.tracker.disclosure.protection;

/**
 * What is published of a table.
 *
 * @param method the method's name
 * @param base the smallest count that may be published, apart from zero
 * @param values by published cell; without meaning where the cell is suppressed
 * @param statuses by published cell
 * @param objective the value reached of what the method makes least
 * @param provenBound no protection by this method can have a smaller objective than this
 * @param optimal true if it is proven that none is better, second aims included
 */
@SuppressWarnings("ArrayRecordComponent") // one for each table, never compared
public record Protected(
        String method,
        int base,
        long[] values,
        Status[] statuses,
        double objective,
        double provenBound,
        boolean optimal) {

    /** How far the objective may be from the best, as a share of the objective; 0 if it is proven best. */
    public double gap() {
        return objective == 0 ? 0 : (objective - provenBound) / objective;
    }
}
