package opcc.tracker.outcomes.quarters;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/** A database that carries out so many writes, and whose process is dead from then on. */
final class FailingDatabase {

    static final class Dead extends RuntimeException {
        Dead() {
            super("the process is dead", null, false, false);
        }
    }

    private final MongoDatabase real;
    private int writesLeft;

    FailingDatabase(MongoDatabase real, int writes) {
        this.real = real;
        this.writesLeft = writes;
    }

    MongoDatabase database() {
        return proxy(MongoDatabase.class, (self, method, arguments) -> {
            Object answer = call(real, method, arguments);
            return answer instanceof MongoCollection<?> collection
                    ? proxy(MongoCollection.class, (its, of, with) -> write(collection, of, with))
                    : answer;
        });
    }

    private Object write(MongoCollection<?> collection, Method method, Object[] arguments) throws Throwable {
        if (method.getName().matches("(insert|update|replace|delete).*") && writesLeft-- <= 0) {
            throw new Dead();
        }
        return call(collection, method, arguments);
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
