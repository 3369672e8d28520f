package opcc.tracker.outcomes.quarters;

import com.mongodb.client.MongoDatabase;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;

/** A database that does not carry out some of its commands, as if the process were dead or the store did not answer. */
public final class FailingDatabase {

    /** What a command ends with that is not carried out. */
    public static final class Dead extends RuntimeException {
        Dead() {
            super("the process is dead", null, false, false);
        }
    }

    private final MongoDatabase real;
    private final String commands;
    private final IntPredicate fails;
    private final AtomicInteger seen = new AtomicInteger();

    private FailingDatabase(MongoDatabase real, String commands, IntPredicate fails) {
        this.real = real;
        this.commands = commands;
        this.fails = fails;
    }

    /** It carries out so many writes, and is dead from then on. */
    public static FailingDatabase afterWrites(MongoDatabase real, int writes) {
        return new FailingDatabase(real, "(insert|update|replace|delete).*", seen -> seen >= writes);
    }

    /** It carries out so many commands of any kind, and is dead from then on. */
    static FailingDatabase after(MongoDatabase real, int commands) {
        return new FailingDatabase(real, "(find|insert|update|replace|delete|distinct).*", seen -> seen >= commands);
    }

    /** It answers so many reads, then leaves so many unanswered, and then answers again. */
    static FailingDatabase afterReads(MongoDatabase real, int reads, int unanswered) {
        return new FailingDatabase(real, "find", seen -> seen >= reads && seen - reads < unanswered);
    }

    /** The database. */
    public MongoDatabase database() {
        return WatchedDatabase.of(real, this::before);
    }

    /** How many of the commands that may fail have been asked for. */
    int seen() {
        return seen.get();
    }

    private void before(String command) {
        if (command.matches(commands) && fails.test(seen.getAndIncrement())) {
            throw new Dead();
        }
    }
}
