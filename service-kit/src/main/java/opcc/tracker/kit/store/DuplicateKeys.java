package opcc.tracker.kit.store;

import com.mongodb.DuplicateKeyException;
import com.mongodb.ErrorCategory;
import com.mongodb.MongoException;
import com.mongodb.MongoWriteException;

/** Tells a write that lost to an earlier one from a write that failed. */
public final class DuplicateKeys {

    private DuplicateKeys() {}

    /** Whether the write was refused because its key is taken. */
    public static boolean isDuplicate(MongoException e) {
        return e instanceof DuplicateKeyException
                || (e instanceof MongoWriteException write
                        && write.getError().getCategory() == ErrorCategory.DUPLICATE_KEY);
    }
}
