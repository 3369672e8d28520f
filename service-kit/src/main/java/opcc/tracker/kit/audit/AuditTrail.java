package opcc.tracker.kit.audit;

/** Where audit events are kept. */
@FunctionalInterface
public interface AuditTrail {

    /** Keeps none: the log alone has them. */
    AuditTrail NONE = event -> {};

    /**
     * Keeps {@code event}; it is durable when this returns.
     *
     * @throws com.mongodb.MongoException if it can't be told whether it is kept
     */
    void record(AuditEvent event);

    /**
     * Keeps {@code event} without its being waited for: that the store is away is known already, and the caller has waited
     * for it long enough.
     */
    default void recordUnawaited(AuditEvent event) {
        record(event);
    }
}
