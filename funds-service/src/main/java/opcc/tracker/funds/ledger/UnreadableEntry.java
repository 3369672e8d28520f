package opcc.tracker.funds.ledger;

/** A stored entry that is not what the ledger writes. */
public final class UnreadableEntry extends RuntimeException {

    private final transient String entryName;

    UnreadableEntry(String entryName, RuntimeException cause) {
        super(entryName + " can't be read", cause);
        this.entryName = entryName;
    }

    /** {@code funds/{fund}/entries/{sequence}}. */
    public String entryName() {
        return entryName;
    }
}
