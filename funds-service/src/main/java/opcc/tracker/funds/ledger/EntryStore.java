package opcc.tracker.funds.ledger;

import java.util.List;
import java.util.function.Consumer;

/** Where entries lie. Only ever appended to. */
public interface EntryStore {

    /**
     * Appends entries in their order and stops at the first whose place is taken by an entry of somebody else.
     *
     * @return how many were appended and are durable; the others have left no trace
     * @throws com.mongodb.MongoException if it can't be told how many: the ledger must be read again
     */
    int append(List<Entry> entries);

    /** The fund's entries with a greater sequence, in their order, at most {@code limit} of them. */
    List<Entry> after(String fund, long sequence, int limit);

    /** As {@link #after}, for a ledger without gaps of which few entries, or none, are expected to be new. */
    default List<Entry> next(String fund, long sequence, int limit) {
        return after(fund, sequence, limit);
    }

    /** Shows the fund's entries one after another, in their order. */
    void each(String fund, Consumer<Entry> consumer);

    /** A draw's entries up to and with {@code lastSequence}, in their order. */
    List<Entry> ofDraw(String fund, String draw, long lastSequence);

    /** The fund's ALLOCATED entries with a greater sequence, in their order, at most {@code limit} of them. */
    List<Entry> allocationsAfter(String fund, long sequence, int limit);
}
