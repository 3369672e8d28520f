package opcc.tracker.outcomes.quarters;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/** A database that asks somebody before it carries a command out. */
final class WatchedDatabase {

    /** Who is asked; the name is that of the driver's method, such as {@code insertMany}. Who throws has it not carried out. */
    interface Watcher {
        void before(String command);
    }

    private final Watcher watcher;

    private WatchedDatabase(Watcher watcher) {
        this.watcher = watcher;
    }

    static MongoDatabase of(MongoDatabase real, Watcher watcher) {
        WatchedDatabase watched = new WatchedDatabase(watcher);
        return proxy(MongoDatabase.class, (self, method, arguments) -> watched.watching(call(real, method, arguments)));
    }

    /** A collection of the database, or one made of such by {@code with...}, is watched as the database is. */
    private Object watching(Object answer) {
        return answer instanceof MongoCollection<?> collection
                ? proxy(MongoCollection.class, (its, of, with) -> command(collection, of, with))
                : answer;
    }

    private Object command(MongoCollection<?> collection, Method method, Object[] arguments) throws Throwable {
        watcher.before(method.getName());
        return watching(call(collection, method, arguments));
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
