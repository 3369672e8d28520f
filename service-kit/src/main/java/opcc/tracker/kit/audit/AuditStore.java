package opcc.tracker.kit.audit;

import java.util.List;
import java.util.function.Consumer;

/** Where audit records lie. Only ever appended to. */
public interface AuditStore {

    /**
     * Appends records of one stream that follow one another; all of them are durable when this returns, or none is.
     *
     * @throws com.mongodb.MongoException if it can't be told how many are
     */
    void append(List<AuditRecord> records);

    /** The heads of the streams to which no other stream is anchored. */
    List<AuditRecord.Head> looseHeads();

    /** Shows all records, stream by stream, each in its order. */
    void each(Consumer<AuditRecord> consumer);

    /** The records that {@code query} asks for, oldest first, one more than its limit if there are. */
    List<AuditRecord> find(AuditQuery query);
}
