package opcc.tracker.outcomes.quarters;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
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

    /** It answers so many reads, then leaves so many unanswered, and then answers again. */
    static FailingDatabase afterReads(MongoDatabase real, int reads, int unanswered) {
        return new FailingDatabase(real, "find", seen -> seen >= reads && seen - reads < unanswered);
    }

    /** The database. */
    public MongoDatabase database() {
        return proxy(MongoDatabase.class, (self, method, arguments) -> orFailing(call(real, method, arguments)));
    }

    /** A collection of the database, or one made of such by {@code with...}, fails as the database does. */
    private Object orFailing(Object answer) {
        return answer instanceof MongoCollection<?> collection
                ? proxy(MongoCollection.class, (its, of, with) -> command(collection, of, with))
                : answer;
    }

    /** How many of the commands that may fail have been asked for. */
    int seen() {
        return seen.get();
    }

    private Object command(MongoCollection<?> collection, Method method, Object[] arguments) throws Throwable {
        if (method.getName().matches(commands) && fails.test(seen.getAndIncrement())) {
            throw new Dead();
        }
        return orFailing(call(collection, method, arguments));
    }

    private static Object call(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
