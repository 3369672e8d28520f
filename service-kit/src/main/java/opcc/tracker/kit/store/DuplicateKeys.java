package opcc.tracker.kit.store;

import com.mongodb.DuplicateKeyException;
import com.mongodb.ErrorCategory;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoException;
import com.mongodb.MongoWriteException;
import com.mongodb.WriteError;
import com.mongodb.bulk.BulkWriteError;
import java.util.Set;
import java.util.stream.Collectors;

/** Tells a write that lost to an earlier one from a write that failed. */
public final class DuplicateKeys {

    private DuplicateKeys() {}

    /** Whether the write was refused because its key is taken. */
    public static boolean isDuplicate(MongoException e) {
        return e instanceof DuplicateKeyException
                || (e instanceof MongoWriteException write
                        && write.getError().getCategory() == ErrorCategory.DUPLICATE_KEY);
    }

    /**
     * The places of those documents of an unordered insert that lost to earlier ones; the others are stored.
     *
     * @throws MongoBulkWriteException if something else failed: then it can't be told which are stored
     */
    public static Set<Integer> places(MongoBulkWriteException e) {
        boolean onlyLost = e.getWriteConcernError() == null
                && e.getWriteErrors().stream()
                        .map(WriteError::getCategory)
                        .allMatch(ErrorCategory.DUPLICATE_KEY::equals);
        if (!onlyLost) {
            throw e;
        }
        return e.getWriteErrors().stream().map(BulkWriteError::getIndex).collect(Collectors.toSet());
    }
}
